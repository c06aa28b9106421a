import type { KnownName, WorkedText, WorkedTexts } from '../../../definitions/index.ts';

/** A result, table or formula of another definition that a text may come to use, and the name it would have there. */
export interface OfferedUse {
  readonly target: string;
  readonly name: string;
  readonly title: string;
  /** Whether it is called: a table by its keys, a formula by its inputs. */
  readonly isCalled: boolean;
}

/** What may be written in a text. */
export interface Vocabulary {
  /** Names nearest first: its own uses and the lines before it, then the facts. */
  readonly names: readonly KnownName[];
  readonly rows: Readonly<Record<string, readonly KnownName[]>>;
  readonly functions: WorkedTexts['functions'];
  readonly uses: readonly OfferedUse[];
}

export function vocabularyOf(
  worked: WorkedTexts | null,
  text: WorkedText | undefined,
  offered: readonly OfferedUse[],
): Vocabulary {
  const own = text?.names ?? [];
  const taken = new Set(own.map(({ name }) => name));
  return {
    names: [...own, ...(worked?.facts.names ?? [])],
    rows: worked?.facts.rows ?? {},
    functions: worked?.functions ?? [],
    uses: offered.filter(({ name }) => !taken.has(name)),
  };
}

/** What stands before a place: a name that is known, or the rows of an entity. */
export interface Base {
  readonly name?: KnownName;
  readonly entity?: string;
}

const NAME = /[\p{L}_][\p{L}\p{N}_]*$/u;

/** What the expression that ends at the end of a text is, as far as names tell: `accounts[…]`, `a.product`, `ftp(…)`. */
export function baseOf(before: string, vocabulary: Vocabulary): Base | undefined {
  const text = before.trimEnd();
  const last = text.at(-1);
  if (last === ']') return baseOf(text.slice(0, opening(text, '[', ']')), vocabulary);
  if (last === ')') {
    const at = opening(text, '(', ')');
    const called = NAME.exec(text.slice(0, at))?.[0];
    if (called === undefined) return baseOf(text.slice(at + 1, -1), vocabulary);
    const name = vocabulary.names.find((one) => one.name === called);
    return name?.members === undefined ? undefined : { name };
  }
  const found = NAME.exec(text)?.[0];
  if (found === undefined) return undefined;
  const behind = text.slice(0, -found.length).trimEnd();
  if (behind.endsWith('.')) {
    const of = baseOf(behind.slice(0, -1), vocabulary)?.entity;
    return known((of === undefined ? undefined : vocabulary.rows[of])?.find((one) => one.name === found));
  }
  const inFilter = filtered(behind, vocabulary).find((one) => one.name === found);
  return known(inFilter ?? vocabulary.names.find((one) => one.name === found)) ?? loopOf(behind, found, vocabulary);
}

const known = (name: KnownName | undefined): Base | undefined => {
  if (name === undefined) return undefined;
  const entity = name.type?.entity ?? undefined;
  return { name, ...(entity === undefined ? {} : { entity }) };
};

/** The names of the rows that stand before the innermost bracket that is open at the end of a text. */
export function filtered(before: string, vocabulary: Vocabulary): readonly KnownName[] {
  let depth = 0;
  for (let at = before.length - 1; at >= 0; at -= 1) {
    if (before[at] === ']') depth += 1;
    else if (before[at] === '[' && depth > 0) depth -= 1;
    else if (before[at] === '[') {
      const entity = baseOf(before.slice(0, at), vocabulary)?.entity;
      return entity === undefined ? [] : (vocabulary.rows[entity] ?? []);
    }
  }
  return [];
}

/** The rows that a loop's variable stands for: `for a in accounts return a.`. */
function loopOf(before: string, variable: string, vocabulary: Vocabulary): Base | undefined {
  const loop = new RegExp(`(?:for|some|every|,)\\s+${variable}\\s+in\\s+`, 'u').exec(before);
  if (loop === null) return undefined;
  const over = before.slice(loop.index + loop[0].length).split(/\b(?:return|satisfies)\b/u)[0] ?? '';
  const entity = baseOf(over, vocabulary)?.entity;
  return entity === undefined ? undefined : { entity };
}

/** Where the bracket opens that closes at the end of a text. */
function opening(text: string, open: string, close: string): number {
  let depth = 0;
  for (let at = text.length - 1; at >= 0; at -= 1) {
    if (text[at] === close) depth += 1;
    else if (text[at] === open) depth -= 1;
    if (depth === 0) return at;
  }
  return 0;
}
