// Reads the security checklist's table and looks for the tests that it names; reads no disk.

/** One row of the table: a point and the tests that fail where it is broken. */
export interface ChecklistPoint {
  readonly number: number;
  readonly tests: readonly NamedTest[];
}

/** A test as the checklist names it: its file from the page's folder, and its title. */
export interface NamedTest {
  readonly path: string;
  readonly title: string;
}

/** Reads the rows of `page` that begin with a number. A test is a link to its file, then its title in “ ”. */
export function readChecklist(page: string): readonly ChecklistPoint[] {
  return page.split('\n').flatMap((row) => {
    const number = /^\|\s*(\d+)\s*\|/.exec(row)?.[1];
    if (number === undefined) return [];
    const named = row.matchAll(/\]\(([^)\s]+\.test\.ts)\) “([^”]+)”/g);
    return [
      { number: Number(number), tests: [...named].map(([, path = '', title = '']) => ({ path, title })) },
    ];
  });
}

const NAMED = /\b(?:it|describe|test)\(\s*(?:'((?:\\.|[^'\\])*)'|"((?:\\.|[^"\\])*)"|`((?:\\.|[^`\\])*)`)/g;

/**
 * Whether the test file `text` has a test or group called `title`. A title that is made of a table (`` `is refused: ${what}` ``)
 * counts where what stands in the gap is a text of that file.
 */
export function hasTitle(text: string, title: string): boolean {
  const code = text.replace(/^\s*\/\/.*$/gm, '');
  const texts = [...code.matchAll(NAMED)].map(([, single, double, template]) => ({
    title: (single ?? double ?? template ?? '').replace(/\\(.)/g, '$1'),
    isTemplate: template !== undefined,
  }));
  return texts.some(({ title: own, isTemplate }) => own === title || (isTemplate && fills(own, title, code)));
}

function fills(template: string, title: string, text: string): boolean {
  const [before = '', after = '', ...more] = template.split(/\$\{[^}]*\}/);
  if (more.length > 0 || !template.includes('${')) return false;
  if (!title.startsWith(before) || !title.endsWith(after) || title.length <= before.length + after.length)
    return false;
  const gap = title.slice(before.length, title.length - after.length);
  return text.includes(`'${gap}'`) || text.includes(`"${gap}"`);
}
