import type { Language, Text } from '../../definitions/index.ts';

/** What the list needs of a definition to filter and group it. */
export interface Listed {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly title: Text;
  readonly description: Text | null;
  readonly subject: Text | null;
  readonly owner: string | null;
  readonly purpose: string | null;
  readonly problems: { readonly error: number; readonly warning: number };
  readonly proofs: { readonly proved: number; readonly refuted: number; readonly undecided: number } | null;
}

export interface Filter {
  /** Words that must all be found, in any language. */
  readonly query: string;
  /** A kind's name, or empty for all. */
  readonly kind: string;
  /** A subject as `subjectOf` names it; null for all. */
  readonly subject: string | null;
  /** Only what has errors, is refuted or not decided. */
  readonly needsLook: boolean;
}

/** What definitions say, by id, sentence by sentence. */
export type Sayings = ReadonlyMap<string, Readonly<Record<Language, readonly string[]>>>;

export interface Group<Item> {
  readonly key: string;
  readonly subject: Text | null;
  readonly items: readonly Item[];
}

/** Whether somebody has to look at a definition: an error, a warning, something refuted or not decided. */
export function needsLook({ problems, proofs }: Pick<Listed, 'problems' | 'proofs'>): boolean {
  return problems.error + problems.warning + (proofs?.refuted ?? 0) + (proofs?.undecided ?? 0) > 0;
}

/**
 * The definitions a reader asks for, in their order. Each word of the query has to stand somewhere in a definition's texts, or in
 * what it says where that is known.
 */
export function filtered<Item extends Listed>(
  items: readonly Item[],
  filter: Filter,
  sayings?: Sayings,
): readonly Item[] {
  const words = wordsOf(filter.query);
  return items.filter(
    (item) =>
      (filter.kind === '' || item.kind === filter.kind) &&
      (filter.subject === null || subjectOf(item) === filter.subject) &&
      (!filter.needsLook || needsLook(item)) &&
      (words.length === 0 || holdsAll(searchText(item) + said(sayings?.get(item.id)), words)),
  );
}

/** What a subject is asked for by, in whichever language it is read; empty for what is without one. */
export const subjectOf = ({ subject }: Pick<Listed, 'subject'>): string =>
  typeof subject === 'string' ? subject : (subject?.en ?? '');

/** The first sentence in which the query stands, from shortly before it; undefined where the definition is found by its other texts. */
export function sentenceFound(
  item: Listed,
  query: string,
  sayings: Sayings | undefined,
  language: Language,
): string | undefined {
  const words = wordsOf(query);
  const saying = sayings?.get(item.id);
  if (words.length === 0 || saying === undefined || holdsAll(searchText(item), words)) return undefined;
  const left = words.filter((word) => !searchText(item).includes(word));
  const holds = (sentence: string) => holdsAll(folded(sentence), left);
  const sentence = saying[language].find(holds) ?? Object.values(saying).flat().find(holds);
  if (sentence === undefined) return undefined;
  const from = folded(sentence).indexOf(left[0] ?? '') - BEFORE;
  // A word is not cut apart where words are written apart.
  const space = sentence.lastIndexOf(' ', from);
  const start = from <= BEFORE ? 0 : space < 0 ? from : space + 1;
  return start === 0 ? sentence : `…${sentence.slice(start)}`;
}

/** So many characters before what was found are still read. */
const BEFORE = 12;

/** Kinds from what decides about customers down to what is only read. */
const ORDER = [
  'segmentation',
  'scorecard',
  'matching',
  'decision-table',
  'criteria',
  'regression',
  'formula',
  'reference',
  'entity',
];

const rank = ({ kind }: Listed) => (ORDER.includes(kind) ? ORDER.indexOf(kind) : ORDER.length);

/**
 * Definitions by subject. Subjects with the weightiest kinds first (most segmentations, then most scorecards …), those of
 * dictionaries and rates at the end; within a subject likewise. Without a subject: last.
 */
export function grouped<Item extends Listed>(items: readonly Item[]): readonly Group<Item>[] {
  const groups = new Map<string, { subject: Text | null; items: Item[] }>();
  for (const item of items) {
    const key = subjectOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { subject: item.subject, items: [item] });
    else group.items.push(item);
  }
  return [...groups]
    .map(([key, group]) => ({ key, subject: group.subject, items: group.items.toSorted((a, b) => rank(a) - rank(b)) }))
    .sort((a, b) => Number(a.key === '') - Number(b.key === '') || byWeight(a.items, b.items));
}

function byWeight(a: readonly Listed[], b: readonly Listed[]): number {
  for (let kind = 0; kind <= ORDER.length; kind++) {
    const count = (items: readonly Listed[]) => items.filter((item) => rank(item) === kind).length;
    if (count(a) !== count(b)) return count(b) - count(a);
  }
  return 0;
}

/** How many definitions each kind has, weightiest kinds first. */
export function countedByKind(items: readonly Listed[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { kind } of items.toSorted((a, b) => rank(a) - rank(b))) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}

const known = new WeakMap<Listed, string>();

function searchText(item: Listed): string {
  const before = known.get(item);
  if (before !== undefined) return before;
  const texts = [item.id, item.title, item.description, item.subject, item.owner, item.purpose];
  const text = folded(texts.flatMap(everyLanguage).join('\n'));
  known.set(item, text);
  return text;
}

function everyLanguage(text: Text | null): readonly string[] {
  if (text === null) return [];
  return typeof text === 'string' ? [text] : Object.values(text);
}

const foldedSayings = new WeakMap<object, string>();

function said(saying: Readonly<Record<Language, readonly string[]>> | undefined): string {
  if (saying === undefined) return '';
  const before = foldedSayings.get(saying);
  if (before !== undefined) return before;
  const text = folded(`\n${Object.values(saying).flat().join('\n')}`);
  foldedSayings.set(saying, text);
  return text;
}

const wordsOf = (query: string) =>
  folded(query)
    .split(/\s+/)
    .filter((word) => word !== '');
const holdsAll = (text: string, words: readonly string[]) => words.every((word) => text.includes(word));
const folded = (text: string) => text.normalize('NFKC').toLowerCase();
