import type { Expression } from '../expression.ts';
import type { Value } from '../type.ts';
import { zh } from './chinese.ts';
import { compareClause, isOrAre, memberClause, unlessKnown, withinClause } from './comparisons.ts';
import { valueWords } from './figures.ts';
import { pick2, quoted, type Speech, spoken } from './speech.ts';

/** Where a clause stands: how deep, and in a junction of which kind. */
interface Place {
  readonly depth: number;
  readonly outer: 'and' | 'or' | null;
  /** The nouns that the sentence around says to be known or unknown. */
  readonly told: readonly string[];
}
const INSIDE: Place = { depth: 1, outer: null, told: [] };

/** A part of a junction, or its negation. */
interface Part {
  readonly of: Expression;
  readonly wanted: boolean;
}

/**
 * A condition as one clause: `风险等级为「高」`, `risk grade is “high”`. What belongs together is told by words and commas, never by
 * brackets: outer parts stand apart by commas, inner ones do not.
 */
export function conditionClause(e: Expression, speech: Speech, told: readonly string[] = []): string {
  return clause(e, true, speech, { depth: 0, outer: null, told });
}

/** The same inside a phrase: without commas of its own. */
export function innerClause(e: Expression, speech: Speech): string {
  return clause(e, true, speech, INSIDE);
}

/** `wanted` false: the clause of its negation. */
function clause(e: Expression, wanted: boolean, speech: Speech, place: Place): string {
  switch (e.kind) {
    case 'holds':
      return clause(e.of, wanted, speech, place);
    case 'not':
      return clause(e.of, !wanted, speech, place);
    case 'named':
      return namedClause(e, wanted, speech);
    case 'and':
    case 'or':
      return junction(e, wanted, speech, place);
    case 'compare':
      return compareClause(e, wanted, speech) + unlessKnown(e.left, wanted, place.told, speech);
    case 'within':
      return withinClause(e, wanted, speech) + unlessKnown(e.of, wanted, place.told, speech);
    case 'oneOf':
      return memberClause(e.of, e.values, wanted, speech) + unlessKnown(e.of, wanted, place.told, speech);
    case 'isMissing':
      return knownClause(e.of, !wanted, speech);
    case 'constant':
      return (e.value === true) === wanted
        ? pick2(speech, '任何情况', 'in any case')
        : pick2(speech, '任何情况都不', 'in no case');
    case 'text':
      return textClause(e, wanted, place.told, speech);
    case 'aggregate':
      return aggregateClause(e, wanted, speech);
    case 'field':
      return memberClause(e, [wanted], true, speech);
    default:
      return otherClause(e, wanted, speech);
  }
}

function otherClause(e: Expression, wanted: boolean, speech: Speech): string {
  return wanted ? speech.noun(e) : pick2(speech, zh`并非${speech.noun(e)}`, `it is not so that ${speech.noun(e)}`);
}

function knownClause(of: Expression, isKnown: boolean, speech: Speech): string {
  const name = speech.noun(of);
  return isKnown
    ? pick2(speech, zh`${name}已知`, `${name} ${isOrAre(name)} known`)
    : pick2(speech, zh`${name}未知`, `${name} ${isOrAre(name)} unknown`);
}

function namedClause(e: Expression & { kind: 'named' }, wanted: boolean, speech: Speech): string {
  if (!e.ref.startsWith('criteria/')) return memberClause(e, [wanted], true, speech);
  const title = quoted(speech, spoken(speech, e.title));
  return wanted
    ? pick2(speech, zh`符合${title}`, `the criteria ${title} are met`)
    : pick2(speech, zh`不符合${title}`, `the criteria ${title} are not met`);
}

type Junction = Expression & { kind: 'and' | 'or' };

function junction(e: Junction, wanted: boolean, speech: Speech, place: Place): string {
  const { depth, outer, told } = place;
  const recent = withinLast(e, wanted, told, speech);
  if (recent !== undefined) return recent;
  const isAnd = (e.kind === 'and') === wanted;
  const own = isAnd ? 'and' : 'or';
  const parts = partsOf(e, wanted, own);
  const member = isAnd ? undefined : oneSubject(parts, speech);
  if (member !== undefined) return member;
  const [only, ...more] = parts;
  if (only !== undefined && more.length === 0) return clause(only.of, only.wanted, speech, place);
  const inner: Place = { depth: depth + 1, outer: own, told: [...told, ...toldIn(parts, speech)] };
  const items = parts.map((part) => clause(part.of, part.wanted, speech, inner));
  if (items.length === 0)
    return isAnd ? pick2(speech, '任何情况', 'in any case') : pick2(speech, '任何情况都不', 'in no case');
  return pick2(speech, joinedZh(items, isAnd, depth, outer), joinedEn(items, isAnd, depth, outer));
}

function joinedZh(items: readonly string[], isAnd: boolean, depth: number, outer: Place['outer']): string {
  if (depth === 0) return items.join(isAnd ? '，并且' : '，或');
  const said = items.reduce((left, right) => zh`${left}${isAnd ? '且' : '或'}${right}`);
  return depth > 1 && outer === 'and' && !isAnd ? `${said}（其一即可）` : said;
}

function joinedEn(items: readonly string[], isAnd: boolean, depth: number, outer: Place['outer']): string {
  const isSimple = items.every((item) => !/,| and | or /.test(item));
  const word = isAnd ? ' and ' : depth === 0 ? ', or ' : ' or ';
  const said =
    isSimple && items.length > 2
      ? `${items.slice(0, -1).join(', ')}${isAnd ? ' and ' : ' or '}${items.at(-1) ?? ''}`
      : items.join(word);
  if (outer === null || (outer === 'and') === isAnd) return said;
  return isAnd && items.length > 2 ? said : `${isAnd ? 'both' : 'either'} ${said}`;
}

/** The parts of a junction; a part that is a junction of the same kind is taken apart. */
function partsOf(e: Expression, wanted: boolean, kind: 'and' | 'or'): readonly Part[] {
  if (e.kind === 'holds') return partsOf(e.of, wanted, kind);
  if (e.kind === 'not') return partsOf(e.of, !wanted, kind);
  const isSame = (e.kind === 'and' || e.kind === 'or') && (e.kind === kind) === wanted && !isWithinLast(e);
  return isSame ? e.items.flatMap((item) => partsOf(item, wanted, kind)) : [{ of: e, wanted }];
}

/** The nouns whose being known or unknown is a part of its own. */
function toldIn(parts: readonly Part[], speech: Speech): readonly string[] {
  return parts.flatMap(({ of }) => (of.kind === 'isMissing' ? [speech.noun(of.of)] : []));
}

/** The same of parts that a list tells one by one. */
export function toldAmong(parts: readonly Expression[], speech: Speech): readonly string[] {
  const bare = (e: Expression): Expression => (e.kind === 'holds' || e.kind === 'not' ? bare(e.of) : e);
  return toldIn(
    parts.map((part) => ({ of: bare(part), wanted: true })),
    speech,
  );
}

/** The junction below marks of two-valuedness, where it has several items. */
export function innerJunction(e: Expression): Junction | undefined {
  if (e.kind === 'holds' || e.kind === 'not') return innerJunction(e.of);
  return (e.kind === 'and' || e.kind === 'or') && e.items.length > 1 && !isWithinLast(e) ? e : undefined;
}

/** `A is x or A is y` as `A is x or y`. */
function oneSubject(parts: readonly Part[], speech: Speech): string | undefined {
  const values: Value[] = [];
  let subject: Expression | undefined;
  for (const { of, wanted } of parts) {
    const isEqual = of.kind === 'compare' && of.operator === '=' && of.right.kind === 'constant';
    if (!wanted || (!isEqual && of.kind !== 'oneOf')) return undefined;
    const own = of.kind === 'oneOf' ? of.of : of.left;
    if (subject !== undefined && speech.noun(subject) !== speech.noun(own)) return undefined;
    subject = own;
    values.push(...(of.kind === 'oneOf' ? of.values : of.right.kind === 'constant' ? [of.right.value] : []));
  }
  return subject === undefined || values.length < 2 ? undefined : memberClause(subject, values, true, speech);
}

/** `after the day one period before $asOf and not after $asOf`, as it was written: within the last period. */
function withinLast(e: Junction, wanted: boolean, told: readonly string[], speech: Speech): string | undefined {
  const read = readWithinLast(e);
  if (read === undefined) return undefined;
  const { day, length, unit } = read;
  const name = speech.noun(day);
  const period = valueWords(speech, length.value, length.type, unit);
  const said = wanted
    ? pick2(speech, zh`${name}在最近 ${period}内`, `${name} ${isOrAre(name)} within the last ${period}`)
    : pick2(speech, zh`${name}不在最近 ${period}内`, `${name} ${isOrAre(name)} not within the last ${period}`);
  return said + unlessKnown(day, wanted, told, speech);
}

const isWithinLast = (e: Junction) => readWithinLast(e) !== undefined;

function readWithinLast(e: Junction) {
  const [after, until] = e.items;
  if (e.kind !== 'and' || after?.kind !== 'compare' || until?.kind !== 'compare' || until.right.kind !== 'input')
    return undefined;
  const start = after.right;
  if (start.kind !== 'calendar' || (start.function !== 'addMonths' && start.function !== 'addDays')) return undefined;
  const [, count] = start.items;
  if (count?.kind !== 'constant' || typeof count.value !== 'bigint') return undefined;
  const day = after.left.kind === 'calendar' && after.left.items[0] !== undefined ? after.left.items[0] : after.left;
  const unit = start.function === 'addMonths' ? 'months' : 'days';
  return { day, length: { value: -count.value, type: count.type }, unit };
}

/** Tests of texts: the Chinese and English sentence, and the English verb after `does not`. */
const TEXTS: Readonly<Record<string, readonly [string, string, string]>> = {
  startsWith: ['以{}开头', 'begins with {}', 'begin with {}'],
  endsWith: ['以{}结尾', 'ends with {}', 'end with {}'],
  contains: ['包含{}', 'contains {}', 'contain {}'],
  matches: ['符合格式{}', 'has the form {}', 'have the form {}'],
};

function textClause(
  e: Expression & { kind: 'text' },
  wanted: boolean,
  told: readonly string[],
  speech: Speech,
): string {
  const [subject, part] = e.items;
  const verbs = TEXTS[e.function];
  if (subject === undefined || part === undefined || verbs === undefined) return otherClause(e, wanted, speech);
  const said = part.kind === 'constant' ? quoted(speech, String(part.value)) : speech.noun(part);
  const [chinese, english, base] = verbs.map((verb) => verb.replace('{}', () => said));
  const name = speech.noun(subject);
  const sentence = pick2(
    speech,
    zh`${name}${wanted ? '' : '不'}${chinese ?? ''}`,
    wanted ? `${name} ${english ?? ''}` : `${name} does not ${base ?? ''}`,
  );
  return sentence + unlessKnown(subject, wanted, told, speech);
}

function aggregateClause(e: Expression & { kind: 'aggregate' }, wanted: boolean, speech: Speech): string {
  if (e.over.kind !== 'forEach' || e.over.body === null || (e.operator !== 'some' && e.operator !== 'every'))
    return otherClause(e, wanted, speech);
  const list = speech.noun(e.over.over);
  const inner = clause(e.over.body, true, speech, INSIDE);
  if (e.operator === 'some')
    return wanted
      ? pick2(speech, zh`${list}中有一项${inner}`, `among ${list} there is one where ${inner}`)
      : pick2(speech, zh`${list}中没有一项${inner}`, `among ${list} there is none where ${inner}`);
  return wanted
    ? pick2(speech, zh`${list}每一项${inner}`, `for all of ${list}: ${inner}`)
    : pick2(speech, zh`${list}并非每一项${inner}`, `not for all of ${list}: ${inner}`);
}
