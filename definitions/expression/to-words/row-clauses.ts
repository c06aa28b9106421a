import type { Expression } from '../../model/expression.ts';
import { zh } from './chinese.ts';
import { pick2, type Speech } from './speech.ts';

/** What some or all items of a list are, `账户中有一项…`; undefined for any other thing said of a list. */
export function itemsClause(
  e: Expression & { kind: 'aggregate' },
  wanted: boolean,
  speech: Speech,
): string | undefined {
  if (e.over.kind !== 'forEach' || e.over.body === null || (e.operator !== 'some' && e.operator !== 'every'))
    return undefined;
  const list = speech.noun(e.over.over);
  const inner = speech.clause(e.over.body);
  if (e.operator === 'some')
    return wanted
      ? pick2(speech, zh`${list}中有一项${inner}`, `among ${list} there is one where ${inner}`)
      : pick2(speech, zh`${list}中没有一项${inner}`, `among ${list} there is none where ${inner}`);
  return wanted
    ? pick2(speech, zh`${list}每一项${inner}`, `for all of ${list}: ${inner}`)
    : pick2(speech, zh`${list}并非每一项${inner}`, `not for all of ${list}: ${inner}`);
}
