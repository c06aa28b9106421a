import type { Expression } from '../expression.ts';
import type { Value } from '../type.ts';
import { conditionClause } from './clauses.ts';
import { valueWords } from './figures.ts';
import type { Text } from '../../text.ts';
import { listed, lowerFirst, pick2, quoted, type Speech, spoken, unitOf } from './speech.ts';
import type { Json } from '../../json.ts';
import { isObject } from '../../json.ts';

/** A value as a noun phrase: a field by its title, a result by its definition's, arithmetic as people write it. */
export function noun(e: Expression, speech: Speech): string {
  switch (e.kind) {
    case 'constant':
      return valueWords(speech, e.value, e.type, undefined);
    case 'missing':
      return pick2(speech, '缺失', 'missing');
    case 'field': {
      const own = lowerFirst(speech, spoken(speech, e.field.title));
      return e.of === null || e.of.kind === 'variable'
        ? own
        : pick2(speech, `${noun(e.of, speech)}的${own}`, `${own} of the ${noun(e.of, speech)}`);
    }
    case 'named':
      return lowerFirst(speech, spoken(speech, lineTitle(e, speech) ?? e.title));
    case 'input':
      return e.name === '$asOf'
        ? pick2(speech, '评估日', 'the day of evaluation')
        : pick2(speech, '上次的结果', 'the previous result');
    case 'variable':
      return e.name;
    case 'round':
    case 'approximately':
      return noun(e.of, speech);
    case 'arithmetic':
      return arithmetic(e, speech);
    case 'divide':
      return `${operand(e.left, speech)} ÷ ${operand(e.right, speech)}`;
    case 'aggregate':
      return aggregate(e, speech);
    case 'forEach':
      return e.body === null
        ? rows(e, speech)
        : `${rows(e, speech)}${pick2(speech, '的', ': ')}${noun(e.body, speech)}`;
    case 'itemAt':
      return pick2(
        speech,
        `${noun(e.list, speech)}的第 ${noun(e.index, speech)} 项`,
        `item ${noun(e.index, speech)} of ${noun(e.list, speech)}`,
      );
    case 'if':
      return pick2(
        speech,
        `${conditionClause(e.condition, speech)}时为${noun(e.then, speech)}，否则为${noun(e.otherwise, speech)}`,
        `${noun(e.then, speech)} where ${conditionClause(e.condition, speech)}, otherwise ${noun(e.otherwise, speech)}`,
      );
    case 'coalesce':
      return e.items[0] === undefined
        ? ''
        : pick2(
            speech,
            `${noun(e.items[0], speech)}（未知时取${e.items
              .slice(1)
              .map((item) => noun(item, speech))
              .join('，再取')}）`,
            `${noun(e.items[0], speech)} (where unknown: ${e.items
              .slice(1)
              .map((item) => noun(item, speech))
              .join(', then ')})`,
          );
    case 'transcendental':
      return approximate(e, speech);
    case 'calendar':
      return calendar(e, speech);
    case 'text':
      return `${TEXTS[e.function]?.[speech.language] ?? e.function}(${e.items.map((item) => noun(item, speech)).join(', ')})`;
    case 'lookup':
      return pick2(
        speech,
        `${titleOf(e.reference, speech)}中的${columnTitle(e.reference, e.column, speech)}`,
        `${columnTitle(e.reference, e.column, speech)} from ${titleOf(e.reference, speech)}`,
      );
    case 'weightedSum':
    case 'weightedMean':
      return e.terms.map((term) => noun(term.of, speech)).join(' + ');
    case 'list':
      return listed(
        speech,
        e.items.map((item) => noun(item, speech)),
        'and',
      );
    case 'sequence':
      return pick2(
        speech,
        `${noun(e.from, speech)}至${noun(e.to, speech)}`,
        `${noun(e.from, speech)} to ${noun(e.to, speech)}`,
      );
    case 'pick':
    case 'bins':
    case 'table':
    case 'cut':
      return pick2(speech, '按规则取值', 'a value by rule');
    default:
      return conditionClause(e, speech);
  }
}

const FUNCTIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  exp: { 'zh-CN': '指数', en: 'exp' },
  ln: { 'zh-CN': '自然对数', en: 'ln' },
  sqrt: { 'zh-CN': '平方根', en: 'square root' },
  power: { 'zh-CN': '乘方', en: 'power' },
  logistic: { 'zh-CN': '逻辑函数', en: 'logistic' },
  divide: { 'zh-CN': '相除', en: 'quotient' },
};
const TEXTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  length: { 'zh-CN': '长度', en: 'length' },
  upper: { 'zh-CN': '大写', en: 'upper case' },
  lower: { 'zh-CN': '小写', en: 'lower case' },
  trim: { 'zh-CN': '去空格', en: 'trimmed' },
  concatenate: { 'zh-CN': '连接', en: 'joined' },
  substring: { 'zh-CN': '截取', en: 'part' },
  substringBefore: { 'zh-CN': '之前部分', en: 'part before' },
  substringAfter: { 'zh-CN': '之后部分', en: 'part after' },
};

/** Functions on doubles as people write them. */
function approximate(e: Expression & { kind: 'transcendental' }, speech: Speech): string {
  const [first, second] = e.items;
  if (first === undefined) return e.function;
  if (second !== undefined && e.function === 'divide') return `${operand(first, speech)} ÷ ${operand(second, speech)}`;
  if (second !== undefined && e.function === 'power') {
    return pick2(
      speech,
      `${operand(first, speech)}的 ${noun(second, speech)} 次方`,
      `${operand(first, speech)} to the power of ${noun(second, speech)}`,
    );
  }
  return `${FUNCTIONS[e.function]?.[speech.language] ?? e.function}(${noun(first, speech)})`;
}

/** The title of a formula's line, which says more than the formula's own. */
function lineTitle(e: Expression & { kind: 'named' }, speech: Speech): Text | undefined {
  const [id = '', line] = e.ref.split('#');
  if (!id.startsWith('formula/')) return undefined;
  const lines = (speech.around.document(id) as { readonly lines?: Json } | undefined)?.lines;
  const own = Array.isArray(lines)
    ? (lines as readonly Json[]).find((one) => isObject(one) && one['name'] === line)
    : undefined;
  return isObject(own) ? (own['title'] as Text | undefined) : undefined;
}

const SIGNS: Readonly<Record<string, string>> = { add: ' + ', subtract: ' − ', multiply: ' × ' };

function arithmetic(e: Expression & { kind: 'arithmetic' }, speech: Speech): string {
  const sign = SIGNS[e.operator];
  if (sign !== undefined)
    return e.items
      .map((item, i) =>
        e.operator === 'add' || i === 0
          ? e.operator === 'multiply'
            ? operand(item, speech)
            : noun(item, speech)
          : operand(item, speech),
      )
      .join(sign);
  const items = e.items.map((item) => noun(item, speech));
  switch (e.operator) {
    case 'negate':
      return `−${e.items[0] === undefined ? '' : operand(e.items[0], speech)}`;
    case 'absolute':
      return pick2(speech, `${items[0] ?? ''}的绝对值`, `the size of ${items[0] ?? ''}`);
    case 'minimum':
      return pick2(speech, `${listed(speech, items, 'and')}中较小的`, `the least of ${listed(speech, items, 'and')}`);
    case 'maximum':
      return pick2(
        speech,
        `${listed(speech, items, 'and')}中较大的`,
        `the greatest of ${listed(speech, items, 'and')}`,
      );
    default:
      return pick2(
        speech,
        `${items[0] ?? ''}除以${items[1] ?? ''}的余数`,
        `the remainder of ${items[0] ?? ''} by ${items[1] ?? ''}`,
      );
  }
}

/** An operand in brackets where it is itself a sum or difference. */
function operand(e: Expression, speech: Speech): string {
  const inner = e.kind === 'round' || e.kind === 'approximately' ? e.of : e;
  const isCompound =
    (inner.kind === 'arithmetic' && (inner.operator === 'add' || inner.operator === 'subtract')) ||
    inner.kind === 'divide' ||
    inner.kind === 'if';
  return isCompound ? pick2(speech, `（${noun(inner, speech)}）`, `(${noun(inner, speech)})`) : noun(inner, speech);
}

function aggregate(e: Expression & { kind: 'aggregate' }, speech: Speech): string {
  const of = noun(e.over, speech);
  switch (e.operator) {
    case 'sum':
      if (e.over.kind === 'forEach' && e.over.over.kind === 'sequence' && e.over.body !== null) {
        const { variable, over, body } = e.over;
        return pick2(
          speech,
          `对 ${variable.name} = ${noun(over, speech)}求和：${noun(body, speech)}`,
          `the sum over ${variable.name} = ${noun(over, speech)} of ${noun(body, speech)}`,
        );
      }
      return pick2(speech, `${of}合计`, `the total of ${of}`);
    case 'min':
      return pick2(speech, `${of}中最小的`, `the least of ${of}`);
    case 'max':
      return pick2(speech, `${of}中最大的`, `the greatest of ${of}`);
    case 'mean':
      return pick2(speech, `${of}的平均`, `the average of ${of}`);
    case 'count':
      return pick2(speech, `${of}的数目`, `the number of ${of}`);
    case 'some':
      return pick2(speech, `有${of}`, `there is one: ${of}`);
    case 'every':
      return pick2(speech, `全部${of}`, `all: ${of}`);
  }
}

function rows(e: Expression & { kind: 'forEach' }, speech: Speech): string {
  const over = noun(e.over, speech);
  if (e.where === null) return over;
  return pick2(
    speech,
    `${conditionClause(e.where, speech)}的${over}`,
    `${over} where ${conditionClause(e.where, speech)}`,
  );
}

function calendar(e: Expression & { kind: 'calendar' }, speech: Speech): string {
  const [first = '', second = ''] = e.items.map((item) => noun(item, speech));
  switch (e.function) {
    case 'year':
      return pick2(speech, `${first}的年份`, `the year of ${first}`);
    case 'month':
      return pick2(speech, `${first}的月份`, `the month of ${first}`);
    case 'day':
      return pick2(speech, `${first}的日`, `the day of ${first}`);
    case 'weekday':
      return pick2(speech, `${first}是星期几`, `the weekday of ${first}`);
    case 'daysBetween':
      return pick2(speech, `${first}至${second}的天数`, `the days from ${first} to ${second}`);
    case 'monthsBetween':
      return pick2(speech, `${first}至${second}的足月数`, `the whole months from ${first} to ${second}`);
    case 'millisecondsBetween':
      return pick2(speech, `${first}至${second}的时长`, `the time from ${first} to ${second}`);
    case 'addDays':
      return pick2(speech, `${first}加 ${second} 天`, `${first} plus ${second} days`);
    case 'addMonths':
      return pick2(speech, `${first}加 ${second} 个月`, `${first} plus ${second} months`);
    case 'addMilliseconds':
      return pick2(speech, `${first}加 ${second} 毫秒`, `${first} plus ${second} ms`);
    case 'quarterEnd':
      return pick2(speech, `${first}所在季度末`, `the end of the quarter of ${first}`);
    case 'dateOf':
    case 'startOfDay':
      return first;
  }
}

/** A definition's title. */
export function titleOf(id: string, speech: Speech): string {
  const document = speech.around.document(id);
  return document?.title === undefined ? id : spoken(speech, document.title);
}

function columnTitle(reference: string, column: string, speech: Speech): string {
  const fields = (speech.around.document(reference) as { readonly fields?: Json } | undefined)?.fields;
  const field = isObject(fields) ? fields[column] : undefined;
  return isObject(field) && field['title'] !== undefined ? spoken(speech, field['title'] as string) : column;
}

/** A value of a subject as it is said: the title of a band or class where the subject is one, else the value with its unit. */
export function valueOf(subject: Expression, value: Value, speech: Speech): string {
  if (typeof value !== 'string') return valueWords(speech, value, subject.type, unitOf(subject));
  const ref = subject.kind === 'named' ? subject.ref : '';
  const title = partTitle(ref.split('#')[0] ?? '', value, speech) ?? value;
  return quoted(speech, title);
}

/** The title of a band or class of a definition by its name. */
export function partTitle(id: string, name: string, speech: Speech): string | undefined {
  const document = speech.around.document(id) as { readonly bands?: Json; readonly classes?: Json } | undefined;
  const parts = [document?.bands, document?.classes].flatMap((list) =>
    Array.isArray(list) ? (list as readonly Json[]) : [],
  );
  const part = parts.find((one) => isObject(one) && one['name'] === name);
  return isObject(part) && part['title'] !== undefined ? spoken(speech, part['title'] as string) : undefined;
}
