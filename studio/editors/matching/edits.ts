import type { Json, Matching } from '../../../definitions/index.ts';
import { removeAt, setAt } from '../edit.ts';

export type Match = Matching['grid'][string][string];
export type Side = 'customer' | 'product';

/** What a customer of one grade is offered of products of another; a cell that is not there yet is made. */
export function setCell(document: Matching, customer: string, product: string, match: Match): Matching {
  if (document.grid[customer]?.[product] === match) return document;
  const row = { ...document.grid[customer], [product]: match };
  return { ...document, grid: { ...document.grid, [customer]: row } };
}

/** Every cell of a customer grade, or of a product grade. */
export function fill(document: Matching, side: Side, grade: string, match: Match): Matching {
  if (side === 'product')
    return Object.keys(document.grid).reduce((now, customer) => setCell(now, customer, grade, match), document);
  return columnsOf(document).reduce((now, product) => setCell(now, grade, product, match), document);
}

/** The product grades of the grid, each once, in the order they first stand. */
export function columnsOf({ grid }: Matching): readonly string[] {
  return [...new Set(Object.values(grid).flatMap((row) => Object.keys(row)))];
}

/** A grid with a cell for every pair of grades: what is there stays, what is lacking refuses, grades that are none go. */
export function fitGrid(document: Matching, customers: readonly string[], products: readonly string[]): Matching {
  const rowOf = (customer: string) =>
    Object.fromEntries(products.map((product) => [product, document.grid[customer]?.[product] ?? 'refuse']));
  return { ...document, grid: Object.fromEntries(customers.map((customer) => [customer, rowOf(customer)])) };
}

/** What grades one side: a result, or a field. */
export function setGrade(document: Matching, side: Side, fact: string): Matching {
  return setAt(document, side === 'customer' ? '/customerGrade' : '/productGrade', fact);
}

/** A condition on what is offered at all, empty at first; without one, everything is. */
export function setEligible(document: Matching, isLimited: boolean): Matching {
  if (!isLimited) return removeAt(document, '/eligible');
  return document.eligible === undefined ? setAt(document, '/eligible', { all: [] }) : document;
}

/** What orders the offers; without it they stand as they came. */
export function setRanked(document: Matching, isRanked: boolean): Matching {
  if (!isRanked) return removeAt(document, '/rank');
  if (document.rank !== undefined) return document;
  return setAt(document, '/rank', { text: '', type: 'decimal', decimals: 6, ifMissing: 'missing' });
}

/** Another text of the order; with `use`, a result of another definition that it now reads. */
export function setRankText(
  document: Matching,
  text: string,
  use?: { readonly name: string; readonly target: string },
): Matching {
  if (document.rank === undefined) return document;
  const written = setAt(document, '/rank/text', text);
  return use === undefined ? written : setAt(written, '/rank/uses', { ...document.rank.uses, [use.name]: use.target });
}

export function setRankPart(document: Matching, part: 'decimals' | 'ifMissing', value: Json | undefined): Matching {
  return value === undefined ? removeAt(document, `/rank/${part}`) : setAt(document, `/rank/${part}`, value);
}
