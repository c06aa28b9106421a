import type { Expression } from '../../model/expression.ts';
import { bracketed } from './brackets.ts';
import { zh } from './chinese.ts';
import { isPlain } from './operand.ts';
import { pick2, type Speech } from './speech.ts';

type Each = Expression & { kind: 'forEach' };

/** What is said of all items of a list: their total, their number, the least of them. */
export function aggregateWords(e: Expression & { kind: 'aggregate' }, speech: Speech): string {
  // A total tells its list its own way.
  if (e.operator === 'sum') return totalWords(e.over, speech);
  const of = speech.noun(e.over);
  const isDay = e.type.kind === 'date' || e.type.kind === 'instant';
  switch (e.operator) {
    case 'min':
      return pick2(
        speech,
        isDay ? zh`${of}中最早的一天` : zh`${of}中最小的值`,
        `the ${isDay ? 'earliest' : 'least'} of ${of}`,
      );
    case 'max':
      return pick2(
        speech,
        isDay ? zh`${of}中最晚的一天` : zh`${of}中最大的值`,
        `the ${isDay ? 'latest' : 'greatest'} of ${of}`,
      );
    case 'mean':
      return pick2(speech, zh`${of}的平均`, `the average of ${of}`);
    case 'count':
      return countWords(e.over, of, speech);
    case 'some':
      return pick2(speech, zh`有${of}`, `there is one: ${of}`);
    case 'every':
      return pick2(speech, zh`全部${of}`, `all: ${of}`);
  }
}

/** Rows are counted one by one, a series by its items. */
function countWords(over: Expression, of: string, speech: Speech): string {
  const isRows = over.type.kind === 'list' && over.type.of.kind === 'row';
  return pick2(
    speech,
    zh`${of}的${isRows ? '数量' : '项数'}`,
    isRows ? `the number of ${of}` : `the number of items of ${of}`,
  );
}

function totalWords(over: Expression, speech: Speech): string {
  if (over.kind !== 'forEach' || over.body === null) {
    return pick2(speech, zh`${speech.noun(over)}合计`, `the total of ${speech.noun(over)}`);
  }
  if (over.over.kind === 'sequence') {
    const { from, to } = over.over;
    const { name } = over.variable;
    return pick2(
      speech,
      zh`对 ${name} 从 ${speech.noun(from)} 到${speech.noun(to)}逐项求和：${speech.noun(over.body)}`,
      `the sum, for ${name} from ${speech.noun(from)} to ${speech.noun(to)}, of ${speech.noun(over.body)}`,
    );
  }
  const [body, rows] = [speech.noun(over.body), rowsWords(over, speech)];
  return isPlain(over.body)
    ? pick2(speech, zh`${rows}的${body}合计`, `the total of ${body} over ${rows}`)
    : pick2(speech, zh`对${rows}逐一计算${body}，再求和`, `the sum, over ${rows}, of ${body}`);
}

/** A list of computed items: `账户的年日均余额`, `yearly average balance of accounts`. */
export function eachWords(e: Each, speech: Speech): string {
  if (e.body === null) return rowsWords(e, speech);
  const body = isPlain(e.body) ? speech.noun(e.body) : bracketed(speech.noun(e.body), speech);
  return pick2(speech, zh`${rowsWords(e, speech)}的${body}`, `${body} of ${rowsWords(e, speech)}`);
}

/** Rows by what they must meet: `账户类别为“存款”的账户`, `accounts whose category is “Deposit”`. */
export function rowsWords(e: Each, speech: Speech): string {
  const over = speech.noun(e.over);
  if (e.where === null) return over;
  const where = speech.clause(e.where);
  return pick2(
    speech,
    zh`${where}的${over}`,
    `${over} ${/^(?:the|there|either|both|“)/.test(where) ? 'where' : 'whose'} ${where}`,
  );
}
