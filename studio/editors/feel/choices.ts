import { type KnownName, LANGUAGES, say } from '../../../definitions/index.ts';
import { typedRank } from '../../texts/pinyin.ts';
import type { Reader } from '../../texts/reader.ts';
import { measureText } from './measure-text.ts';
import { baseOf, filtered, type OfferedUse, type Vocabulary } from './vocabulary.ts';

/** Something that may be written at a place of a text. */
export interface Choice {
  /** What it is called; `detail` says how it is written, and what it is. */
  readonly label: string;
  readonly detail: string;
  readonly insert: string;
  /** How far before the end of what is inserted the caret then stands. */
  readonly back: number;
  readonly use?: OfferedUse;
}

export interface Choices {
  /** Where that begins which a choice takes the place of. */
  readonly from: number;
  readonly choices: readonly Choice[];
}

const MOST = 60;
const WORDS = /(?:[\p{L}\p{N}_]+ ){0,7}[\p{L}\p{N}_]*$/u;

/**
 * What may be written at a place: names by their titles, in characters or pinyin, what stands behind a dot, values of a field behind `= "`,
 * functions with how they are called. `isAsked`: by a key, and not only by typing.
 */
export function choicesAt(
  text: string,
  at: number,
  vocabulary: Vocabulary,
  reader: Reader,
  isAsked: boolean,
): Choices | null {
  const before = text.slice(0, at);
  const quote = openQuote(before);
  if (quote !== null) return valuesAt(before, quote, vocabulary, reader);
  const typed = WORDS.exec(before)?.[0] ?? '';
  const isMember = /\.\s*$/u.test(before.replace(/[\p{L}\p{N}_]*$/u, ''));
  if (isMember) return membersAt(before, vocabulary, reader);
  if (typed === '' && !isAsked) return null;
  if (/^\d+$/.test(typed.trimStart())) return null;
  const all = everything(before, vocabulary, reader);
  const starts = [0, ...[...typed.matchAll(/ /gu)].map(({ index }) => index + 1)];
  for (const start of starts) {
    const word = typed.slice(start);
    if (word === '' && !isAsked) return null;
    const choices = ranked(all, word);
    if (choices.length > 0) return { from: at - word.length, choices };
  }
  return null;
}

interface Candidate extends Choice {
  readonly names: readonly string[];
}

function ranked(candidates: readonly Candidate[], typed: string): readonly Choice[] {
  const found = candidates.flatMap((choice, i) => {
    const ranks = choice.names.map((name) => typedRank(name, typed)).filter((rank) => rank !== null);
    return ranks.length === 0 ? [] : [{ choice, rank: Math.min(...ranks), i }];
  });
  const best = found.toSorted((a, b) => a.rank - b.rank || a.i - b.i).slice(0, MOST);
  return best.map(({ choice: { label, detail, insert, back, use } }) => ({
    label,
    detail,
    insert,
    back,
    ...(use === undefined ? {} : { use }),
  }));
}

function everything(before: string, vocabulary: Vocabulary, reader: Reader): readonly Candidate[] {
  const near = filtered(before, vocabulary);
  return [
    ...[...near, ...vocabulary.names].map((one) => named(one, reader)),
    ...vocabulary.functions.map(({ name, form }): Candidate => {
      const title = reader.t('feel.function', { name });
      return { names: [name], label: name, detail: form === `${name}()` ? title : form, insert: `${name}()`, back: 1 };
    }),
    ...KEYWORDS.map((word): Candidate => ({ names: [word], label: word, detail: '', insert: `${word} `, back: 0 })),
    ...vocabulary.uses.map(
      (use): Candidate => ({
        names: [use.title, use.target, use.name],
        label: use.title,
        detail: reader.t('feel.newUse', { target: use.target }),
        insert: use.isCalled ? `${use.name}()` : use.name,
        back: use.isCalled ? 1 : 0,
        use,
      }),
    ),
  ];
}

const KEYWORDS = [
  'if',
  'then',
  'else',
  'and',
  'or',
  'for',
  'in',
  'return',
  'some',
  'every',
  'satisfies',
  'between',
  'null',
  'true',
  'false',
];

function named(one: KnownName, reader: Reader): Candidate {
  const { name, title, type, unit, takes } = one;
  const isCalled = takes !== undefined;
  const what = type === null ? '' : measureText(type, unit ?? null, reader);
  const form = isCalled ? `${name}(${takes.join(', ')})` : name;
  return {
    names: [...LANGUAGES.map((language) => say(title, language)), name],
    label: reader.say(title),
    detail: [form, what].filter((part) => part !== '').join(' · '),
    insert: isCalled ? `${name}()` : name,
    back: isCalled ? 1 : 0,
  };
}

/** What stands behind a dot: fields of rows, columns of a table, results of a formula, parts of a day. */
function membersAt(before: string, vocabulary: Vocabulary, reader: Reader): Choices | null {
  const word = /[\p{L}\p{N}_]*$/u.exec(before)?.[0] ?? '';
  const base = baseOf(
    before
      .slice(0, before.length - word.length)
      .trimEnd()
      .slice(0, -1),
    vocabulary,
  );
  const plain = (name: string): Candidate => ({ names: [name], label: name, detail: '', insert: name, back: 0 });
  const of = base?.name;
  const isDay = of?.type?.kind === 'date' || of?.type?.kind === 'instant';
  const candidates =
    base?.entity === undefined
      ? isDay
        ? DAY_PARTS.map(plain)
        : (of?.members ?? []).map(plain)
      : (vocabulary.rows[base.entity] ?? []).map((one) => named(one, reader));
  const choices = ranked(candidates, word);
  return choices.length === 0 ? null : { from: before.length - word.length, choices };
}

const DAY_PARTS = ['year', 'month', 'day', 'weekday'];

/** The texts that a field may be, behind the quotation mark that is open. */
function valuesAt(before: string, quote: number, vocabulary: Vocabulary, reader: Reader): Choices | null {
  const behind = before.slice(0, quote);
  const compared = /^(.*?)\s*(?:!=|=|\bin\s*[([]?|,)\s*$/su.exec(behind)?.[1];
  const field = compared === undefined ? undefined : baseOf(compared, vocabulary)?.name;
  if (field?.values === undefined) return null;
  const candidates = field.values.map((value): Candidate => {
    const label = reader.say(field.labels?.[value] ?? value);
    const inEach = LANGUAGES.map((language) => say(field.labels?.[value] ?? value, language));
    return { names: [...inEach, value], label, detail: label === value ? '' : value, insert: `${value}"`, back: 0 };
  });
  const choices = ranked(candidates, before.slice(quote + 1));
  return choices.length === 0 ? null : { from: quote + 1, choices };
}

/** Where the quotation mark stands that is open at the end of a text; null where none is. */
function openQuote(text: string): number | null {
  let open: number | null = null;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '\\' && open !== null) at += 1;
    else if (text[at] === '"') open = open === null ? at : null;
  }
  return open;
}
