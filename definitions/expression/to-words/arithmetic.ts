import type { Expression } from '../expression.ts';
import { zh } from './chinese.ts';
import { listed, pick2, type Speech } from './speech.ts';

const SIGNS: Readonly<Record<string, string>> = { add: ' + ', subtract: ' − ', multiply: ' × ' };

/** Sums, differences and products as people write them; the rest in words. */
export function arithmeticWords(e: Expression & { kind: 'arithmetic' }, speech: Speech): string {
  const sign = SIGNS[e.operator];
  if (sign !== undefined) return e.items.map((item, i) => part(e, item, i, speech)).join(sign);
  const items = e.items.map(speech.noun);
  const [first = '', second = ''] = items;
  const all = listed(speech, items, 'and');
  const isDay = e.type.kind === 'date' || e.type.kind === 'instant';
  switch (e.operator) {
    case 'negate':
      return `−${e.items[0] === undefined ? '' : operand(e.items[0], speech)}`;
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

/** One operand: in brackets where reading on without them would mean something else. */
function part(e: Expression & { kind: 'arithmetic' }, item: Expression, i: number, speech: Speech): string {
  const isChoice = inner(item).kind === 'if' || inner(item).kind === 'aggregate';
  const isFree = !isChoice && (e.operator === 'add' || (e.operator === 'subtract' && i === 0));
  return isFree ? speech.noun(item) : operand(item, speech);
}

function inner(e: Expression): Expression {
  return e.kind === 'round' || e.kind === 'approximately' ? inner(e.of) : e;
}

/** An operand in brackets where it is itself a sum, a difference, a quotient or a choice. */
export function operand(e: Expression, speech: Speech): string {
  const of = inner(e);
  const isCompound =
    (of.kind === 'arithmetic' && (of.operator === 'add' || of.operator === 'subtract')) ||
    of.kind === 'divide' ||
    of.kind === 'if' ||
    (of.kind === 'aggregate' && speech.language === 'en' && of.operator !== 'count');
  return isCompound ? inBrackets(of, speech) : speech.noun(of);
}

export function inBrackets(e: Expression, speech: Speech): string {
  return pick2(speech, `（${speech.noun(e)}）`, `(${speech.noun(e)})`);
}

const FUNCTIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  exp: { 'zh-CN': '指数', en: 'exp' },
  ln: { 'zh-CN': '自然对数', en: 'ln' },
  sqrt: { 'zh-CN': '平方根', en: 'square root' },
  power: { 'zh-CN': '乘方', en: 'power' },
  logistic: { 'zh-CN': '逻辑函数', en: 'logistic' },
  divide: { 'zh-CN': '相除', en: 'quotient' },
};

/** Functions on doubles as people write them. */
export function approximateWords(e: Expression & { kind: 'transcendental' }, speech: Speech): string {
  const [first, second] = e.items;
  if (first === undefined) return e.function;
  if (second !== undefined && e.function === 'divide') return `${operand(first, speech)} ÷ ${operand(second, speech)}`;
  if (second !== undefined && e.function === 'power') {
    return pick2(
      speech,
      zh`${operand(first, speech)}的${operand(second, speech)}次方`,
      `${operand(first, speech)} to the power of ${operand(second, speech)}`,
    );
  }
  return `${FUNCTIONS[e.function]?.[speech.language] ?? e.function}(${speech.noun(first)})`;
}
