import type { Expression } from '../../model/expression.ts';
import { bracketed } from './brackets.ts';
import { zh } from './chinese.ts';
import { ofWhom } from './flags.ts';
import { operand } from './operand.ts';
import { pick2, quoted, type Speech } from './speech.ts';
import { memberTitle } from './titles.ts';

/** What is chosen by a condition, or instead of what is unknown, inside a phrase. */
export function choiceWords(e: Expression & { kind: 'if' | 'coalesce' }, speech: Speech): string {
  if (e.kind === 'coalesce') {
    const [first, ...rest] = e.items;
    if (first === undefined) return '';
    const others = rest.map((item) => textOf(item, e, speech));
    const instead = bracketed(
      pick2(speech, zh`未知时取${others.join('，再取')}`, `where unknown: ${others.join(', then ')}`),
      speech,
    );
    return pick2(
      speech,
      `${operand(first, 'single', speech)}${instead}`,
      `${operand(first, 'single', speech)} ${instead}`,
    );
  }
  return casesWords(e, e, speech);
}

/** `…时为甲，…时为乙，否则为丙`; a choice within one of its cases stands in brackets. */
function casesWords(e: Expression & { kind: 'if' }, among: Expression, speech: Speech): string {
  const condition = ofWhom(speech.clause(e.condition), speech);
  const inner = textOf(e.then, among, speech);
  const then = e.then.kind === 'if' ? bracketed(inner, speech) : inner;
  const said = pick2(speech, zh`${condition}时为${then}`, `${then} where ${condition}`);
  const { otherwise } = e;
  if (otherwise.kind === 'if')
    return pick2(
      speech,
      `${said}，${casesWords(otherwise, among, speech)}`,
      `${said}, ${casesWords(otherwise, among, speech)}`,
    );
  if (otherwise.kind === 'missing') return pick2(speech, `${said}，否则不计算`, `${said}, otherwise not calculated`);
  const rest = textOf(otherwise, among, speech);
  return pick2(speech, zh`${said}，否则为${rest}`, `${said}, otherwise ${rest}`);
}

/**
 * What a value of its own is, as its definition tells it: where it is a choice each case is a part of the sentence, `上期不为零时，…；否则不计算`.
 * `end` says how the figure is rounded.
 */
export function meaningWords(of: Expression, end: string, speech: Speech): string {
  if (of.kind !== 'if') return speech.noun(of) + end;
  const cases: string[] = [];
  let rest: Expression = of;
  for (; rest.kind === 'if'; rest = rest.otherwise) {
    const isLast = rest.otherwise.kind === 'missing';
    const [condition, then] = [
      ofWhom(speech.clause(rest.condition), speech),
      textOf(rest.then, of, speech) + (isLast ? end : ''),
    ];
    cases.push(
      pick2(speech, zh`${condition}时，为${then}`, `${then}${isLast && end !== '' ? ',' : ''} where ${condition}`),
    );
  }
  const otherwise = rest.kind === 'missing' ? undefined : textOf(rest, of, speech) + end;
  cases.push(
    otherwise === undefined
      ? pick2(speech, '否则不计算', 'otherwise not calculated')
      : pick2(speech, zh`否则为${otherwise}`, `otherwise ${otherwise}`),
  );
  return cases.join(pick2(speech, '；', '; '));
}

/** A written text among alternatives by the label that the others have for it. */
function textOf(item: Expression, among: Expression, speech: Speech): string {
  if (item.kind !== 'constant' || typeof item.value !== 'string') return speech.noun(item);
  return quoted(memberTitle(among, item.value, speech) ?? item.value);
}
