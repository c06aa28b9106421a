import { listed, lowerFirst, pick2, quoted, type Speech, spoken } from '../../expression/to-words/speech.ts';
import type { Decision } from '../../model/decision.ts';
import type { Environment } from '../../model/environment.ts';
import type { Language } from '../../model/text.ts';
import { parseBudget } from '../../time/time-budget.ts';
import { timeWords } from '../budget.ts';
import { oneOf, speechOf } from '../words.ts';
import type { RequestTypeDocument } from './request-type.ts';

/** A request type as sentences: its number and who gets it, its form, what counts as a duplicate, where it comes from. */
export function requestTypeWords(
  document: RequestTypeDocument,
  _decision: Decision | null,
  environment: Environment,
  language: Language,
): readonly string[] {
  const speech = speechOf(environment, language, document.entity);
  return [
    headWords(document, speech),
    ...formWords(document, speech),
    ...duplicateWords(document, speech),
    ...channelWords(document, speech),
  ];
}

function headWords({ entity, number, routing }: RequestTypeDocument, speech: Speech): string {
  const title = speech.environment.document(routing)?.title;
  const table = quoted(title === undefined ? routing : spoken(speech, title));
  const one = oneOf(speech, entity);
  return pick2(
    speech,
    `每一件${one}编号为 ${number}，由${table}分派到队列。`,
    `Each ${one} is numbered ${number} and sent to its queue by ${table}.`,
  );
}

function formWords({ entity, form }: RequestTypeDocument, speech: Speech): readonly string[] {
  return (form?.sections ?? []).map(({ title, fields }) => {
    const names = listed(
      speech,
      fields.map((field) => fieldTitle(field, entity, speech)),
      'and',
    );
    return pick2(
      speech,
      `登记表的${quoted(spoken(speech, title))}：${names}。`,
      `The form’s section ${quoted(spoken(speech, title))}: ${names}.`,
    );
  });
}

function duplicateWords({ entity, duplicates }: RequestTypeDocument, speech: Speech): readonly string[] {
  if (duplicates === undefined) return [];
  const names = listed(
    speech,
    duplicates.sameCustomerAnd.map((field) => fieldTitle(field, entity, speech)),
    'and',
  );
  const budget = parseBudget({ elapsed: duplicates.within });
  const span = budget?.kind === 'elapsed' ? spanWords(budget.milliseconds, speech) : duplicates.within;
  const [zh, en] = {
    'offer-merge': ['提示合并', 'merging is offered'],
    warn: ['提示登记人', 'who registers it is warned'],
    refuse: ['不予登记', 'it is not registered'],
  }[duplicates.do];
  return [
    pick2(
      speech,
      `同一客户在 ${span}内${names}相同的视为重复，${zh}。`,
      `Of one customer within ${span} the same ${names} counts as a duplicate: ${en}.`,
    ),
  ];
}

function spanWords(milliseconds: number, speech: Speech): string {
  const days = milliseconds / 86_400_000;
  if (!Number.isInteger(days)) return timeWords(speech, milliseconds);
  return pick2(speech, `${days} 日`, `${days} day${days === 1 ? '' : 's'}`);
}

function channelWords({ channels }: RequestTypeDocument, speech: Speech): readonly string[] {
  if (channels === undefined) return [];
  const names = listed(
    speech,
    channels.map((channel) => channelTitle(channel, speech)),
    'and',
  );
  return [pick2(speech, `受理渠道：${names}。`, `It comes by: ${names}.`)];
}

/** Channels that every bank has by their names; others as they are written. */
export function channelTitle(channel: string, speech: Pick<Speech, 'language'>): string {
  const known = Object.hasOwn(CHANNELS, channel) ? CHANNELS[channel] : undefined;
  return known === undefined ? quoted(channel) : pick2(speech, known[0], known[1]);
}

const CHANNELS: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  branch: ['网点', 'branch'],
  phone: ['电话', 'telephone'],
  web: ['网上', 'web'],
  app: ['手机银行', 'mobile banking'],
  wechat: ['微信', 'WeChat'],
  email: ['电子邮件', 'e-mail'],
  mail: ['信函', 'mail'],
  sms: ['短信', 'text message'],
  visit: ['上门', 'visit'],
  regulator: ['监管转办', 'regulator'],
  api: ['接口', 'interface'],
};

function fieldTitle(field: string, entity: string, speech: Speech): string {
  const title = speech.environment.entity(entity)?.fields.get(field)?.title;
  return lowerFirst(speech, title === undefined ? field : spoken(speech, title));
}
