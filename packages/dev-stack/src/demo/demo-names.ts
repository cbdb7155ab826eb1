// The names that visitors of the demo get; first names alone, so that none is anybody's.

/** Names in many scripts: a room must show all of them well. */
export const demoNames: readonly string[] = [
  ...['Amara', 'Mateo', 'Zoë', 'Kwame', 'Ingrid', 'Thandiwe', 'Łukasz', 'Leilani', 'Tomás', 'Siobhán'],
  ...['Ayşe', 'Nguyệt', 'Björn', 'Chiara', 'Tāne', 'Ximena', 'Oluwaseun', 'Eero', 'Marisol', 'Dilnoza'],
  ...['نور الهدى', 'سامر', 'תמר', 'شیرین', 'Юлия', 'Богдан', 'Θάλεια', 'ნინო', 'Անի'],
  ...['美咲', '子轩', '지우', 'अनन्या', 'தமிழினி', 'ลลิตา', 'ሰላም', 'প্রিয়া'],
];
