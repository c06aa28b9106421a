import type { DecidedVersions, SideShape } from './decide-versions.ts';
import { quote } from './input/staged.ts';

/** Whether both versions decide a row. */
export const BOTH = '(b.rownum IS NOT NULL AND a.rownum IS NOT NULL)';
/** Whether only one of them does. */
const ONE = '(b.rownum IS NULL OR a.rownum IS NULL)';

/** What can be compared of two versions, by which test a column differs, and by which a row moves: a side that refuses it has no answers. */
export function differencesOf({ before, after, carried }: DecidedVersions) {
  const [b, a] = [sideOf(before), sideOf(after)];
  const compared = [...b.types.keys()].filter((name) => a.types.has(name) && !carried.includes(name));
  const differs = new Map(compared.map((name) => [name, differ(name, b, a)]));
  const answers = compared.filter((name) => b.outcome.includes(name) && a.outcome.includes(name));
  const isMover = `(${BOTH} AND (${answers.map((name) => differs.get(name)).join(' OR ') || 'FALSE'}))`;
  return { b, a, answers, differs, isMover };
}

/** Whether a row moves, or is decided by one version only. */
export const isMoverOrRefused = (decided: DecidedVersions): string => `(${differencesOf(decided).isMover} OR ${ONE})`;

/**
 * The rows that moved, and those that one side refuses, in their order: their key, what changed, and both sides of the columns that are
 * `told`.
 */
export function moversOf(decided: DecidedVersions, told: readonly string[]): string {
  const { differs, isMover } = differencesOf(decided);
  const names = [...differs].map(([name, test]) => `CASE WHEN ${test} THEN '${name.replaceAll("'", "''")}' END`);
  const list = `CASE WHEN ${ONE} THEN ['refused'] ELSE list_filter([${names.join(', ')}], lambda x: x IS NOT NULL) END`;
  const keys = decided.carried.map((name) => `coalesce(b.${quote(name)}, a.${quote(name)}) AS ${quote(name)}`);
  const sides = told.flatMap((name) => [
    `b.${quote(name)} AS ${quote(`before ${name}`)}`,
    `a.${quote(name)} AS ${quote(`after ${name}`)}`,
  ]);
  return `(SELECT ${[...keys, `${list} AS changed`, ...sides].join(', ')} FROM ${decided.from} WHERE ${isMover} OR ${ONE} ORDER BY coalesce(b.rownum, a.rownum))`;
}

/** The answers of one version. */
interface Side {
  readonly types: ReadonlyMap<string, string>;
  readonly outcome: readonly string[];
  /** What a column is called where the decision is asked for alone. */
  nameOf(column: string): string;
  /** Whether a column holds words or conditions, or lists of words. */
  isNames(column: string): boolean;
  isFigure(column: string): boolean;
}

function sideOf({ types: named, outcome: own }: SideShape): Side {
  const types = new Map(Object.entries(named));
  return {
    types,
    outcome: own.map(({ column }) => column),
    nameOf: (column) => own.find((one) => one.column === column)?.name ?? column,
    isNames: (column) => ['VARCHAR', 'BOOLEAN', 'VARCHAR[]'].includes(types.get(column) ?? ''),
    isFigure: (column) => /^(DECIMAL|BIGINT|HUGEINT|INTEGER|SMALLINT|DOUBLE)/.test(types.get(column) ?? ''),
  };
}

/** Whether a column differs between the sides `b` and `a`: figures as figures, whatever decimals they are written with. */
function differ(name: string, before: Side, after: Side): string {
  const [left, right] = [before.types.get(name) ?? '', after.types.get(name) ?? ''];
  const plain = (side: string) => `${side}.${quote(name)}`;
  if (left === right) return `${plain('b')} IS DISTINCT FROM ${plain('a')}`;
  const holdsFigures = [left, right].some((type) => /DECIMAL|BIGINT|HUGEINT|INTEGER|DOUBLE/.test(type));
  const text = (side: string) => {
    const written = `CAST(${plain(side)} AS VARCHAR)`;
    if (!holdsFigures) return written;
    const shorter = `regexp_replace(${written}, '(\\.\\d*[1-9])0+([^0-9]|$)', '\\1\\2', 'g')`;
    return `regexp_replace(${shorter}, '\\.0+([^0-9]|$)', '\\1', 'g')`;
  };
  return `${text('b')} IS DISTINCT FROM ${text('a')}`;
}
