import { listed, lowerFirst, pick2, quoted, type Speech, spoken } from '../../expression/to-words/speech.ts';
import { indexStates, type StateIndex, targetsOf } from '../../machine/targets.ts';
import {
  actionsIn,
  type Trigger,
  type WrittenState,
  writtenStates,
  type WrittenTransition,
  writtenTransitions,
} from '../../machine/states.ts';
import type { Decision } from '../../model/decision.ts';
import type { Environment } from '../../model/environment.ts';
import { isObject, type Json, type JsonObject } from '../../model/json.ts';
import type { Language } from '../../model/text.ts';
import { oneOf, speechOf } from '../words.ts';
import { actionWords } from './action-words.ts';
import { criteriaOf } from './check.ts';
import { delayWords, eventTitle, stateTitle } from './names.ts';
import type { WorkflowDocument } from './workflow.ts';

/** A workflow as sentences: where a request begins and ends, then one paragraph a state. */
export function workflowWords(
  document: WorkflowDocument,
  _decision: Decision | null,
  environment: Environment,
  language: Language,
): readonly string[] {
  const speech = speechOf(environment, language, document.entity);
  const states = indexStates(writtenStates(document.machine));
  const told: Told = { document, speech, states };
  return [headWords(told), ...states.all.slice(1).flatMap((state) => stateWords(state, told))];
}

interface Told {
  readonly document: WorkflowDocument;
  readonly speech: Speech;
  readonly states: StateIndex;
}

function headWords(told: Told): string {
  const { document, speech, states } = told;
  const one = oneOf(speech, document.entity);
  const [root] = states.all;
  const first = root === undefined ? undefined : states.at([String(root.state['initial'])]);
  const finals = states.all.filter(({ state, path }) => state['type'] === 'final' && path.length === 1);
  const begins = first === undefined ? '–' : stateTitle(first, speech);
  const ends = listed(
    speech,
    finals.map((state) => stateTitle(state, speech)),
    'or',
  );
  const entry = actionsSaid(root?.state['entry'], told);
  return pick2(
    speech,
    `每一件${one}从${begins}开始${ends === '' ? '' : `，到${ends}结束`}${entry === '' ? '' : `；开始时${entry}`}。`,
    `Each ${one} begins in ${begins}${ends === '' ? '' : ` and ends in ${ends}`}${entry === '' ? '' : `; when it begins ${entry}`}.`,
  );
}

function stateWords(state: WrittenState, told: Told): readonly string[] {
  const { speech, states } = told;
  const title = stateTitle(state, speech);
  const { type } = state.state;
  if (type === 'history') return [];
  const entry = actionsSaid(state.state['entry'], told);
  const exit = actionsSaid(state.state['exit'], told);
  const inner = isObject(state.state['states']) ? Object.keys(state.state['states']) : [];
  const children = inner.flatMap((key) => states.at([...state.path, key]) ?? []).map((one) => stateTitle(one, speech));
  const first = states.at([...state.path, String(state.state['initial'])]);
  const parts = [
    ...(type === 'parallel'
      ? [
          pick2(
            speech,
            `${listed(speech, children, 'and')}同时进行`,
            `${listed(speech, children, 'and')} run side by side`,
          ),
        ]
      : []),
    ...(first !== undefined && inner.length > 0
      ? [pick2(speech, `从${stateTitle(first, speech)}开始`, `begins in ${stateTitle(first, speech)}`)]
      : []),
    ...(entry === '' ? [] : [pick2(speech, `进入时${entry}`, `on entry ${entry}`)]),
    ...writtenTransitions(state).map((one) => transitionWords(state, one, told)),
    ...(exit === '' ? [] : [pick2(speech, `离开时${exit}`, `on leaving ${exit}`)]),
  ];
  if (parts.length === 0 && type === 'final') return [];
  const said = parts.length === 0 ? [pick2(speech, '没有去处', 'leads nowhere')] : parts;
  return [pick2(speech, `${title}：${said.join('；')}。`, `${title}: ${said.join('; ')}.`)];
}

function transitionWords(state: WrittenState, { trigger, transition }: WrittenTransition, told: Told): string {
  const { speech, states } = told;
  const criteria = criteriaOf(transition);
  const guard = criteria === undefined ? '' : guardWords(criteria, speech);
  const targets = targetsOf(transition['target']).flatMap((target) => states.find(state, target) ?? []);
  const titles = listed(
    speech,
    targets.map((one) => (one.state['type'] === 'history' ? historyWords(one, told) : stateTitle(one, speech))),
    'and',
  );
  const isSelf = targets.length === 1 && targets[0] === state;
  const goes =
    targets.length === 0
      ? []
      : [isSelf ? pick2(speech, '重新开始', 'it begins anew') : pick2(speech, `转到${titles}`, `it goes to ${titles}`)];
  const actions = actionsSaid(transition['actions'], told);
  const does = [...goes, ...(actions === '' ? [] : [actions])];
  const done =
    does.length === 0
      ? pick2(speech, '记录下来，状态不变', 'it is noted, and the state stays')
      : does.join(pick2(speech, '，', ', '));
  return pick2(
    speech,
    `${triggerWords(trigger, told)}${guard}，${done}`,
    `${triggerWords(trigger, told)}${guard}, ${done}`,
  );
}

function guardWords(criteria: string, speech: Speech): string {
  const title = speech.environment.document(criteria)?.title;
  const said = quoted(title === undefined ? criteria.replace(/^.*\//, '') : spoken(speech, title));
  return pick2(speech, `且符合${said}`, `, where it meets ${said}`);
}

function historyWords({ path }: WrittenState, { states, speech }: Told): string {
  const parent = states.at(path.slice(0, -1));
  const title = parent === undefined ? '–' : stateTitle(parent, speech);
  return pick2(speech, `${title}中离开时的位置`, `where it was in ${title}`);
}

function triggerWords(trigger: Trigger, { document, speech }: Told): string {
  switch (trigger.kind) {
    case 'event':
      return pick2(
        speech,
        `收到${eventTitle(trigger.name, document, speech)}时`,
        `on ${eventTitle(trigger.name, document, speech)}`,
      );
    case 'after':
      return pick2(
        speech,
        `满${delayWords(trigger.name, document, speech)}后`,
        `after ${delayWords(trigger.name, document, speech)}`,
      );
    case 'always':
      return pick2(speech, '即刻', 'at once');
    case 'done':
      return pick2(speech, '内部完成后', 'when its own states are done');
  }
}

function actionsSaid(written: Json | undefined, { document, speech }: Told): string {
  const said = actionsIn(written, '').map(({ action }: { readonly action: JsonObject }) =>
    actionWords(action, document, speech),
  );
  return lowerFirst(speech, said.join(pick2(speech, '，', ', ')));
}
