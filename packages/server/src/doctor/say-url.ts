// Writes an address for people; it does not know what is there.

/** Without the query, which may hold a key of whoever runs the endpoint. */
export function sayUrl(text: string): string {
  const url = URL.parse(text);
  return url === null || url.search === '' ? text : `${url.origin}${url.pathname}?…`;
}
