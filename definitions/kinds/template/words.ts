import { listed, pick2, quoted, type Speech } from '../../expression/to-words/speech.ts';
import type { Decision } from '../../model/decision.ts';
import type { Environment } from '../../model/environment.ts';
import type { Language } from '../../model/text.ts';
import { oneOf, speechOf } from '../words.ts';
import { type TemplateChannel, TEMPLATE_CHANNELS, type TemplateDocument, templateTexts } from './template.ts';

const CHANNELS: Readonly<Record<TemplateChannel, readonly [zh: string, en: string]>> = {
  desktop: ['站内消息', 'notice'],
  email: ['电子邮件', 'e-mail'],
  sms: ['短信', 'text message'],
};

/** What a channel of messages is called. */
export const templateChannelTitle = (channel: TemplateChannel, speech: Pick<Speech, 'language'>): string =>
  pick2(speech, ...CHANNELS[channel]);

/** A template as sentences: to whom, about what and by which channels, then each text in the reader's language. */
export function templateWords(
  document: TemplateDocument,
  _decision: Decision | null,
  environment: Environment,
  language: Language,
): readonly string[] {
  const speech = speechOf(environment, language, document.entity);
  const channels = TEMPLATE_CHANNELS.filter((channel) => document.channels[channel] !== undefined);
  const by = listed(
    speech,
    channels.map((channel) => templateChannelTitle(channel, speech)),
    'or',
  );
  const one = oneOf(speech, document.entity);
  const isCustomer = document.audience === 'customer';
  return [
    pick2(
      speech,
      `就一件${one}以${by}告知${isCustomer ? '客户' : '员工'}。`,
      `Tells ${isCustomer ? 'the customer' : 'staff'} about one ${one} by ${by}.`,
    ),
    ...templateTexts(document)
      .filter((text) => text.language === language)
      .map(({ path: [channel = '', part], text }) => {
        const title = templateChannelTitle(channel as TemplateChannel, speech);
        const of =
          part === 'subject'
            ? pick2(speech, '的主题', '’s subject')
            : part === 'body'
              ? pick2(speech, '的正文', '’s body')
              : '';
        return pick2(speech, `${title}${of}：${quoted(text)}`, `The ${title}${of}: ${quoted(text)}`);
      }),
  ];
}
