import { type DecisionTable, isObject, type Json, type JsonObject } from '../../../definitions/index.ts';
import { readCell } from '../../editors/decision-table/cell-text.ts';
import { columnsOf } from '../../editors/decision-table/columns.ts';
import { foldedTitle } from '../../editors/decision-table/sheet-rows.ts';
import { readFigure } from '../../texts/figure.ts';
import type { Reader } from '../../texts/reader.ts';
import { titleIn, titlesOf } from '../../texts/titles.ts';

/** What a column of a pasted table is: a field that rules test, what they give, or nothing. */
export type Use =
  | { readonly kind: 'test'; readonly fact: string }
  | { readonly kind: 'result' }
  | { readonly kind: 'none' };

export type Block = readonly (readonly string[])[];

/** What the columns of a table may be, by their titles: fields of the entity where they are called so, else results. */
export function likelyUses([heads = []]: Block, entity: JsonObject | undefined): readonly Use[] {
  const taken = new Set<string>();
  const fields = entity?.['fields'];
  const named = isObject(fields) ? Object.entries(fields) : [];
  return heads.map((head): Use => {
    const own = foldedTitle(head.replace(/[(（].*[)）]\s*$/, ''));
    const found = named.find(([name, field]) => !taken.has(name) && namesOf(name, field).includes(own));
    if (own === '') return { kind: 'none' };
    if (found === undefined) return { kind: 'result' };
    taken.add(found[0]);
    return { kind: 'test', fact: found[0] };
  });
}

/** Whether columns make a table: rules test something, no field twice, and give something. */
export function isTable(uses: readonly Use[]): boolean {
  const facts = uses.flatMap((use) => (use.kind === 'test' ? [use.fact] : []));
  return facts.length > 0 && new Set(facts).size === facts.length && uses.some(({ kind }) => kind === 'result');
}

/**
 * A decision table out of a table with its titles in the first row: every further row is a rule, its cells read as the grid reads what is
 * typed. What is not understood is kept as text, which the check then tells of.
 */
export function tableOf(
  head: JsonObject,
  {
    block,
    uses,
    entity,
    reader,
  }: {
    readonly block: Block;
    readonly uses: readonly Use[];
    readonly entity: JsonObject;
    readonly reader: Reader;
  },
): JsonObject {
  const [heads = [], ...rows] = block;
  const of = (kind: Use['kind']) => uses.flatMap((use, i) => (use.kind === kind ? [i] : []));
  const [tests, results] = [of('test'), of('result')];
  const shell = {
    ...head,
    entity: `entity/${String(entity['name'])}`,
    hitPolicy: 'unique',
    inputs: tests.map((i) => ({ fact: factOf(uses[i]) })),
    outputs: results.map((i, n) => ({
      name: `result${String(n + 1)}`,
      title: heads[i] ?? '',
      ...typeOf(rows.map((row) => row[i] ?? '')),
    })),
    rules: [],
  };
  const id = shell.entity;
  const titles = titlesOf(new Map([[id, entity]]), { '': id }, reader);
  // The shell has all that a decision table's columns are made of.
  const columns = columnsOf(shell as unknown as DecisionTable, titles, reader);
  const rules = rows
    .filter((row) => row.some((cell) => cell.trim() !== ''))
    .map((row) => {
      const cells = [...tests, ...results].map((i, n): Json => {
        const column = columns[n];
        return column === undefined ? (row[i] ?? '') : (readCell(row[i] ?? '', column).cell as Json);
      });
      return { when: cells.slice(0, tests.length), then: cells.slice(tests.length) };
    });
  return { ...shell, rules };
}

const factOf = (use: Use | undefined): string => (use?.kind === 'test' ? use.fact : '');

function namesOf(name: string, field: Json): readonly string[] {
  const title = isObject(field) ? titleIn(field) : undefined;
  const said = typeof title === 'string' ? [title] : Object.values(title ?? {});
  return [name, ...said].map(foldedTitle);
}

/** A figure with as many decimals as one of them has, where all are figures; else a text. */
function typeOf(cells: readonly string[]): JsonObject {
  const written = cells.filter((cell) => cell.trim() !== '');
  const figures = written.map(readFigure);
  if (written.length === 0 || figures.includes(undefined)) return { type: 'string' };
  const decimals = Math.max(...figures.map((figure) => figure?.split('.')[1]?.length ?? 0));
  return decimals === 0 ? { type: 'integer' } : { type: 'decimal', decimals: Math.min(9, decimals) };
}
