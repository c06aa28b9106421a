import type { Expression } from '../../model/expression.ts';
import { zh } from './chinese.ts';
import { isOrAre } from './english.ts';
import type { ClauseOptions } from './known.ts';
import { roundsAway } from './rounding-words.ts';
import { pick2, type Speech } from './speech.ts';

/**
 * What some or all items of a list are, `账户中有一项…`; undefined for any other thing said of a list. `innerClause` tells the condition
 * of an item in the speech it is given.
 */
export function itemsClause(
  e: Expression & { kind: 'aggregate' },
  asked: ClauseOptions,
  speech: Speech,
  innerClause: (e: Expression, speech: Speech) => string,
): string | undefined {
  if (e.over.kind !== 'forEach' || e.over.body === null || (e.operator !== 'some' && e.operator !== 'every'))
    return undefined;
  const { body, over, variable } = e.over;
  const list = speech.noun(over);
  const own = ofItem(body, variable.name, speech, innerClause);
  const said =
    own === undefined
      ? rowsClause(e, list, speech.clause(body), asked, speech)
      : seriesClause(e, list, own, asked, speech);
  return said + orListUnknown(over, list, asked, speech);
}

type Items = Expression & { kind: 'aggregate' };

/** Of rows: `账户中有一项余额超过 0 元`, `among accounts there is one where balance is above CNY 0`. */
function rowsClause(
  { operator }: Items,
  list: string,
  inner: string,
  { wanted }: ClauseOptions,
  speech: Speech,
): string {
  if (operator === 'some')
    return wanted
      ? pick2(speech, zh`${list}中有一项${inner}`, `among ${list} there is one where ${inner}`)
      : pick2(speech, zh`${list}中没有一项${inner}`, `among ${list} there is none where ${inner}`);
  return wanted
    ? pick2(speech, zh`${list}每一项${inner}`, `for all of ${list}: ${inner}`)
    : pick2(speech, zh`${list}并非每一项${inner}`, `not for all of ${list}: ${inner}`);
}

/** Of a series of values: `评分中有一项为 1`, `among marks there is one that is 1`. */
function seriesClause(
  { operator }: Items,
  list: string,
  inner: string,
  { wanted }: ClauseOptions,
  speech: Speech,
): string {
  if (operator === 'some')
    return wanted
      ? pick2(speech, zh`${list}中有一项${inner}`, `among ${list} there is one that ${inner}`)
      : pick2(speech, zh`${list}中没有一项${inner}`, `among ${list} there is none that ${inner}`);
  return wanted
    ? pick2(speech, zh`${list}每一项${inner}`, `each of ${list} ${inner}`)
    : pick2(speech, zh`${list}并非每一项${inner}`, `not each of ${list} ${inner}`);
}

/** What is said of an item of a series itself: `超过 1`, `is above 1`; undefined where the item stands anywhere but in front. */
function ofItem(
  body: Expression,
  name: string,
  speech: Speech,
  innerClause: (e: Expression, speech: Speech) => string,
): string | undefined {
  if (body.kind === 'holds') return ofItem(body.of, name, speech, innerClause);
  const isItem = (e: Expression) => e.kind === 'variable' && e.name === name;
  const isInFront =
    (body.kind === 'compare' && isItem(body.left) && body.right.kind === 'constant') ||
    ((body.kind === 'within' || body.kind === 'oneOf') && isItem(body.of));
  if (!isInFront) return undefined;
  const subject = pick2(speech, '', 'it');
  const inner: Speech = { ...speech, noun: (e) => (isItem(e) ? subject : speech.noun(e)) };
  return innerClause(body, inner).replace(/^it /, '');
}

/** What also holds where the list itself is unknown. */
function orListUnknown(list: Expression, name: string, { holdsUnknown, told }: ClauseOptions, speech: Speech): string {
  if (!holdsUnknown || !list.missable || told.includes(name)) return '';
  return pick2(speech, zh`（或${name}未知）`, ` (or ${name} ${isOrAre(name)} unknown)`);
}

type Operator = (Expression & { kind: 'compare' })['operator'];

/** A number of rows above zero, or zero: whether there are any. Undefined for any other comparison. */
export function rowsThere(
  subject: Expression,
  operator: Operator,
  other: Expression,
  wanted: boolean,
  speech: Speech,
): string | undefined {
  const rows = countedRows(subject);
  if (rows === undefined || other.kind !== 'constant') return undefined;
  const isOne = typeof other.value === 'bigint' && other.value > 0n && isZero({ ...other, value: other.value - 1n });
  const areAny = (operator === '>' && isZero(other)) || (operator === '>=' && isOne);
  const areNone = (operator === '=' && isZero(other)) || (operator === '<' && isOne);
  if (!areAny && !areNone) return undefined;
  const said = speech.noun(rows);
  return areAny === wanted
    ? pick2(speech, zh`有${said}`, `there are ${said}`)
    : pick2(speech, zh`没有${said}`, `there are no ${said}`);
}

/** The rows of a list whose number is asked. */
function countedRows(e: Expression): Expression | undefined {
  if (e.kind === 'round' && !roundsAway(e)) return countedRows(e.of);
  if (e.kind !== 'aggregate' || e.operator !== 'count') return undefined;
  const { type } = e.over;
  return type.kind === 'list' && type.of.kind === 'row' ? e.over : undefined;
}

/** Whether a written figure is nothing. */
export const isZero = (e: Expression) => e.kind === 'constant' && e.value === 0n;
