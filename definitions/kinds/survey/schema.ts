import type { JsonObject } from '../../model/json.ts';
import { CAMEL_NAME, LENGTH } from '../forms.ts';
import { kindSchema } from '../kind-schema.ts';
import { camelName, dictionary, formed, list, mention, object, textInBoth, title } from '../schema.ts';
import { piece } from '../schema-pieces.ts';

const MEMBERS = list(
  { type: 'string', minLength: 1, maxLength: 100 },
  { minItems: 1, maxItems: 100, uniqueItems: true },
);
const NAMES = list(camelName('问题', 'Question'), { maxItems: 100, uniqueItems: true });
const QUESTIONS = dictionary(CAMEL_NAME, { $ref: '#/$defs/question' }, { maxProperties: 100 });

const QUESTION: JsonObject = {
  ...title('问题', 'Question'),
  ...object(
    {
      type: { enum: ['integer', 'string', 'boolean', 'array'], ...title('类型', 'Type') },
      minimum: { type: 'integer', ...title('最小值', 'Minimum') },
      maximum: { type: 'integer', ...title('最大值', 'Maximum') },
      enum: { ...MEMBERS, ...title('可选答案', 'Possible answers') },
      maxLength: { type: 'integer', minimum: 1, maximum: 5000, ...title('最多字数', 'Longest text') },
      items: {
        ...title('可选答案', 'Possible answers'),
        ...object({ type: { const: 'string' }, enum: { ...MEMBERS, maxItems: 12 } }, ['type', 'enum']),
      },
      minItems: { type: 'integer', minimum: 0, maximum: 12, ...title('至少选', 'At least') },
      maxItems: { type: 'integer', minimum: 1, maximum: 12, ...title('至多选', 'At most') },
      uniqueItems: { const: true, ...title('不重复', 'Each once') },
    },
    ['type'],
  ),
};

const RESTRICTION: JsonObject = object(
  {
    const: { type: ['boolean', 'number', 'string'], maxLength: 100, ...title('等于', 'Equal to') },
    enum: list(
      { type: ['number', 'string'], maxLength: 100 },
      { minItems: 1, maxItems: 100, ...title('之一', 'One of') },
    ),
    minimum: { type: 'integer', ...title('不低于', 'At least') },
    maximum: { type: 'integer', ...title('不高于', 'At most') },
    contains: { ...title('包含', 'Contains'), ...object({ const: { type: 'string', maxLength: 100 } }, ['const']) },
  },
  [],
  { minProperties: 1 },
);

const BRANCH: JsonObject = object(
  {
    if: {
      ...title('当', 'If'),
      ...object(
        {
          properties: dictionary(CAMEL_NAME, RESTRICTION, { minProperties: 1, maxProperties: 20 }),
          required: { ...NAMES, minItems: 1 },
        },
        ['properties', 'required'],
      ),
    },
    then: {
      ...title('则问', 'Then ask'),
      ...object({ properties: { ...QUESTIONS, minProperties: 1 }, required: NAMES }, ['properties']),
    },
  },
  ['if', 'then'],
);

const UI: JsonObject = object(
  {
    questions: {
      ...title('问题的文字', 'Texts of the questions'),
      ...dictionary(
        CAMEL_NAME,
        object(
          {
            title: textInBoth(500, '问题', 'Question'),
            description: textInBoth(1000, '说明', 'Description'),
            labels: {
              type: 'object',
              additionalProperties: textInBoth(200, '名称', 'Label'),
              maxProperties: 1001,
              ...title('答案的名称', 'What answers are called'),
            },
          },
          ['title'],
        ),
        { maxProperties: 200 },
      ),
    },
    sections: list(
      object({ title: textInBoth(200, '标题', 'Title'), questions: { ...NAMES, minItems: 1 } }, ['questions']),
      {
        maxItems: 50,
        ...title('各节', 'Sections'),
      },
    ),
    thanks: textInBoth(1000, '致谢', 'Thanks'),
  },
  ['questions'],
);

export const surveySchema: JsonObject = kindSchema({
  kind: 'survey',
  zh: '问卷',
  en: 'Survey',
  description: {
    'zh-CN': '请求办结后请客户回答的问题：问题以 JSON Schema 书写，页面与校验共用一份；答案按公式计分。',
    en: 'What customers are asked once a request is dealt with: questions as one JSON Schema, which the page shows and answers are validated by, and what answers score.',
  },
  properties: {
    entity: mention('实体', 'Entity', 'entity'),
    questions: {
      ...title('问题', 'Questions'),
      ...object(
        {
          type: { const: 'object' },
          properties: { ...QUESTIONS, minProperties: 1 },
          required: { ...NAMES, ...title('必答', 'Required') },
          allOf: list(BRANCH, { maxItems: 50, ...title('按答案追问', 'Asked by answers') }),
        },
        ['type', 'properties'],
      ),
    },
    ui: { ...title('文字与次序', 'Texts and order'), ...UI },
    score: piece('computed', '得分', 'Score'),
    validFor: formed(LENGTH, '链接有效期', 'Link valid for'),
    cooldown: formed(LENGTH, '冷却期', 'Cooldown'),
    invitation: mention('邀请', 'Invitation', 'template'),
    reminders: list(
      object(
        {
          after: formed(LENGTH, '邀请之后', 'After the invitation'),
          template: mention('模板', 'Template', 'template'),
        },
        ['after'],
      ),
      { maxItems: 10, ...title('提醒', 'Reminders') },
    ),
  },
  required: ['questions', 'ui', 'score', 'validFor', 'cooldown'],
  defs: { question: QUESTION },
  cases: {
    given: object({ answers: { type: 'object', ...title('答案', 'Answers') } }, ['answers']),
    expect: object(
      {
        score: { type: ['number', 'string', 'null'], ...title('得分', 'Score') },
        asked: list({ type: 'string' }, title('所问', 'Asked')),
        problems: list({ type: 'string' }),
      },
      [],
      { minProperties: 1 },
    ),
  },
});
