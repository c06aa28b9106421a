import type { Expression } from '../expression.ts';
import { conditionClause, innerJunction, tidy } from './clauses.ts';
import { pick2, sentenceCase, type Speech } from './speech.ts';

const NUMBERS = '①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳';

/** The parts of a condition as it reads on top: what must all hold, or of what one must. */
function partsOf(e: Expression): { readonly kind: 'and' | 'or'; readonly items: readonly Expression[] } {
  if (e.kind === 'holds' || (e.kind === 'named' && !e.ref.startsWith('criteria/'))) return partsOf(e.of);
  if (e.kind !== 'and' && e.kind !== 'or') return { kind: 'and', items: [e] };
  const items = e.items.flatMap((item): readonly Expression[] => {
    const inner = partsOf(item);
    return item.kind === e.kind && inner.kind === e.kind ? inner.items : [item];
  });
  return items.length === 1 && items[0] !== undefined ? partsOf(items[0]) : { kind: e.kind, items };
}

/** A condition as a whole sentence about `subject` (`客户`, `customers`): one clause, or a numbered list of short ones. */
export function conditionSentence(e: Expression, subject: string, speech: Speech): string {
  const { kind, items } = partsOf(e);
  const isMixed = items.length > 1 && items.some((item) => innerJunction(item) !== undefined);
  if (items.length <= 2 && !isMixed) {
    const joined = items
      .map((item) => conditionClause(item, speech))
      .join(kind === 'and' ? pick2(speech, '，并且', ', and ') : pick2(speech, '，或', ', or '));
    return pick2(speech, tidy(`${joined}的${subject}。`), `${sentenceCase(subject)} for whom ${joined}.`);
  }
  const head =
    kind === 'and'
      ? pick2(speech, '满足以下全部：', 'All of the following hold: ')
      : pick2(speech, '满足以下任一：', 'At least one of the following holds: ');
  return (
    head +
    numbered(
      items.map((item) => conditionClause(item, speech)),
      speech,
    )
  );
}

/** `① …；② …。` or `(1) …; (2) ….` */
export function numbered(items: readonly string[], speech: Speech): string {
  const parts = items.map((item, i) => pick2(speech, `${NUMBERS[i] ?? `(${i + 1})`} ${item}`, `(${i + 1}) ${item}`));
  return parts.join(pick2(speech, '；', '; ')) + pick2(speech, '。', '.');
}
