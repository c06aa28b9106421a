import { listed, pick2, quoted, type Speech, spoken } from '../../expression/to-words/speech.ts';
import type { Environment } from '../../model/environment.ts';
import type { Language } from '../../model/text.ts';
import { writtenBudgetWords } from '../budget.ts';
import { membersWords, roleWords } from '../members.ts';
import { speechOf, titled } from '../words.ts';
import { clockWords } from './clock-words.ts';
import { type QueueDocument, readingRoles } from './queue.ts';
import { rungWords } from './rung-words.ts';

/** A queue as sentences: who works on it and how, its order, one line a clock with its longest total, one line a rung. */
export function queueWords(
  document: QueueDocument,
  _decision: unknown,
  environment: Environment,
  language: Language,
): readonly string[] {
  const speech = speechOf(environment, language);
  const { order = [], ladder = [], survey, access = {} } = document;
  const readers = readingRoles(document);
  const titleOf = (id: string) => {
    const title = environment.document(id)?.title;
    return quoted(titled(speech, { name: id, ...(title === undefined ? {} : { title }) }));
  };
  const by = [titleOf(document.workflow), titleOf(document.calendar)];
  const roles = (names: readonly string[]) =>
    listed(
      speech,
      names.map((name) => roleWords(name, speech)),
      'and',
    );
  return [
    pick2(
      speech,
      `按流程${by[0]}和日历${by[1]}，由${membersWords(document.members, speech)}处理。`,
      `Worked on by ${membersWords(document.members, speech)}, by the workflow ${by[0]} and the calendar ${by[1]}.`,
    ),
    ...assignWords(document, speech),
    ...(order.length === 0
      ? []
      : [
          pick2(
            speech,
            `顺序：${order.map((one) => orderWords(one, document, speech)).join('，')}。`,
            `In order of ${order.map((one) => orderWords(one, document, speech)).join(', ')}.`,
          ),
        ]),
    ...document.clocks.map((clock, i) => clockWords(document, clock, i, speech)),
    ...ladder.map((rung) => rungWords(document, rung, speech)),
    ...(survey === undefined
      ? []
      : [pick2(speech, `结束后进行调查${titleOf(survey)}。`, `Afterwards the survey ${titleOf(survey)} is sent.`)]),
    ...(readers === undefined
      ? []
      : [pick2(speech, `可查看：${roles(readers)}。`, `May be read by ${roles(readers)}.`)]),
    ...(access.work === undefined
      ? []
      : [pick2(speech, `可处理：${roles(access.work)}。`, `May be worked on by ${roles(access.work)}.`)]),
  ];
}

const STRATEGIES: Readonly<Record<QueueDocument['assign']['strategy'], readonly [string, string]>> = {
  manual: ['由人自行领取', 'Requests are taken up by hand'],
  'round-robin': ['轮流分派', 'Requests are assigned in turn'],
  'least-loaded': ['分派给手头最少的人', 'Requests are assigned to who has the fewest'],
  'relationship-owner': ['分派给客户的客户经理', 'Requests are assigned to the customer’s own manager'],
};

function assignWords(document: QueueDocument, speech: Speech): readonly string[] {
  const { strategy, exclude = [], limit, acknowledgeWithin } = document.assign;
  const within = acknowledgeWithin === undefined ? undefined : writtenBudgetWords(speech, acknowledgeWithin);
  const parts = [
    pick2(speech, ...STRATEGIES[strategy]),
    ...(limit === undefined ? [] : [pick2(speech, `每人至多 ${limit} 件`, `at most ${limit} each`)]),
    ...(within === undefined
      ? []
      : [pick2(speech, `${within}内未接手则退回`, `what is not taken up within ${within} returns`)]),
  ];
  const fields = listed(
    speech,
    exclude.map((name) => fieldWords(document, name, speech)),
    'and',
  );
  return [
    pick2(speech, `${parts.join('，')}。`, `${parts.join('; ')}.`),
    ...(exclude.length === 0
      ? []
      : [
          pick2(
            speech,
            `回避：${fields}所记的人及其各级下属，不接收、不查看、不被告知、不决定。`,
            `Recused: whoever ${fields} names, and all who report to them, never receive, read, are told of or decide it.`,
          ),
        ]),
  ];
}

function orderWords(text: string, document: QueueDocument, speech: Speech): string {
  const [of = '', way] = text.split(' ');
  const clock = of.startsWith('clock:') ? document.clocks.find(({ name }) => `clock:${name}` === of) : undefined;
  if (clock !== undefined) {
    const title = titled(speech, clock);
    return way === 'asc'
      ? pick2(speech, `“${title}”先到期者在前`, `what is due first by “${title}”`)
      : pick2(speech, `“${title}”后到期者在前`, `what is due last by “${title}”`);
  }
  const field = fieldWords(document, of, speech);
  return pick2(
    speech,
    `${field}${way === 'asc' ? '由小到大' : '由大到小'}`,
    `${field} ${way === 'asc' ? 'upwards' : 'downwards'}`,
  );
}

/** A field of the request by its title; the priority is one that every request has. */
function fieldWords({ workflow }: QueueDocument, name: string, speech: Speech): string {
  const { environment } = speech;
  const { entity } = (environment.document(workflow) ?? {}) as { readonly entity?: string };
  const title = entity === undefined ? undefined : environment.entity(entity)?.fields.get(name)?.title;
  if (title !== undefined) return quoted(spoken(speech, title));
  return quoted(name === 'priority' ? pick2(speech, '优先级', 'priority') : name);
}
