import {
  actionTitle,
  isObject,
  type Json,
  LANGUAGES,
  roleWords,
  say as sayText,
  type Text,
} from '../../../definitions/index.ts';
import type { Reader } from '../../texts/reader.ts';
import type { Titles } from '../../texts/titles.ts';
import type { StateNode, TransitionEdge } from './graph.ts';
import { HEAD, type Size } from './layout.ts';
import '../../texts/workflow.ts';

/** What sets a transition off, in words: `on Claim`, `after 2 working hours`. */
export function triggerWords({ row: { trigger } }: Pick<TransitionEdge, 'row'>, { t, say }: Reader): string {
  switch (trigger.kind) {
    case 'event':
      return t('workflow.event', { name: say(trigger.name) });
    case 'after':
      return t('workflow.after', { name: say(trigger.name) });
    case 'always':
    case 'done':
      return t(`workflow.${trigger.kind}`);
    default:
      return '';
  }
}

/** The lines on a transition's plate: what sets it off, where that holds, and what is done. */
export function plateLines(edge: TransitionEdge, titles: Titles, reader: Reader): readonly string[] {
  const { criteria, actions } = edge.row;
  return [
    triggerWords(edge, reader),
    ...(criteria === undefined ? [] : [reader.t('workflow.if', { criteria: titles.definition(criteria) })]),
    ...(actions.length === 0 ? [] : [actions.map((one) => reader.say(one)).join(' · ')]),
  ];
}

/** An action by its title, with what it is told: `Escalate (1)`, `Notify (“team lead”, Complaint at risk)`. */
export function actionText(action: Json, titles: Titles, reader: Reader): string {
  const type = isObject(action) ? action['type'] : action;
  const params = isObject(action) && isObject(action['params']) ? Object.values(action['params']) : [];
  const told = params.map((one) => {
    if (typeof one !== 'string') return String(one);
    return one.includes('/') ? titles.definition(one) : roleWords(one, reader);
  });
  return reader.say(actionTitle(String(type))) + (told.length === 0 ? '' : ` (${told.join(', ')})`);
}

/** What stands under the title of a state. */
export function stateLines({ entry, exit }: StateNode, { t, say }: Reader): readonly string[] {
  const said = (key: 'entry' | 'exit', actions: readonly Text[]) =>
    actions.length === 0 ? [] : [t(`workflow.on.${key}`, { actions: actions.map((one) => say(one)).join(' · ') })];
  return [...said('entry', entry), ...said('exit', exit)];
}

/** A transition in one line: `on Claim → In progress`. */
export function transitionWords(edge: TransitionEdge, titles: Titles, reader: Reader): string {
  const { targets } = edge.row;
  const to = targets.length === 0 ? reader.t('workflow.stays') : targets.map((one) => reader.say(one)).join(' + ');
  return `${plateLines(edge, titles, reader).join(' · ')} → ${to}`;
}

/** Pixels of a text: Chinese characters are as wide as the type is high, others about half. */
export const widthOf = (text: string, type: number): number =>
  [...text].reduce((sum, one) => sum + (/[ -ɏ‐-›]/.test(one) ? type * 0.56 : type * 1.02), 0);

const TITLE_TYPE = 14;
const SMALL_TYPE = 12;
const LINE = 17;

/** How large a state is drawn: as its longest words in either language need, so that another language moves nothing. */
export function stateSize({ title, entry, exit, shape }: StateNode): Size {
  const lines = (entry.length > 0 ? 1 : 0) + (exit.length > 0 ? 1 : 0);
  const small = [entry, exit].flatMap((actions) =>
    LANGUAGES.map((language) => widthOf(actions.map((one) => sayText(one, language)).join(' · '), SMALL_TYPE) + 84),
  );
  const titled = LANGUAGES.map((language) => widthOf(sayText(title, language), TITLE_TYPE) + 40);
  const width = Math.ceil(Math.min(280, Math.max(88, ...titled, ...(lines > 0 ? small : []))));
  return { width, height: (shape === 'group' || shape === 'regions' ? HEAD : 44) + lines * LINE };
}

/** How large a plate is. */
export function plateSize(lines: readonly string[]): Size {
  return {
    width: Math.ceil(Math.min(220, Math.max(...lines.map((line) => widthOf(line, SMALL_TYPE))) + 34)),
    height: lines.length * LINE + 6,
  };
}
