import type { Expression } from '../../model/expression.ts';
import type { Value } from '../../model/type.ts';
import { zh } from './chinese.ts';
import { memberClause } from './comparisons.ts';
import { boundsOf } from './figures.ts';
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
    const one = wanted && !holdsUnknown ? membersOf(of) : undefined;
    if (one === undefined) return undefined;
    if (subject !== undefined && speech.noun(subject) !== speech.noun(one.subject)) return undefined;
    subject = one.subject;
    values.push(...one.values);
  }
  return subject === undefined || values.length < 2
    ? undefined
    : memberClause(subject, [...new Set(values)], true, speech);
}

/** What is one of some values, and which: an equality, a member, a range that holds one value. */
function membersOf(e: Expression): { readonly subject: Expression; readonly values: readonly Value[] } | undefined {
  switch (e.kind) {
    case 'holds':
      return membersOf(e.of);
    case 'oneOf':
      return { subject: e.of, values: e.values };
    case 'compare':
      return e.operator === '=' && e.right.kind === 'constant'
        ? { subject: e.left, values: [e.right.value] }
        : undefined;
    case 'within': {
      const { low, high } = boundsOf(e.range, e.of.type);
      return low !== null && low.value === high?.value ? { subject: e.of, values: [low.value] } : undefined;
    }
    default:
      return undefined;
  }
}

/** Commas on top, none below, brackets deeper still: no reader has to know which word binds more tightly. */
export function joinedZh(items: readonly string[], isAnd: boolean, depth: number): string {
  if (depth === 0) return items.reduce((left, right) => zh`${left}${isAnd ? '，并且' : '，或'}${right}`);
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
