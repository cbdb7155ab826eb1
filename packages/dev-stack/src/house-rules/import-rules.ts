// Checks files against the import table; knows nothing of the rooms by name.
import { isBuiltin } from 'node:module';
import type { PackageTable, RoomRow } from './import-table.ts';
import { importsOf, type ImportOf } from './imports-of.ts';
import { isTest, isTypeScript, type Fault, type Rule, type SourceFile } from './source-file.ts';

/** The room of a path, `.` for a file directly in `src`, undefined outside. */
function roomOf(path: string, src: string): string | undefined {
  if (!path.startsWith(`${src}/`)) return undefined;
  const rest = path.slice(src.length + 1);
  return rest.includes('/') ? rest.slice(0, rest.indexOf('/')) : '.';
}

function allows(list: readonly string[] | undefined, wanted: string, isPackage: boolean): boolean {
  return (list ?? []).some((entry) => {
    if (entry === '*') return isPackage;
    return entry.endsWith('/*') ? wanted.startsWith(entry.slice(0, -1)) : entry === wanted;
  });
}

function mayImport(row: RoomRow, one: ImportOf, wanted: string): boolean {
  const isPackage = one.target === undefined;
  if (allows(row.may, wanted, isPackage)) return true;
  if (one.kind === 'dynamic') return allows(row.mayLoad, wanted, isPackage);
  return one.kind === 'type' && allows(row.mayType, wanted, isPackage);
}

function faultIn(file: SourceFile, one: ImportOf, room: string, table: PackageTable): string | undefined {
  const row = table.rooms[room];
  if (!row) return `The floor plan has no room "${room}".`;
  if (isBuiltin(one.specifier)) {
    if (table.nodeRooms.includes(room) || isTest(file)) return undefined;
    return `${room}/ must run without Node: it may not import ${one.specifier}.`;
  }
  const target = one.target === undefined ? one.specifier : roomOf(one.target, table.src);
  if (target === undefined) return `${one.specifier} leads out of ${table.src}.`;
  if (target === room || isTest(file) || mayImport(row, one, target)) return undefined;
  const how = one.kind === 'dynamic' ? 'load' : one.kind === 'type' ? 'import types of' : 'import';
  return `${room === '.' ? 'A file of src' : `${room}/`} may not ${how} ${one.target === undefined ? target : `${target}/`}.`;
}

/** A rule: files of the table's package import only what the row of their room allows. */
export function importRule(table: PackageTable): Rule {
  return (files) =>
    files.filter(isTypeScript).flatMap((file): Fault[] => {
      const room = roomOf(file.path, table.src);
      if (room === undefined) return [];
      return importsOf(file).flatMap((one): Fault[] => {
        const message = faultIn(file, one, room, table);
        return message === undefined ? [] : [{ path: file.path, line: one.line, message }];
      });
    });
}
