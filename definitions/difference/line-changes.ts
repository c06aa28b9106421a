import type { Language } from '../model/text.ts';
import { listChange } from './list-order.ts';

/** A sentence before and after; null where there is none. */
export interface LinePair {
  readonly before: string | null;
  readonly after: string | null;
}

/** A definition's sentences, old beside new, in the order of the new: what is gone stands where it stood. */
export function pairedLines(before: readonly string[], after: readonly string[]): readonly LinePair[] {
  const { partners } = partnersOf(before, after);
  const taken = new Set(partners);
  const pairs: LinePair[] = [];
  const goneUpTo = (end: number, from: number) => {
    for (let i = from; i < end; i++) if (!taken.has(i)) pairs.push({ before: before[i] ?? null, after: null });
    return Math.max(from, end);
  };
  let told = 0;
  for (const [i, line] of after.entries()) {
    const partner = partners[i];
    if (partner !== undefined) told = goneUpTo(partner, told);
    pairs.push({ before: partner === undefined ? null : (before[partner] ?? null), after: line });
  }
  goneUpTo(before.length, told);
  return pairs;
}

/** What of a definition's sentences is other than it was: whole ones that came or went, and of one that changed the clauses. */
export function lineChanges(
  before: readonly string[],
  after: readonly string[],
  language: Language,
): readonly string[] {
  const { partners, steps } = partnersOf(before, after);
  const isEnglish = language === 'en';
  const sentences: string[] = [];
  for (const [i, line] of after.entries()) {
    const partner = partners[i];
    const old = partner === undefined ? undefined : before[partner];
    if (old === line) continue;
    if (old === undefined) sentences.push(isEnglish ? `New: ${line}` : `新增：${line}`);
    else sentences.push(changedLine(partsOf(old), partsOf(line), isEnglish));
  }
  const paired = new Set(partners);
  for (const [i, line] of before.entries())
    if (!paired.has(i)) sentences.push(isEnglish ? `No longer: ${line}` : `不再有：${line}`);
  if (sentences.length === 0 && steps.some(({ kind }) => kind === 'move'))
    return [isEnglish ? 'The order is another.' : '顺序有改动。'];
  return sentences;
}

/** Of each new sentence the place of the old one that it is, or is about the same as; undefined where there is none. */
function partnersOf(before: readonly string[], after: readonly string[]) {
  const { kept, steps } = listChange(before, after, false);
  const partners: (number | undefined)[] = after.map(() => undefined);
  for (const one of kept) partners[one.after] = one.before;
  const staying = new Set(partners);
  const gone = [...before.keys()].filter((i) => !staying.has(i));
  const came = [...after.keys()].filter((i) => partners[i] === undefined);
  const subjects = new Map(gone.map((i) => [i, partsOf(before[i] ?? '').subject]));
  const paired = new Set<number>();
  for (const [place, i] of came.entries()) {
    const { subject } = partsOf(after[i] ?? '');
    const old =
      gone.find((one) => !paired.has(one) && subject !== '' && subjects.get(one) === subject) ??
      (gone.length === came.length ? gone[place] : undefined);
    if (old === undefined || paired.has(old)) continue;
    paired.add(old);
    partners[i] = old;
  }
  return { partners, steps };
}

/** A sentence as what it is about and its clauses. */
interface LineParts {
  /** What stands before the colon; empty where there is none. */
  readonly head: string;
  /** The same without what stands in brackets, by which it is known again. */
  readonly subject: string;
  readonly clauses: readonly string[];
}

function partsOf(line: string): LineParts {
  const [, head = '', rest = line] = /^([^：:；;。]*)(?:：|: )(.*)$/s.exec(line) ?? [];
  const clauses = rest.replace(/[。.]$/, '').split(/；|; |。|\. /);
  return { head, subject: head.replaceAll(/（[^）]*）|\([^)]*\)/g, '').trim(), clauses };
}

/** Only what differs, so that a long sentence of which one clause changed is read at a glance. */
function changedLine(old: LineParts, now: LineParts, isEnglish: boolean): string {
  const was = old.clauses.filter((clause) => !now.clauses.includes(clause));
  const is = now.clauses.filter((clause) => !old.clauses.includes(clause));
  const isHeadSame = old.head === now.head;
  const joined = (clauses: readonly string[]) => clauses.join(isEnglish ? '; ' : '；');
  const said = (head: string, clauses: readonly string[]) => {
    const text = joined(clauses);
    if (isHeadSame || head === '') return text;
    return text === '' ? head : `${head}${isEnglish ? ': ' : '：'}${text}`;
  };
  const [from, to] = [said(old.head, was), said(now.head, is)];
  const head = isHeadSame && now.head !== '' ? `${now.head}${isEnglish ? ': ' : '：'}` : '';
  if (from === '') return isEnglish ? `${head}now also “${to}”.` : `${head}新增「${to}」。`;
  if (to === '') return isEnglish ? `${head}no longer “${from}”.` : `${head}不再有「${from}」。`;
  return isEnglish ? `${head}was “${from}”, is now “${to}”.` : `${head}原为「${from}」，现为「${to}」。`;
}
