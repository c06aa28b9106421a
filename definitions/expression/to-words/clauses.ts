import type { Expression } from '../expression.ts';
import type { Value } from '../type.ts';
import { rangeWords, valueWords } from './figures.ts';
import { noun, valueOf } from './nouns.ts';
import { listed, pick2, quoted, type Speech, spoken, unitOf } from './speech.ts';

/** A condition as one clause: `风险等级为「高」`, `the risk grade is “high”`. Inner alternatives are joined by words, never by brackets. */
export function conditionClause(e: Expression, speech: Speech): string {
  return clause(e, true, speech);
}

/** `wanted` false: the clause of its negation. */
function clause(e: Expression, wanted: boolean, speech: Speech): string {
  switch (e.kind) {
    case 'holds':
      return clause(e.of, wanted, speech);
    case 'not':
      return clause(e.of, !wanted, speech);
    case 'named':
      return namedClause(e, wanted, speech);
    case 'and':
    case 'or':
      return junction(e, wanted, speech);
    case 'compare':
      return compareClause(e, wanted, speech) + unlessKnown(e.left, wanted, speech);
    case 'within': {
      const range = rangeWords(speech, e.range, e.of.type, unitOf(e.of));
      const is = wanted
        ? pick2(speech, e.range.low !== null && e.range.high !== null ? '在 ' : '为 ', ' is ')
        : pick2(speech, '不在 ', ' is not ');
      const end = e.range.low !== null && e.range.high !== null ? pick2(speech, ' 之间', '') : '';
      return tidy(`${noun(e.of, speech)}${is}${range}${end}`) + unlessKnown(e.of, wanted, speech);
    }
    case 'oneOf':
      return memberClause(e.of, e.values, wanted, speech) + unlessKnown(e.of, wanted, speech);
    case 'isMissing':
      return wanted
        ? pick2(speech, `${noun(e.of, speech)}未知`, `${noun(e.of, speech)} is unknown`)
        : pick2(speech, `${noun(e.of, speech)}已知`, `${noun(e.of, speech)} is known`);
    case 'constant':
      return (e.value === true) === wanted
        ? pick2(speech, '任何情况', 'in any case')
        : pick2(speech, '任何情况都不', 'in no case');
    case 'text':
      return textClause(e, wanted, speech);
    case 'aggregate':
      return aggregateClause(e, wanted, speech);
    case 'field':
      return memberClause(e, [wanted], true, speech);
    default:
      return pick2(speech, `${wanted ? '' : '并非'}${noun(e, speech)}`, `${wanted ? '' : 'not: '}${noun(e, speech)}`);
  }
}

/** A negated test also holds where the value is unknown, unless it always is. */
function unlessKnown(of: Expression, wanted: boolean, speech: Speech): string {
  return wanted || !of.missable ? '' : pick2(speech, '（或未知）', ' (or unknown)');
}

function namedClause(e: Expression & { kind: 'named' }, wanted: boolean, speech: Speech): string {
  const title = spoken(speech, e.title);
  if (!e.ref.startsWith('criteria/')) return memberClause(e, [wanted], true, speech);
  return wanted
    ? pick2(speech, `符合${quoted(speech, title)}`, `${quoted(speech, title)} holds`)
    : pick2(speech, `不符合${quoted(speech, title)}`, `${quoted(speech, title)} does not hold`);
}

function junction(e: Expression & { kind: 'and' | 'or' }, wanted: boolean, speech: Speech): string {
  const within = withinLast(e, speech);
  if (within !== undefined) return wanted ? within : pick2(speech, `并非${within}`, `not: ${within}`);
  const isAnd = (e.kind === 'and') === wanted;
  const member = isAnd ? undefined : oneSubject(e.items, wanted, speech);
  if (member !== undefined) return member;
  const items = e.items.map((item) => grouped(item, clause(item, wanted, speech), isAnd, speech));
  if (items.length === 0)
    return isAnd ? pick2(speech, '任何情况', 'in any case') : pick2(speech, '任何情况都不', 'in no case');
  if (items.length === 1) return items[0] ?? '';
  return isAnd ? items.join(pick2(speech, '，并且', ' and ')) : items.join(pick2(speech, '，或', ', or '));
}

/** The junction below marks of two-valuedness, where it has several items. */
export function innerJunction(e: Expression): (Expression & { kind: 'and' | 'or' }) | undefined {
  if (e.kind === 'holds' || e.kind === 'not') return innerJunction(e.of);
  return (e.kind === 'and' || e.kind === 'or') && e.items.length > 1 ? e : undefined;
}

/** A part that is itself a junction of the other kind is marked off by words, so that nobody has to guess what belongs together. */
function grouped(item: Expression, text: string, isAnd: boolean, speech: Speech): string {
  const inner = innerJunction(item);
  if (inner === undefined || !/，或|，并且| or | and /.test(text) || withinLast(inner, speech) !== undefined)
    return text;
  return isAnd
    ? pick2(speech, `${text}（其一即可）`, `either ${text}`)
    : pick2(speech, `${text}（须同时满足）`, `both ${text}`);
}

/** `A is x or A is y` as `A is x or y`. */
function oneSubject(items: readonly Expression[], wanted: boolean, speech: Speech): string | undefined {
  const values: Value[] = [];
  let subject: Expression | undefined;
  for (const item of items) {
    const of = item.kind === 'holds' ? item.of : item;
    if (of.kind !== 'compare' || of.operator !== '=' || of.right.kind !== 'constant') return undefined;
    if (subject !== undefined && noun(subject, speech) !== noun(of.left, speech)) return undefined;
    subject = of.left;
    values.push(of.right.value);
  }
  return subject === undefined || values.length < 2 ? undefined : memberClause(subject, values, wanted, speech);
}

/** `after the day one period before $asOf and not after $asOf`, as it was written: within the last period. */
function withinLast(e: Expression & { kind: 'and' | 'or' }, speech: Speech): string | undefined {
  const [after, until] = e.items;
  if (e.kind !== 'and' || after?.kind !== 'compare' || until?.kind !== 'compare' || until.right.kind !== 'input')
    return undefined;
  const start = after.right;
  if (start.kind !== 'calendar' || (start.function !== 'addMonths' && start.function !== 'addDays')) return undefined;
  const [, count] = start.items;
  if (count?.kind !== 'constant' || typeof count.value !== 'bigint') return undefined;
  const length = valueWords(speech, -count.value, count.type, start.function === 'addMonths' ? 'months' : 'days');
  const day = after.left.kind === 'calendar' && after.left.items[0] !== undefined ? after.left.items[0] : after.left;
  return pick2(speech, `${noun(day, speech)}在最近 ${length}内`, `${noun(day, speech)} is within the last ${length}`);
}

const VERBS = {
  '<': [' 低于 ', ' is below '],
  '<=': [' 不超过 ', ' is at most '],
  '>': [' 超过 ', ' is above '],
  '>=': [' 不低于 ', ' is at least '],
  '=': [' 为 ', ' is '],
} as const;
const OPPOSITE = { '<': '>=', '<=': '>', '>': '<=', '>=': '<', '=': '=' } as const;
const MIRROR = { '<': '>', '<=': '>=', '>': '<', '>=': '<=', '=': '=' } as const;
const DAYS = {
  '<': ['早于 ', ' is before '],
  '<=': ['不晚于 ', ' is not after '],
  '>': ['晚于 ', ' is after '],
  '>=': ['不早于 ', ' is not before '],
  '=': ['为 ', ' is '],
} as const;

function compareClause(e: Expression & { kind: 'compare' }, wanted: boolean, speech: Speech): string {
  const isMirrored = e.left.kind === 'constant';
  const [subject, other] = isMirrored ? [e.right, e.left] : [e.left, e.right];
  const written = isMirrored ? MIRROR[e.operator] : e.operator;
  if (written === '=' && other.kind === 'constant') return memberClause(subject, [other.value], wanted, speech);
  const operator = wanted ? written : OPPOSITE[written];
  const isDay = subject.type.kind === 'date' || subject.type.kind === 'instant';
  const [zh, en] = (isDay ? DAYS : VERBS)[operator];
  const verb = operator === '=' && !wanted ? pick2(speech, '不等于', ' is not ') : pick2(speech, zh, en);
  const right =
    other.kind === 'constant' ? valueWords(speech, other.value, other.type, unitOf(subject)) : noun(other, speech);
  return tidy(`${noun(subject, speech)}${verb}${right}`);
}

function memberClause(subject: Expression, values: readonly Value[], wanted: boolean, speech: Speech): string {
  const name = noun(subject, speech);
  const [only] = values;
  if (values.length === 1 && typeof only === 'boolean') {
    return only === wanted
      ? pick2(speech, `${name}为「是」`, `${name}: yes`)
      : pick2(speech, `${name}为「否」`, `${name}: no`);
  }
  const said = listed(
    speech,
    values.map((value) => valueOf(subject, value, speech)),
    'or',
  );
  return tidy(`${name}${wanted ? pick2(speech, '为 ', ' is ') : pick2(speech, '不为 ', ' is not ')}${said}`);
}

function textClause(e: Expression & { kind: 'text' }, wanted: boolean, speech: Speech): string {
  const [subject, part] = e.items;
  if (subject === undefined || part === undefined) return noun(e, speech);
  const said = part.kind === 'constant' ? quoted(speech, String(part.value)) : noun(part, speech);
  const verbs: Readonly<Record<string, readonly [string, string]>> = {
    startsWith: ['以{}开头', 'begins with {}'],
    endsWith: ['以{}结尾', 'ends with {}'],
    contains: ['包含{}', 'contains {}'],
    matches: ['符合格式{}', 'has the form {}'],
  };
  const [zh, en] = verbs[e.function] ?? ['{}', '{}'];
  const verb = pick2(speech, zh, en).replace('{}', said);
  return (
    pick2(
      speech,
      `${noun(subject, speech)}${wanted ? '' : '不'}${verb}`,
      `${noun(subject, speech)} ${wanted ? '' : 'is not so that it '}${verb}`,
    ) + unlessKnown(subject, wanted, speech)
  );
}

function aggregateClause(e: Expression & { kind: 'aggregate' }, wanted: boolean, speech: Speech): string {
  if (e.over.kind !== 'forEach' || e.over.body === null || (e.operator !== 'some' && e.operator !== 'every')) {
    return pick2(speech, `${wanted ? '' : '并非'}${noun(e, speech)}`, `${wanted ? '' : 'not: '}${noun(e, speech)}`);
  }
  const list = noun(e.over.over, speech);
  const inner = clause(e.over.body, true, speech);
  if (e.operator === 'some')
    return wanted
      ? pick2(speech, `${list}中有一项${inner}`, `among ${list} there is one where ${inner}`)
      : pick2(speech, `${list}中没有一项${inner}`, `among ${list} there is none where ${inner}`);
  return wanted
    ? pick2(speech, `${list}每一项${inner}`, `for all of ${list}: ${inner}`)
    : pick2(speech, `${list}并非每一项${inner}`, `not for all of ${list}: ${inner}`);
}

/** Chinese has no blank before a quotation mark or between Chinese words; figures keep theirs. */
export function tidy(text: string): string {
  return text
    .replace(/ +(?=[「，。；、）])/g, '')
    .replace(/(?<=\p{Script=Han}) +(?=\p{Script=Han})/gu, '')
    .replace(/ {2,}/g, ' ');
}
