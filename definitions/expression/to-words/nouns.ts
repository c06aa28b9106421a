import type { Expression } from '../../model/expression.ts';
import { field } from '../build-logic.ts';
import { aggregateWords, eachWords, rowsWords } from './aggregates.ts';
import { approximateWords, arithmeticWords, quotientWords } from './arithmetic.ts';
import { bracketed } from './brackets.ts';
import { calendarWords } from './calendar-words.ts';
import { beside, zh } from './chinese.ts';
import { choiceWords } from './choices.ts';
import { valueWords } from './figures.ts';
import { listWords } from './list-words.ts';
import { operand } from './operand.ts';
import { roundingWords, roundsAway } from './rounding-words.ts';
import { listed, lowerFirst, pick2, quoted, type Speech, spoken } from './speech.ts';
import { textWords } from './text-words.ts';
import { columnTitle, resultTitle, titleOf, valueOf } from './titles.ts';

/** A value as a noun phrase: a field by its title, a result by its definition's, arithmetic as people write it. */
export function noun(e: Expression, speech: Speech): string {
  switch (e.kind) {
    case 'constant':
      return valueWords(speech, e.value, e.type, undefined);
    case 'missing':
      return pick2(speech, '缺失', 'missing');
    case 'field':
      return fieldWords(e, speech);
    case 'named':
      return namedWords(e, speech);
    case 'input':
      return e.name === '$asOf'
        ? pick2(speech, '评估日', 'the day of evaluation')
        : pick2(speech, '上次的结果', 'the previous result');
    case 'variable':
      return e.name;
    case 'round':
      return roundsAway(e) ? roundingWords(operand(e.of, 'single', speech), e, speech) : speech.noun(e.of);
    case 'approximately':
      return speech.noun(e.of);
    case 'arithmetic':
      return arithmeticWords(e, speech);
    case 'divide':
      return roundsAway(e)
        ? roundingWords(bracketed(quotientWords(e.left, e.right, speech), speech), e, speech)
        : quotientWords(e.left, e.right, speech);
    case 'aggregate':
      return isSaidOfItems(e) ? speech.clause(e) : aggregateWords(e, speech);
    case 'forEach':
      return e.body === null ? rowsWords(e, speech) : eachWords(e, speech);
    case 'itemAt':
      return pick2(
        speech,
        zh`${operand(e.list, 'single', speech)}的第${operand(e.index, 'single', speech)}项`,
        `item ${operand(e.index, 'single', speech)} of ${operand(e.list, 'single', speech)}`,
      );
    case 'transcendental':
      return approximateWords(e, speech);
    case 'listCall':
      return listWords(e, speech);
    case 'calendar':
      return calendarWords(e, speech);
    case 'lookup':
      return pick2(
        speech,
        zh`${titleOf(e.reference, speech)}中的${columnTitle(e.reference, e.column, speech)}`,
        `${lowerFirst(speech, columnTitle(e.reference, e.column, speech))} in ${quoted(titleOf(e.reference, speech))}`,
      );
    case 'if':
    case 'coalesce':
      return choiceWords(e, speech);
    default:
      return partsWords(e, speech);
  }
}

/** Whether something is said of the items of a list one by one, which is a clause. */
const isSaidOfItems = ({ operator, over }: Expression & { kind: 'aggregate' }) =>
  (operator === 'some' || operator === 'every') && over.kind === 'forEach' && over.body !== null;

function partsWords(e: Expression, speech: Speech): string {
  switch (e.kind) {
    case 'text':
      return textWords(e, speech) ?? speech.clause(e);
    case 'weightedSum':
    case 'weightedMean':
      return e.terms.map((term) => speech.noun(term.of)).join(' + ');
    case 'list':
      return listed(
        speech,
        e.items.map((item) => operand(item, 'single', speech)),
        'and',
      );
    case 'sequence':
      return pick2(
        speech,
        zh`${speech.noun(e.from)}至${speech.noun(e.to)}`,
        `${speech.noun(e.from)} to ${speech.noun(e.to)}`,
      );
    case 'pick':
    case 'bins':
    case 'table':
    case 'cut':
      return pick2(speech, '按规则取值', 'a value by rule');
    default:
      return speech.clause(e);
  }
}

function fieldWords(e: Expression & { kind: 'field' }, speech: Speech): string {
  const own = asName(spoken(speech, e.field.title), speech);
  if (e.of === null || e.of.kind === 'variable') return own;
  const owner = speech.noun(e.of);
  return pick2(speech, own.startsWith(owner) ? own : zh`${owner}的${own}`, `the ${owner}’s ${own}`);
}

function namedWords(e: Expression & { kind: 'named' }, speech: Speech): string {
  if (e.called !== undefined) return callWords(e, speech);
  const own = asName(resultTitle(e, speech), speech);
  if (e.owner === undefined) return own;
  const owner = speech.noun(e.owner);
  return pick2(speech, own.startsWith(owner) ? own : zh`${owner}的${own}`, `the ${owner}’s ${own}`);
}

/** A call of a formula: its title (of several results the one that is meant) with each input and what stands for it. */
function callWords({ ref, title, called = [] }: Expression & { kind: 'named' }, speech: Speech): string {
  const [id = ''] = ref.split('#');
  const isOnly = Object.keys(speech.environment.decision(id)?.outputs ?? {}).length === 1;
  const formula = asName(titleOf(id, speech), speech);
  const own = asName(spoken(speech, title), speech);
  const name = isOnly ? formula : pick2(speech, zh`${formula}的${own}`, `${own} of ${formula}`);
  const args = called.map(({ input, with: of }) => {
    const told = of.kind === 'constant' ? valueOf(field(input, null), of.value, speech) : speech.noun(of);
    // Brackets within those of the arguments stand behind the sentence.
    const value = /[（(]/.test(told) ? bracketed(told, speech) : told;
    return pick2(
      speech,
      `${beside(`${spoken(speech, input.title)}为`, value)}`,
      `${lowerFirst(speech, spoken(speech, input.title))} ${value}`,
    );
  });
  const said = bracketed(args.join(pick2(speech, '，', ', ')), speech);
  return pick2(speech, `${name}${said}`, `${name} ${said}`);
}

/** A title that is a sentence part: in quotation marks where a comma or colon inside would tear the sentence apart. */
function asName(title: string, speech: Speech): string {
  const name = lowerFirst(speech, title);
  return /[,:;，：；、]/.test(title) ? quoted(name) : name;
}
