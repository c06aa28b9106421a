import { listed, pick2, quoted, type Speech, spoken } from '../../expression/to-words/speech.ts';
import { isObject, type Json, type JsonObject } from '../../model/json.ts';
import { roleWords } from '../members.ts';
import type { ActionType } from './action-schemas.ts';
import { delayWords, eventTitle } from './names.ts';
import type { WorkflowDocument } from './workflow.ts';

/** What an action does, as the end of a sentence about a request. */
export function actionWords(action: JsonObject, document: WorkflowDocument, speech: Speech): string {
  const params = isObject(action['params']) ? action['params'] : {};
  const text = (key: string) => String(params[key] ?? '');
  const titleOf = (id: string) => {
    const title = speech.environment.document(id)?.title;
    return quoted(title === undefined ? id.replace(/^.*\//, '') : spoken(speech, title));
  };
  const say = (zh: string, en: string) => pick2(speech, zh, en);
  const type = String(action['type']) as ActionType;
  switch (type) {
    case 'assign':
      return assigned(text('to'), speech);
    case 'move-queue':
      return say(`转入队列${titleOf(text('queue'))}`, `it moves to the queue ${titleOf(text('queue'))}`);
    case 'raise-priority':
      return say(`优先级提高 ${text('by')} 级`, `its priority rises by ${text('by')}`);
    case 'notify':
      return say(
        `以${titleOf(text('template'))}通知${recipient(text('to'), speech)}`,
        `${recipient(text('to'), speech)} is told by ${titleOf(text('template'))}`,
      );
    case 'escalate': {
      const queue =
        params['toQueue'] === undefined
          ? ''
          : say(`，转入${titleOf(text('toQueue'))}`, ` and moves to ${titleOf(text('toQueue'))}`);
      return say(
        `升级至上 ${text('level')} 级机构${queue}`,
        `it is escalated by ${text('level')} level${text('level') === '1' ? '' : 's'}${queue}`,
      );
    }
    case 'start-survey':
      return params['survey'] === undefined
        ? say('发起问卷', 'a survey is sent')
        : say(`发起问卷${titleOf(text('survey'))}`, `the survey ${titleOf(text('survey'))} is sent`);
    case 'call-webhook':
      return say(`调用回调${quoted(text('webhook'))}`, `the webhook ${quoted(text('webhook'))} is called`);
    case 'set-field':
      return setField(params, document, speech);
    case 'require-approval':
      return say(
        `按${titleOf(text('limits'))}提请审批${approval(params, speech)}`,
        `approval by ${titleOf(text('limits'))} is required${approval(params, speech)}`,
      );
    case 'link':
      return say(
        `关联为${RELATIONS[text('as')]?.['zh-CN'] ?? ''}`,
        `it is linked as ${RELATIONS[text('as')]?.en ?? ''}`,
      );
    case 'raise': {
      const event = eventTitle(text('event'), document, speech);
      if (params['delay'] === undefined) return say(`引发${event}`, `${event} is raised`);
      const delay = delayWords(text('delay'), document, speech);
      return say(`满${delay}后引发${event}`, `${event} is raised after ${delay}`);
    }
  }
}

function assigned(to: string, speech: Speech): string {
  const told: Readonly<Record<string, readonly [zh: string, en: string]>> = {
    actor: ['由操作人处理', 'who caused it works on it'],
    queue: ['按队列方式分派', 'it is assigned by the strategy of its queue'],
    previous: ['由上一位处理人处理', 'who had it before works on it'],
    nobody: ['退回未分派', 'it is assigned to nobody'],
  };
  const [zh, en] = told[to] ?? [to, to];
  return pick2(speech, zh, en);
}

function recipient(to: string, speech: Speech): string {
  const told: Readonly<Record<string, readonly [zh: string, en: string]>> = {
    customer: ['客户', 'the customer'],
    assignee: ['处理人', 'who works on it'],
    requester: ['提出人', 'who made it'],
  };
  const [zh, en] = told[to] ?? [roleWords(to, speech), roleWords(to, speech)];
  return pick2(speech, zh, en);
}

function setField(params: JsonObject, document: WorkflowDocument, speech: Speech): string {
  const name = String(params['field']);
  const title = speech.environment.entity(document.entity)?.fields.get(name)?.title ?? name;
  const field = quoted(spoken(speech, title));
  if (params['fromData'] !== undefined) {
    const data = quoted(String(params['fromData']));
    return pick2(speech, `${field}取自事件中的${data}`, `${field} is taken from ${data} of the event`);
  }
  const value = params['value'] ?? null;
  if (value === null) return pick2(speech, `清空${field}`, `${field} is emptied`);
  return pick2(speech, `${field}设为${quoted(String(value))}`, `${field} becomes ${quoted(String(value))}`);
}

function approval(params: JsonObject, speech: Speech): string {
  const states = Array.isArray(params['rejectTo'])
    ? (params['rejectTo'] as readonly Json[]).map((one) => quoted(String(one)))
    : [];
  const share = String(params['atLeast'] ?? '');
  const parts = [
    share !== ''
      ? pick2(speech, `至少 ${share} 同意`, `by at least ${share} of them`)
      : params['mode'] === 'any'
        ? pick2(speech, '任一人同意即可', 'one of them is enough')
        : pick2(speech, '全部同意', 'by all of them'),
    ...(params['sequence'] === true ? [pick2(speech, '依次签署', 'one after another')] : []),
    ...(params['mayAdd'] === true ? [pick2(speech, '可以加签', 'others may be added')] : []),
    ...(states.length === 0
      ? []
      : [pick2(speech, `可驳回至${listed(speech, states, 'or')}`, `sent back to ${listed(speech, states, 'or')}`)]),
    ...(params['delegate'] === 'absence' ? [pick2(speech, '不在时由代理人签署', 'by a stand-in in absence')] : []),
    ...(params['once'] === true ? [pick2(speech, '同一人只签一次', 'a person signs once')] : []),
  ];
  return pick2(speech, `（${parts.join('，')}）`, ` (${parts.join(', ')})`);
}

const RELATIONS: Readonly<Record<string, { readonly 'zh-CN': string; readonly en: string }>> = {
  duplicate: { 'zh-CN': '重复件', en: 'a duplicate' },
  'follow-up': { 'zh-CN': '后续件', en: 'a follow-up' },
  related: { 'zh-CN': '相关件', en: 'related' },
  parent: { 'zh-CN': '上级件', en: 'the parent' },
  child: { 'zh-CN': '下级件', en: 'a child' },
};
