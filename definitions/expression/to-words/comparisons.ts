import type { Expression } from '../../model/expression.ts';
import type { Value } from '../../model/type.ts';
import { zh } from './chinese.ts';
import { isOrAre } from './english.ts';
import { boundsOf, rangeWords, type SpokenBound, valueWords } from './figures.ts';
import { flagClause, isYesNo } from './flags.ts';
import { roundsAway } from './rounding-words.ts';
import { isZero, rowsThere } from './row-clauses.ts';
import { sameRecordClause } from './same-record.ts';
import { listed, pick2, type Speech, spoken } from './speech.ts';
import { resultTitle, valueOf } from './titles.ts';
import { unitOf } from './units.ts';

type Operator = (Expression & { kind: 'compare' })['operator'];

const VERBS = {
  '<': ['低于', 'below'],
  '<=': ['不超过', 'at most'],
  '>': ['超过', 'above'],
  '>=': ['不低于', 'at least'],
  '=': ['为', ''],
} as const;
const DAYS = {
  '<': ['早于', 'before'],
  '<=': ['不晚于', 'not after'],
  '>': ['晚于', 'after'],
  '>=': ['不早于', 'not before'],
  '=': ['为', ''],
} as const;
const OPPOSITE = { '<': '>=', '<=': '>', '>': '<=', '>=': '<', '=': '=' } as const;
const MIRROR = { '<': '>', '<=': '>=', '>': '<', '>=': '<=', '=': '=' } as const;

/** `贡献额低于 2,000 元`, `contribution is below CNY 2,000`; `wanted` false: its negation. */
export function compareClause(e: Expression & { kind: 'compare' }, wanted: boolean, speech: Speech): string {
  const isMirrored = e.left.kind === 'constant';
  const [subject, other] = isMirrored ? [e.right, e.left] : [e.left, e.right];
  const written = isMirrored ? MIRROR[e.operator] : e.operator;
  const existence = rowsThere(subject, written, other, wanted, speech);
  if (existence !== undefined) return existence;
  if (written === '=' && other.kind === 'constant') return memberClause(subject, [other.value], wanted, speech);
  const size = written === '>' && isZero(other) ? sizeOf(subject) : undefined;
  if (size !== undefined) {
    const whole = speech.noun(size);
    return pick2(
      speech,
      zh`${whole}${wanted ? '不为零' : '为零'}`,
      `${whole} ${isOrAre(whole)} ${wanted ? 'not ' : ''}zero`,
    );
  }
  const name = speech.noun(subject);
  if (written === '=') {
    const record = sameRecordClause(subject, other, wanted, speech);
    if (record !== undefined) return record;
    const right = speech.noun(other);
    return wanted
      ? pick2(speech, zh`${name}与${right}相同`, `${name} equals ${right}`)
      : pick2(speech, zh`${name}与${right}不同`, `${name} differs from ${right}`);
  }
  const right =
    other.kind === 'constant' ? valueWords(speech, other.value, other.type, unitOf(subject)) : speech.noun(other);
  return orderClause(subject, wanted ? written : OPPOSITE[written], right, speech);
}

/** What an absolute value is that of: it is above zero where that is not zero. */
function sizeOf(e: Expression): Expression | undefined {
  if (e.kind === 'round' && !roundsAway(e)) return sizeOf(e.of);
  return e.kind === 'arithmetic' && e.operator === 'absolute' ? e.items[0] : undefined;
}

function orderClause(subject: Expression, operator: Operator, right: string, speech: Speech): string {
  const name = speech.noun(subject);
  const isDay = subject.type.kind === 'date' || subject.type.kind === 'instant';
  const [chinese, english] = (isDay ? DAYS : VERBS)[operator];
  return pick2(speech, zh`${name}${chinese}${right}`, `${name} ${isOrAre(name)} ${english} ${right}`);
}

/** `年龄在 23 至 55 岁之间`, `age is 23 to 55`; a range open to one side reads as a comparison. */
export function withinClause(e: Expression & { kind: 'within' }, wanted: boolean, speech: Speech): string {
  const { low, high } = boundsOf(e.range, e.of.type);
  const words = (value: bigint) => valueWords(speech, value, e.of.type, unitOf(e.of));
  if (low !== null && high !== null && low.value === high.value) return memberClause(e.of, [low.value], wanted, speech);
  if (low === null && high !== null) {
    const operator = high.isOpen ? '<' : '<=';
    return orderClause(e.of, wanted ? operator : OPPOSITE[operator], words(high.value), speech);
  }
  if (high === null && low !== null) {
    const operator = low.isOpen ? '>' : '>=';
    return orderClause(e.of, wanted ? operator : OPPOSITE[operator], words(low.value), speech);
  }
  const name = speech.noun(e.of);
  if (low !== null && high !== null && low.isOpen) return openWithinClause(e.of, low.value, high, wanted, speech);
  const range = rangeWords(speech, e.range, e.of.type, unitOf(e.of));
  return wanted
    ? pick2(speech, zh`${name}在${range}之间`, `${name} ${isOrAre(name)} ${range}`)
    : pick2(speech, zh`${name}不在${range}之间`, `${name} ${isOrAre(name)} not ${range}`);
}

/** Between two values without the lower one: `利差超过 15% 且不超过 37%`; its negation names what lies on either side. */
function openWithinClause(
  subject: Expression,
  low: bigint,
  high: SpokenBound,
  wanted: boolean,
  speech: Speech,
): string {
  const words = (value: bigint) => valueWords(speech, value, subject.type, unitOf(subject));
  const [name, start, end] = [speech.noun(subject), words(low), words(high.value)];
  const isDay = subject.type.kind === 'date' || subject.type.kind === 'instant';
  const from = zh`${start}（不含）至${end}${high.isOpen ? '（不含）' : ''}`;
  const verbs = isDay ? DAYS : VERBS;
  const [, above] = verbs[wanted ? '>' : '<='];
  const [, below] = verbs[wanted ? (high.isOpen ? '<' : '<=') : high.isOpen ? '>=' : '>'];
  const sides = `${above} ${start} ${wanted ? 'and' : 'or'} ${below} ${end}`;
  return pick2(
    speech,
    zh`${name}${wanted ? '在' : '不在'}${from}之间`,
    `${name} ${isOrAre(name)} ${wanted ? '' : 'either '}${sides}`,
  );
}

/** `风险等级为“高”`, `risk grade is “high”`: one of some values. */
export function memberClause(subject: Expression, values: readonly Value[], wanted: boolean, speech: Speech): string {
  const [only] = values;
  const name = speech.noun(subject);
  if (values.length === 1 && isYesNo(subject.type)) {
    const isYes = only === true || only === 'yes';
    return flagClause(flagTitle(subject, speech), ownerOf(subject, speech), isYes === wanted, speech);
  }
  const said = listed(
    speech,
    values.map((value) => valueOf(subject, value, speech)),
    'or',
  );
  return pick2(
    speech,
    zh`${name}${wanted ? '为' : '不为'}${said}`,
    `${name} ${isOrAre(name)}${wanted ? '' : ' not'} ${said}`,
  );
}

/** What a flag is called: as its author wrote it. */
function flagTitle(subject: Expression, speech: Speech): string {
  if (subject.kind === 'field') return spoken(speech, subject.field.title);
  return subject.kind === 'named' && subject.called === undefined ? resultTitle(subject, speech) : speech.noun(subject);
}

/** Whose flag it is, where it is that of a related row. */
function ownerOf(subject: Expression, speech: Speech): string | undefined {
  if (subject.kind === 'named')
    return subject.owner === undefined ? ownerOf(subject.of, speech) : speech.noun(subject.owner);
  const of = subject.kind === 'field' ? subject.of : null;
  return of === null || of.kind === 'variable' ? undefined : speech.noun(of);
}
