/**
 * SQL as a graph: every piece of text that was built twice is one node, so that what is used twice can be computed once (see
 * layers.ts). Nodes come only from a graph's `sql` and `leaf`; equal parts give the same node.
 */
export interface Sql {
  readonly id: number;
  readonly parts: readonly (string | Sql)[];
  /** Names of the lambda parameters the text mentions and does not bind itself. */
  readonly free: ReadonlySet<string>;
  /** Bytes of the integer it gives (2 = SMALLINT … 16 = HUGEINT); 0 where it is no integer. */
  readonly width: number;
  /** A column, a parameter or a literal: written out wherever it is used. */
  readonly isLeaf: boolean;
  /** No expression of its own (`WHEN … THEN …`, a list's items): never a column. */
  readonly isFragment: boolean;
}

export interface SqlGraph {
  /** A piece of SQL of texts and other pieces; a width given by `wide` is kept. */
  readonly sql: (texts: TemplateStringsArray, ...pieces: readonly (string | Sql)[]) => Sql;
  /** The same piece with the bytes of its integer stated. */
  readonly wide: (width: number, piece: Sql) => Sql;
  readonly leaf: (text: string, width?: number, parameter?: string) => Sql;
  /** A piece that is no expression of its own. */
  readonly fragment: (texts: TemplateStringsArray, ...pieces: readonly (string | Sql)[]) => Sql;
  /** Pieces with a text between them, as a fragment. */
  readonly join: (pieces: readonly (string | Sql)[], separator: string) => Sql;
  /** `(parameter) -> body` in the dialect's words, the parameter no longer free. */
  readonly bind: (parameter: string, piece: Sql) => Sql;
}

const NONE: ReadonlySet<string> = new Set();

/** An empty graph. */
export function sqlGraph(): SqlGraph {
  const known = new Map<string, Sql>();
  const intern = (parts: Parts, free: ReadonlySet<string>, width: number, role: Role): Sql => {
    const names = [...free].sort().join();
    const key = `${width}${role}[${names}]${parts.map((part) => (typeof part === 'string' ? JSON.stringify(part) : part.id)).join()}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const node: Sql = { id: known.size, parts, free, width, isLeaf: role === 'leaf', isFragment: role === 'fragment' };
    known.set(key, node);
    return node;
  };
  const build = (parts: Parts, role: Role) => {
    const flat = merged(parts);
    const [only] = flat;
    if (flat.length === 1 && typeof only === 'object') return only;
    return intern(flat, freeOf(flat), 0, role);
  };
  const woven = (texts: TemplateStringsArray, pieces: Parts): Parts =>
    texts.flatMap((text, i) => (i < pieces.length ? [text, pieces[i] ?? ''] : [text]));
  return {
    sql: (texts, ...pieces) => build(woven(texts, pieces), 'expression'),
    fragment: (texts, ...pieces) => build(woven(texts, pieces), 'fragment'),
    wide: (width, piece) => (piece.width === width ? piece : intern(piece.parts, piece.free, width, roleOf(piece))),
    leaf: (text, width = 0, parameter) =>
      intern([text], parameter === undefined ? NONE : new Set([parameter]), width, 'leaf'),
    join: (pieces, separator) =>
      build(
        pieces.flatMap((piece, i) => (i === 0 ? [piece] : [separator, piece])),
        'fragment',
      ),
    bind: (parameter, piece) => {
      const free = new Set([...piece.free].filter((name) => name !== parameter));
      return intern([piece], free, 0, 'expression');
    },
  };
}

type Parts = readonly (string | Sql)[];
type Role = 'expression' | 'leaf' | 'fragment';

const roleOf = ({ isLeaf, isFragment }: Sql): Role => (isLeaf ? 'leaf' : isFragment ? 'fragment' : 'expression');

/** Neighbouring texts as one text, empty ones left out, so that equal SQL has equal parts. */
function merged(parts: readonly (string | Sql)[]): readonly (string | Sql)[] {
  const result: (string | Sql)[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (typeof part === 'string' && typeof last === 'string') result[result.length - 1] = last + part;
    else if (part !== '') result.push(part);
  }
  return result;
}

function freeOf(parts: readonly (string | Sql)[]): ReadonlySet<string> {
  const free = new Set<string>();
  for (const part of parts) if (typeof part === 'object') for (const name of part.free) free.add(name);
  return free.size === 0 ? NONE : free;
}

/** The whole text of a piece, nothing computed beforehand. */
export function textOf(piece: Sql, columns: ReadonlyMap<Sql, string> = new Map()): string {
  const known = columns.get(piece);
  if (known !== undefined) return known;
  return piece.parts.map((part) => (typeof part === 'string' ? part : textOf(part, columns))).join('');
}
