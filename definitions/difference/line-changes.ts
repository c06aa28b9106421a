import type { Language } from '../model/text.ts';
import { listChange } from './list-order.ts';

/** What of a definition's sentences is other than it was: whole ones that came or went, and of one that changed the clauses. */
export function lineChanges(
  before: readonly string[],
  after: readonly string[],
  language: Language,
): readonly string[] {
  const { kept, steps } = listChange(before, after, false);
  const gone = before.filter((_, i) => !kept.some((one) => one.before === i)).map(partsOf);
  const came = after.filter((_, i) => !kept.some((one) => one.after === i)).map(partsOf);
  const isEnglish = language === 'en';
  const sentences: string[] = [];
  const paired = new Set<LineParts>();
  for (const now of came) {
    const old =
      gone.find((one) => !paired.has(one) && one.subject !== '' && one.subject === now.subject) ??
      (gone.length === came.length ? gone[came.indexOf(now)] : undefined);
    if (old === undefined || paired.has(old)) {
      sentences.push(isEnglish ? `New: ${now.line}` : `新增：${now.line}`);
      continue;
    }
    paired.add(old);
    sentences.push(changedLine(old, now, isEnglish));
  }
  for (const old of gone)
    if (!paired.has(old)) sentences.push(isEnglish ? `No longer: ${old.line}` : `不再有：${old.line}`);
  if (sentences.length === 0 && steps.some(({ kind }) => kind === 'move'))
    return [isEnglish ? 'The order is another.' : '顺序有改动。'];
  return sentences;
}

/** A sentence as what it is about and its clauses. */
interface LineParts {
  readonly line: string;
  /** What stands before the colon; empty where there is none. */
  readonly head: string;
  /** The same without what stands in brackets, by which it is known again. */
  readonly subject: string;
  readonly clauses: readonly string[];
}

function partsOf(line: string): LineParts {
  const [, head = '', rest = line] = /^([^：:；;。]*)(?:：|: )(.*)$/s.exec(line) ?? [];
  const clauses = rest.replace(/[。.]$/, '').split(/；|; |。|\. /);
  return { line, head, subject: head.replaceAll(/（[^）]*）|\([^)]*\)/g, '').trim(), clauses };
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
