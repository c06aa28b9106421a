import { type Sql, textOf } from './sql.ts';

/** A column of a query's result. */
export interface Output {
  readonly name: string;
  readonly sql: Sql;
}

/**
 * One query over a relation: outputs, and a condition its rows must fulfil (null: all rows). What several pieces use is computed
 * once, as a column of a subquery below. Measured in DuckDB 1.5: nested subqueries are evaluated as written, one projection each;
 * aliases within one SELECT are copied into every use. A condition tested last, on a column, costs less than a WHERE at the bottom.
 */
export function layered(
  from: string,
  outputs: readonly Output[],
  keep: Sql | null,
  quote: (name: string) => string,
): string {
  const roots = [...outputs.map((output) => output.sql), ...(keep === null ? [] : [keep])];
  const shared = sharedPieces(roots);
  const level = levels(roots, shared);
  const names = new Map([...shared].map((piece, i) => [piece, quote(`#${i + 1}`)]));
  const top = Math.max(
    0,
    ...roots.map((root) => level.get(root) ?? 0),
    ...[...shared].map((piece) => (level.get(piece) ?? 0) + 1),
  );
  let relation = from;
  for (let current = 0; current < top; current++) {
    const made = [...shared].filter((piece) => level.get(piece) === current);
    const known = new Map([...names].filter(([piece]) => (level.get(piece) ?? 0) < current));
    const later = [...shared, ...roots].filter((piece) => (level.get(piece) ?? 0) > current || roots.includes(piece));
    const passed = columnsBelow(later, new Map([...known, ...made.map((piece): [Sql, string] => [piece, ''])]));
    const columns = [...passed.columns, ...made.map((piece) => `${textOf(piece, known)} AS ${names.get(piece)}`)];
    relation = `(SELECT ${[...passed.shared.map((piece) => names.get(piece) ?? ''), ...columns].filter((text) => text !== '').join(', ')}\nFROM ${relation})`;
  }
  const select = (list: readonly Output[]) =>
    list.map(({ name, sql }) => `${textOf(sql, names)} AS ${quote(name)}`).join(',\n  ');
  if (keep === null) return `SELECT ${select(outputs)}\nFROM ${relation}`;
  const listed = outputs.map(({ name }) => quote(name)).join(', ');
  return `SELECT ${listed}\nFROM (SELECT ${select([...outputs, { name: '#keep', sql: keep }])}\nFROM ${relation})\nWHERE ${quote('#keep')}`;
}

/** Pieces used more than once that can be a column: no leaf, no lambda parameter. What builds comes before what is built of it. */
function sharedPieces(roots: readonly Sql[]): ReadonlySet<Sql> {
  const uses = new Map<Sql, number>();
  const order: Sql[] = [];
  const visit = (piece: Sql): void => {
    const before = uses.get(piece) ?? 0;
    uses.set(piece, before + 1);
    if (before > 0) return;
    for (const part of piece.parts) if (typeof part === 'object') visit(part);
    order.push(piece);
  };
  for (const root of roots) visit(root);
  return new Set(
    order.filter(
      (piece) =>
        (uses.get(piece) ?? 0) > 1 && !piece.isLeaf && !piece.isFragment && piece.free.size === 0 && isWorth(piece),
    ),
  );
}

/** A column costs as much as a test of a leaf; only more than that is kept. */
function isWorth(piece: Sql): boolean {
  const pieces = piece.parts.filter((part) => typeof part === 'object');
  const texts = piece.parts.filter((part) => typeof part === 'string').join(' ');
  return pieces.length > 1 || pieces.some((part) => !part.isLeaf) || /\w\(|CASE/.test(texts);
}

/** How many layers have to stand below each piece. */
function levels(roots: readonly Sql[], shared: ReadonlySet<Sql>): ReadonlyMap<Sql, number> {
  const known = new Map<Sql, number>();
  const levelOf = (piece: Sql): number => {
    const before = known.get(piece);
    if (before !== undefined) return before;
    let level = 0;
    for (const part of piece.parts) {
      if (typeof part === 'object') level = Math.max(level, levelOf(part) + (shared.has(part) ? 1 : 0));
    }
    known.set(piece, level);
    return level;
  };
  for (const root of roots) levelOf(root);
  return known;
}

/** What pieces still need of the layer below: names of base columns, and shared pieces that are columns already. */
function columnsBelow(pieces: readonly Sql[], known: ReadonlyMap<Sql, string>): { columns: string[]; shared: Sql[] } {
  const columns = new Set<string>();
  const shared = new Set<Sql>();
  const seen = new Set<Sql>();
  const visit = (piece: Sql): void => {
    if (known.has(piece)) {
      if (known.get(piece) !== '') shared.add(piece);
      return;
    }
    if (seen.has(piece)) return;
    seen.add(piece);
    const [text] = piece.parts;
    if (piece.isLeaf && typeof text === 'string' && text.startsWith('"') && piece.free.size === 0) columns.add(text);
    for (const part of piece.parts) if (typeof part === 'object') visit(part);
  };
  for (const piece of pieces) visit(piece);
  return { columns: [...columns], shared: [...shared] };
}
