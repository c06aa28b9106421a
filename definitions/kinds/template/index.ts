import type { Case } from '../../model/document.ts';
import type { Environment } from '../../model/environment.ts';
import type { Json } from '../../model/json.ts';
import type { Answer, Kind } from '../kind.ts';
import { checkTemplate } from './check.ts';
import { type MessageGiven, renderTemplate } from './render.ts';
import { sampleTexts } from './sample.ts';
import { type TemplateDocument, templateExamples, templateSchema } from './template.ts';
import { templateWords } from './words.ts';

/** Templates: what is written to customers and to staff. */
export const templateKind: Kind<TemplateDocument> = {
  name: 'template',
  title: { 'zh-CN': '消息模板', en: 'Template' },
  schema: templateSchema,
  examples: templateExamples,
  references: ({ entity }) => [{ pointer: '/entity', target: entity }],
  decides: false,
  lower: (document, environment) => ({ decision: null, problems: checkTemplate(document, environment) }),
  // That every text can be read, and leaves nothing blank, its check says of every record there may be.
  prove: () => [],
  words: templateWords,
  computedWords: sampleTexts,
  answer: answerCase,
  expectsMembers: true,
};

/** What is sent about the record of a case, in both languages. The schema of cases holds. */
function answerCase({ given }: Case, document: TemplateDocument, environment: Environment): Answer {
  const { text, problems } = renderTemplate(document, environment, given as unknown as MessageGiven);
  return { value: { text: text as unknown as Json }, problems };
}
