import type { DeclaredField } from '../../../../definitions/index.ts';

/** What can be named on the facts of an entity: fields, derived fields and results of other definitions. */
export interface Noun {
  /** As FEEL writes it; empty where a condition alone can read it. */
  readonly feel: string;
  /** As a `fact` of a condition, with its path; null where a condition cannot read it. */
  readonly fact: { readonly fact: string; readonly path?: string; readonly of?: string } | null;
  readonly kind: 'number' | 'string' | 'boolean' | 'date' | 'instant';
  readonly decimals: number;
  /** Bounds in units, as far as they are known. */
  readonly low: number | null;
  readonly high: number | null;
  readonly values: readonly string[] | null;
  readonly isOptional: boolean;
  readonly isList: boolean;
  /** A field of the record itself, whose presence `check` knows. */
  readonly isField: boolean;
  /** A result: FEEL needs it among `uses`. */
  readonly use?: string;
}

/** A relation of many rows, and what can be named on each. */
export interface RelatedNouns {
  readonly name: string;
  readonly nouns: readonly Noun[];
}

/** What can be said on the facts of one entity. */
export interface Vocabulary {
  readonly entity: string;
  readonly nouns: readonly Noun[];
  readonly rows: readonly RelatedNouns[];
  readonly criteria: readonly CriteriaNoun[];
  readonly tables: readonly TableNoun[];
  readonly calls: readonly CallNoun[];
}

/** A criteria, on the record or on the row that a relation leads to. */
export interface CriteriaNoun {
  readonly condition: string;
  readonly of?: string;
}

/** A formula with inputs as others call it, and what its results are. */
export interface CallNoun {
  readonly id: string;
  readonly inputs: readonly (readonly [name: string, declared: DeclaredField])[];
  readonly lines: readonly Noun[];
}

/** A reference table as formulas call it. */
export interface TableNoun {
  readonly id: string;
  readonly keys: readonly { readonly kind: 'string' | 'number'; readonly values: readonly (string | number)[] }[];
  readonly columns: readonly { readonly name: string; readonly kind: Noun['kind'] }[];
}

export function nounOf(name: string, declared: DeclaredField, feel = name, fact: Noun['fact'] = { fact: name }): Noun {
  const isFigure = declared.type === 'integer' || declared.type === 'decimal';
  const bound = (written: number | string | undefined) => (isFigure && written !== undefined ? Number(written) : null);
  return {
    feel,
    fact,
    kind: declared.type === 'integer' || declared.type === 'decimal' ? 'number' : declared.type,
    decimals: declared.type === 'decimal' ? (declared.decimals ?? 0) : 0,
    low: bound(declared.minimum),
    high: bound(declared.maximum),
    values: declared.enum ?? null,
    isOptional: declared.optional === true,
    isList: declared.series === true,
    isField: true,
  };
}

/** Results may be missing. */
export function resultNoun(ref: string, feel: string, of: Partial<Noun> & Pick<Noun, 'kind'>): Noun {
  return {
    feel,
    fact: { fact: ref },
    decimals: 0,
    low: null,
    high: null,
    values: null,
    isOptional: true,
    isList: false,
    isField: false,
    use: ref,
    ...of,
  };
}

/** A value that has no name of its own, of which nothing but its kind is known. */
export function freeNoun(kind: Noun['kind'], decimals = 0, feel = ''): Noun {
  return {
    feel,
    fact: null,
    kind,
    decimals,
    low: null,
    high: null,
    values: null,
    isOptional: true,
    isList: false,
    isField: false,
  };
}

/** What bins, cells and terms can be about: one value of the record itself. */
export const binnable = (words: Vocabulary): readonly Noun[] =>
  words.nouns.filter(
    (noun) => !noun.isList && noun.fact !== null && noun.fact.path === undefined && noun.fact.of === undefined,
  );

export const TEXTS = [
  '',
  'gold',
  '银行',
  "o'clock",
  'A😀b',
  ' a ',
  'É',
  '"',
  '100%',
  'a_b',
  'C:\\x',
  'Ｇold',
  'O‘CLOCK',
  '\u3000Ａ\u3000',
  '１００％',
  'a\tb',
] as const;
