import type { Document } from '../../model/document.ts';
import type { JsonObject } from '../../model/json.ts';
import { LANGUAGES, type Language, type Message } from '../../model/text.ts';
import { kindSchema } from '../kind-schema.ts';
import { mention, object, textInBoth, title } from '../schema.ts';

/** What is written to customers or to staff about a request: a text a channel and language, in Liquid. */
export interface TemplateDocument extends Document {
  readonly kind: 'template';
  readonly entity: string;
  readonly audience: 'customer' | 'staff';
  readonly channels: TemplateChannels;
}

/** The texts of each channel: Liquid in a template, what is sent in a message. */
export interface TemplateChannels {
  readonly sms?: Message;
  readonly email?: { readonly subject: Message; readonly body: Message };
  readonly desktop?: Message;
}

export type TemplateChannel = keyof TemplateChannels;

/** The channels, in the order in which they are shown: notices to staff; to a customer a letter by the first that reaches him. */
export const TEMPLATE_CHANNELS: readonly TemplateChannel[] = ['desktop', 'email', 'sms'];

/** One text of a template, where it stands, and how what it inserts is escaped. */
export interface TemplateText {
  readonly path: readonly string[];
  readonly language: Language;
  readonly escape: 'html' | 'plain';
  readonly text: string;
}

/** All texts, in the order of `TEMPLATE_CHANNELS` and `LANGUAGES`. The body of an e-mail is HTML, everything else plain text. */
export function templateTexts({ channels }: Pick<TemplateDocument, 'channels'>): readonly TemplateText[] {
  const { email } = channels;
  const parts: readonly (readonly [readonly string[], Message | undefined, TemplateText['escape']])[] = [
    [['desktop'], channels.desktop, 'plain'],
    [['email', 'subject'], email?.subject, 'plain'],
    [['email', 'body'], email?.body, 'html'],
    [['sms'], channels.sms, 'plain'],
  ];
  return parts.flatMap(([path, message, escape]) =>
    message === undefined
      ? []
      : LANGUAGES.map((language) => ({ path: [...path, language], language, escape, text: message[language] })),
  );
}

/** The texts of each channel. */
const CHANNELS: JsonObject = object(
  {
    sms: textInBoth(1000, '短信', 'Text message'),
    email: {
      ...title('电子邮件', 'E-mail'),
      ...object({ subject: textInBoth(500, '主题', 'Subject'), body: textInBoth(50_000, '正文', 'Body') }, [
        'subject',
        'body',
      ]),
    },
    desktop: textInBoth(2000, '站内消息', 'Notice'),
  },
  [],
  { minProperties: 1 },
);

/** What a case expects of a text: one language is enough, and it may be empty. */
const expectedTexts: JsonObject = {
  type: 'object',
  ...title('文字', 'Text'),
  properties: { sms: { type: 'object' }, email: { type: 'object' }, desktop: { type: 'object' } },
  additionalProperties: false,
  minProperties: 1,
};

export const templateSchema: JsonObject = kindSchema({
  kind: 'template',
  zh: '消息模板',
  en: 'Template',
  description: {
    'zh-CN': '写给客户或员工的消息，每个渠道中英文各一，以 Liquid 书写；插入的内容一律转义。',
    en: 'What is written to customers or staff about a request: a text a channel, in both languages, in Liquid. What is inserted is always escaped.',
  },
  properties: {
    entity: mention('实体', 'Entity', 'entity'),
    audience: { enum: ['customer', 'staff'], ...title('收件人', 'Audience') },
    channels: { ...title('渠道', 'Channels'), ...CHANNELS },
  },
  required: ['entity', 'audience', 'channels'],
  cases: {
    given: object(
      {
        facts: { type: 'object', ...title('事实', 'Facts') },
        request: { type: 'object', ...title('请求', 'Request') },
        clock: { type: 'object', ...title('时钟', 'Clock') },
        survey: { type: 'object', ...title('问卷', 'Survey') },
      },
      ['facts'],
    ),
    expect: object({ text: expectedTexts, problems: { type: 'array', items: { type: 'string' } } }, [], {
      minProperties: 1,
    }),
  },
});

export const templateExamples: readonly TemplateDocument[] = [
  {
    kind: 'template',
    name: 'acknowledgement',
    title: { 'zh-CN': '受理通知', en: 'Acknowledgement' },
    purpose: 'contact',
    entity: 'entity/complaint',
    audience: 'customer',
    channels: {
      sms: {
        'zh-CN': '您的请求 {{ request.number }} 已受理，我们将于{{ clock.dueAt }}前答复。',
        en: 'Your request {{ request.number }} has been received. We will reply before {{ clock.dueAt }}.',
      },
    },
  },
];
