import type { Class, JsonObject, Language, Segmentation, Text } from '../../../definitions/index.ts';
import { setAt } from '../edit.ts';

/** The first of `class-2`, `class-3` … that is not taken. */
export function freshName(stem: string, taken: readonly string[]): string {
  let n = 2;
  while (taken.includes(`${stem}-${n}`)) n += 1;
  return `${stem}-${n}`;
}

/** A title in the reader's language; that of the other language stays. One that was a plain text, or is said for the first time, is said so. */
export function titleIn(before: Text | undefined, language: Language, said: string): Text {
  return typeof before === 'object' ? { ...before, [language]: said } : said;
}

/** Calls a class otherwise; in a matrix that lists no classes, in every cell that names it. An empty title changes nothing. */
export function setClassTitle(document: Segmentation, name: string, language: Language, said: string): Segmentation {
  if (said.trim() === '') return document;
  const { classes } = document;
  const titled = <Item extends { readonly title?: Text }>(item: Item): Item => ({
    ...item,
    title: titleIn(item.title, language, said.trim()),
  });
  if (classes?.some((one) => one.name === name) === true)
    return setAt(
      document,
      '/classes',
      // Classes are JSON.
      classes.map((one) => (one.name === name ? titled(one) : one) as unknown as JsonObject),
    );
  if (document.method !== 'matrix') return document;
  const rows = Object.entries(document.cells).map(([row, cells]) => [
    row,
    Object.fromEntries(
      Object.entries(cells).map(([column, cell]) => [column, cell.class === name ? titled(cell) : cell]),
    ),
  ]);
  return { ...document, cells: Object.fromEntries(rows) as typeof document.cells };
}

/**
 * The classes that cells may be given, in an order that no cell changes: those in force first, also where no cell has them any more, then
 * those of the draft alone.
 */
export function classChoices(document: Segmentation, published: Segmentation): readonly Class[] {
  const own = matrixClasses(document);
  const before = matrixClasses(published);
  const present = (name: string) => own.find((one) => one.name === name);
  return [
    ...before.map((one) => present(one.name) ?? one),
    ...own.filter(({ name }) => before.every((one) => one.name !== name)),
  ];
}

/** The classes of the cells: as listed, else as cells name them first, row by row. */
export function matrixClasses(document: Segmentation): readonly Class[] {
  if (document.method !== 'matrix') return [];
  if (document.classes !== undefined) return document.classes;
  const named = new Map<string, Class>();
  for (const row of document.rows.bands)
    for (const column of document.columns.bands) {
      const cell = document.cells[row.name]?.[column.name];
      if (cell === undefined || named.has(cell.class)) continue;
      const { class: name, ...rest } = cell;
      named.set(name, { name, ...rest });
    }
  return [...named.values()];
}
