import type { Expression } from '../../model/expression.ts';
import { zh } from './chinese.ts';
import { operand } from './operand.ts';
import { listed, pick2, type Speech } from './speech.ts';

type Arithmetic = Expression & { kind: 'arithmetic' };

/** Sums, differences and products as people write them; the rest in words. */
export function arithmeticWords(e: Arithmetic, speech: Speech): string {
  if (e.operator === 'add' || e.operator === 'subtract') return sumWords(e, speech);
  if (e.operator === 'multiply')
    return e.items.map((item, i) => operand(item, i === 0 ? 'first-factor' : 'factor', speech)).join(' × ');
  const items = e.items.map((item) => operand(item, 'single', speech));
  const [first = '', second = ''] = items;
  const all = listed(speech, items, 'and');
  const isDay = e.type.kind === 'date' || e.type.kind === 'instant';
  switch (e.operator) {
    case 'negate':
      return `−${first}`;
    case 'absolute':
      return pick2(speech, zh`${first}的绝对值`, `the size of ${first}`);
    case 'minimum':
      return pick2(speech, zh`${all}中${isDay ? '较早' : '较小'}的`, `the ${isDay ? 'earlier' : 'lesser'} of ${all}`);
    case 'maximum':
      return pick2(speech, zh`${all}中${isDay ? '较晚' : '较大'}的`, `the ${isDay ? 'later' : 'greater'} of ${all}`);
    default:
      return pick2(speech, zh`${first}除以${second}的余数`, `the remainder of ${first} by ${second}`);
  }
}

/** A sum of sums and differences as one row of terms: `a − (b − c)` is told `a − b + c`. */
function sumWords(e: Arithmetic, speech: Speech): string {
  return termsOf(e, false)
    .map(({ of, isTakenAway }, i) => {
      const sign = isTakenAway ? '−' : '+';
      const said = operand(of, isTakenAway ? 'first-factor' : 'term', speech);
      if (i === 0) return isTakenAway ? `${sign}${said}` : said;
      return `${sign} ${said}`;
    })
    .join(' ');
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
  const divided = operand(left, 'first-factor', speech);
  // A length of time by its own unit is the count of it.
  const isUnit =
    right.kind === 'constant' && right.value === 1n && right.type.kind === 'number' && right.type.decimals === 0;
  return isUnit ? divided : `${divided} ÷ ${operand(right, 'divisor', speech)}`;
}
