import { listed, pick2, quoted, type Speech } from '../../expression/to-words/speech.ts';
import type { Decision } from '../../model/decision.ts';
import type { Environment } from '../../model/environment.ts';
import { type Language, say } from '../../model/text.ts';
import { oneOf, speechOf } from '../words.ts';
import { type TemplateChannel, TEMPLATE_CHANNELS, type TemplateDocument, templateTexts } from './template.ts';
import { templateVariables, type Variable } from './variables.ts';

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
  const variables = templateVariables(document.entity, environment);
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
        const said = quoted(readable(text, variables, language));
        return pick2(speech, `${title}${of}：${said}`, `The ${title}${of}: ${said}`);
      }),
  ];
}

/**
 * A text as a person reads it: titles where names stand, with what is said where there is none, and in ［］ what is said only under a
 * condition: `您的投诉已受理［，我们将于〔到期时间〕前答复］。`
 */
function readable(text: string, variables: ReadonlyMap<string, Variable>, language: Language): string {
  return text.replace(/\{\{-?(.*?)-?\}\}|\{%-?\s*(\S*).*?-?%\}/gsu, (_, shown: string | undefined, tag = '') => {
    if (shown === undefined) return MARKS[String(tag)] ?? '';
    const [name = ''] = shown.trim().split(/[\s|]/u);
    const instead = /\|\s*default:\s*(['"])(.*?)\1/su.exec(shown)?.[2];
    const title = variables.get(name)?.title;
    const said = title === undefined ? name : say(title, language);
    return `〔${said}${instead === undefined ? '' : pick2({ language }, `，缺失时为${quoted(instead)}`, `, or else ${quoted(instead)}`)}〕`;
  });
}

/** What is said under a condition, and where the next alternative begins. */
const MARKS: Readonly<Record<string, string>> = {
  if: '［',
  unless: '［',
  case: '［',
  for: '［',
  elsif: '｜',
  else: '｜',
  when: '｜',
  endif: '］',
  endunless: '］',
  endcase: '］',
  endfor: '］',
};
