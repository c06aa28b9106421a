import type { Expression } from '../../model/expression.ts';
import { zh } from './chinese.ts';
import { ofWhom } from './flags.ts';
import { flagsCounted, operand } from './operand.ts';
import { listed, pick2, type Speech } from './speech.ts';

type Arithmetic = Expression & { kind: 'arithmetic' };

/** Sums, differences and products as people write them; the rest in words. */
export function arithmeticWords(e: Arithmetic, speech: Speech): string {
  const flags = flagsCounted(e);
  if (flags !== undefined) {
    const said = flags.map((flag) => ofWhom(speech.clause(flag), speech));
    return pick2(speech, zh`以下情形中成立的项数：${said.join('、')}`, `how many of these hold: ${said.join(', ')}`);
  }
  if (e.operator === 'add' || e.operator === 'subtract') return sumWords(e, speech);
  if (e.operator === 'multiply')
    return e.items
      .map((item, i) => operand(item, i === 0 ? 'first-factor' : 'factor', speech))
      .reduce((left, right) => signed(left, '×', right));
  const items = e.items.map((item) => operand(item, 'single', speech));
  const [first = '', second = ''] = items;
  const all = listed(speech, items, 'and');
  const isDay = e.type.kind === 'date' || e.type.kind === 'instant';
  switch (e.operator) {
    case 'negate':
      return `−${first}`;
    case 'absolute':
      return pick2(speech, zh`${first}的绝对值`, `the absolute value of ${first}`);
    case 'minimum':
      return pick2(speech, zh`${all}中${isDay ? '较早' : '较小'}的`, `the ${isDay ? 'earlier' : 'lesser'} of ${all}`);
    case 'maximum':
      return pick2(speech, zh`${all}中${isDay ? '较晚' : '较大'}的`, `the ${isDay ? 'later' : 'greater'} of ${all}`);
    default:
      return pick2(speech, zh`${first}除以${second}的余数`, `the remainder of ${first} ÷ ${second}`);
  }
}

/** A sum of sums and differences as one row of terms: `a − (b − c)` is told `a − b + c`. */
function sumWords(e: Arithmetic, speech: Speech): string {
  return termsOf(e, false)
    .map(({ of, isTakenAway }, i) => {
      const sign = isTakenAway ? '−' : '+';
      const said = operand(of, isTakenAway ? 'first-factor' : 'term', speech);
      return { sign, said: i === 0 && isTakenAway ? `${sign}${said}` : said };
    })
    .reduce((left, { sign, said }) => ({ sign, said: signed(left.said, sign, said) })).said;
}

/** Two operands about their sign; a full-width bracket keeps the sign apart by itself. */
function signed(left: string, sign: string, right: string): string {
  return `${left}${left.endsWith('）') ? '' : ' '}${sign}${right.startsWith('（') ? '' : ' '}${right}`;
}

interface Term {
  readonly of: Expression;
  readonly isTakenAway: boolean;
}

function termsOf(e: Expression, isTakenAway: boolean): readonly Term[] {
  const of = exactly(e);
  if (of.kind !== 'arithmetic' || (of.operator !== 'add' && of.operator !== 'subtract'))
    return [{ of: e, isTakenAway }];
  return of.items.flatMap((item, i) => termsOf(item, isTakenAway !== (of.operator === 'subtract' && i > 0)));
}

/** A value without the steps that change nothing of it. */
function exactly(e: Expression): Expression {
  const isWidening =
    e.kind === 'round' &&
    e.type.kind === 'number' &&
    e.of.type.kind === 'number' &&
    e.of.type.decimals <= e.type.decimals;
  return isWidening ? exactly(e.of) : e;
}

const FUNCTIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  exp: { 'zh-CN': '指数', en: 'exponential' },
  ln: { 'zh-CN': '自然对数', en: 'natural logarithm' },
  sqrt: { 'zh-CN': '平方根', en: 'square root' },
  logistic: { 'zh-CN': '逻辑斯谛（Logistic）函数值', en: 'logistic function' },
};

/** Functions on doubles as people write them. */
export function approximateWords(e: Expression & { kind: 'transcendental' }, speech: Speech): string {
  const [first, second] = e.items;
  if (first === undefined) return e.function;
  if (second !== undefined && e.function === 'divide') return quotientWords(first, second, speech);
  const of = operand(first, 'single', speech);
  if (second !== undefined) {
    const exponent = operand(second, 'single', speech);
    return pick2(speech, zh`${of}的${exponent}次方`, `${of} to the power of ${exponent}`);
  }
  const name = FUNCTIONS[e.function]?.[speech.language] ?? e.function;
  return pick2(speech, zh`${of}的${name}`, `the ${name} of ${of}`);
}

/** `a × b ÷ c`; what is divided by stands alone. */
export function quotientWords(left: Expression, right: Expression, speech: Speech): string {
  return (
    countedIn(left, right, speech) ??
    signed(operand(left, 'first-factor', speech), '÷', operand(right, 'divisor', speech))
  );
}

const LENGTHS = { daysBetween: 'days', monthsBetween: 'months', millisecondsBetween: 'milliseconds' } as const;
const CLOCK: readonly (readonly [bigint, string, string])[] = [
  [86_400_000n, '天', 'days'],
  [3_600_000n, '小时', 'hours'],
  [60_000n, '分钟', 'minutes'],
  [1000n, '秒', 'seconds'],
];

/** A length of time divided by one: how many of it there are. Undefined for any other division. */
function countedIn(left: Expression, right: Expression, speech: Speech): string | undefined {
  const [length, divisor] = [exactly(left), exactly(right)];
  if (length.kind !== 'calendar' || !Object.hasOwn(LENGTHS, length.function)) return undefined;
  if (divisor.kind !== 'constant' || typeof divisor.value !== 'bigint') return undefined;
  const said = operand(length, 'first-factor', speech);
  const step = LENGTHS[length.function as keyof typeof LENGTHS];
  if (step !== 'milliseconds') {
    if (divisor.value === 1n) return said;
    const unit = pick2(speech, step === 'days' ? '天' : '个月', step);
    return pick2(speech, zh`${said} ÷ ${String(divisor.value)} ${unit}`, `${said} ÷ ${String(divisor.value)} ${unit}`);
  }
  const whole = CLOCK.find(([size]) => divisor.value === size);
  return whole && pick2(speech, zh`以${whole[1]}计的${said}`, `${said} in ${whole[2]}`);
}
