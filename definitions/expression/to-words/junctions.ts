import type { Expression } from '../../model/expression.ts';
import type { Value } from '../../model/type.ts';
import { zh } from './chinese.ts';
import { memberClause } from './comparisons.ts';
import type { Speech } from './speech.ts';
import { isWithinLast } from './within-last.ts';

export type SpokenJunction = Expression & { kind: 'and' | 'or' };

/** A part of a junction, and what is asked of it. */
export interface JunctionPart {
  readonly of: Expression;
  readonly wanted: boolean;
  readonly holdsUnknown: boolean;
}

/** The parts of a junction; a part that is a junction of the same kind is taken apart. */
export function partsOf(e: Expression, asked: Omit<JunctionPart, 'of'>, kind: 'and' | 'or'): readonly JunctionPart[] {
  const { wanted, holdsUnknown } = asked;
  if (e.kind === 'holds') return partsOf(e.of, { wanted, holdsUnknown: !wanted }, kind);
  if (e.kind === 'not') return partsOf(e.of, { wanted: !wanted, holdsUnknown }, kind);
  const isSame = (e.kind === 'and' || e.kind === 'or') && (e.kind === kind) === wanted && !isWithinLast(e);
  return isSame
    ? e.items.flatMap((item) => partsOf(item, { wanted, holdsUnknown }, kind))
    : [{ of: e, wanted, holdsUnknown }];
}

/** The nouns that need no word on being unknown: all must hold and one part says them known, or one part holds where they are unknown. */
export function toldIn(parts: readonly JunctionPart[], isAnd: boolean, speech: Speech): readonly string[] {
  return parts.flatMap(({ of, wanted }) => (of.kind === 'isMissing' && wanted !== isAnd ? [speech.noun(of.of)] : []));
}

/** The same of parts that a list tells one by one. */
export function toldAmong(parts: readonly Expression[], kind: 'and' | 'or', speech: Speech): readonly string[] {
  const asked = { wanted: true, holdsUnknown: false };
  return toldIn(
    parts.flatMap((part) => partsOf(part, asked, kind)),
    kind === 'and',
    speech,
  );
}

/** The junction below marks of two-valuedness, where it has several items. */
export function innerJunction(e: Expression): SpokenJunction | undefined {
  if (e.kind === 'holds' || e.kind === 'not') return innerJunction(e.of);
  return (e.kind === 'and' || e.kind === 'or') && e.items.length > 1 && !isWithinLast(e) ? e : undefined;
}

/** `A is x or A is y` as `A is x or y`. */
export function oneSubject(parts: readonly JunctionPart[], speech: Speech): string | undefined {
  const values: Value[] = [];
  let subject: Expression | undefined;
  for (const { of, wanted, holdsUnknown } of parts) {
    const isEqual = of.kind === 'compare' && of.operator === '=' && of.right.kind === 'constant';
    if (!wanted || holdsUnknown || (!isEqual && of.kind !== 'oneOf')) return undefined;
    const own = of.kind === 'oneOf' ? of.of : of.left;
    if (subject !== undefined && speech.noun(subject) !== speech.noun(own)) return undefined;
    subject = own;
    values.push(...(of.kind === 'oneOf' ? of.values : of.right.kind === 'constant' ? [of.right.value] : []));
  }
  return subject === undefined || values.length < 2
    ? undefined
    : memberClause(subject, [...new Set(values)], true, speech);
}

/** Commas on top, none below, brackets deeper still: no reader has to know which word binds more tightly. */
export function joinedZh(items: readonly string[], isAnd: boolean, depth: number): string {
  if (depth === 0) return items.join(isAnd ? '，并且' : '，或');
  const said = items.reduce((left, right) => zh`${left}${isAnd ? '且' : '或'}${right}`);
  return depth > 1 ? `（${said}）` : said;
}

export function joinedEn(items: readonly string[], isAnd: boolean, depth: number, outer: 'and' | 'or' | null): string {
  const word = isAnd ? 'and' : 'or';
  const isSimple = items.every((item) => !/, | and | or /.test(item));
  if (depth === 0) {
    if (isSimple && items.length > 2) return `${items.slice(0, -1).join(', ')} ${word} ${items.at(-1) ?? ''}`;
    return items.join(isAnd && isSimple ? ' and ' : `, ${word} `);
  }
  const said = items.join(` ${word} `);
  if (depth > 1) return `(${said})`;
  return outer === null || items.length > 2 ? said : `${isAnd ? 'both' : 'either'} ${said}`;
}
