import type { Document } from '../../model/document.ts';
import type { Computed } from '../../model/entity.ts';
import type { Message } from '../../model/text.ts';

/** What customers are asked once a request of theirs is dealt with: questions as JSON Schema, what they are called, and what answers score. */
export interface SurveyDocument extends Document {
  readonly kind: 'survey';
  /** What a request is about that is asked of: of its fields no question asks what is not for the survey's purpose. */
  readonly entity?: string;
  readonly questions: Questions;
  readonly ui: SurveyUi;
  readonly score: Computed;
  /** How long the link may be used, and how long the same customer is not asked again: time of the calendar, `P14D`. */
  readonly validFor: string;
  readonly cooldown: string;
  /** The letter with the link. */
  readonly invitation?: string;
  readonly reminders?: readonly SurveyReminder[];
}

/** A letter to whoever has not answered so long after the invitation; by the invitation's own template where none is named. */
export interface SurveyReminder {
  readonly after: string;
  readonly template?: string;
}

/** The part of JSON Schema (2020-12) that questions are written in: it is what the page shows and what the server validates by. */
export interface Questions {
  readonly type: 'object';
  readonly properties: Readonly<Record<string, Question>>;
  readonly required?: readonly string[];
  /** Questions that are asked by what others were answered. */
  readonly allOf?: readonly Branch[];
}

export interface Question {
  readonly type: 'integer' | 'string' | 'boolean' | 'array';
  readonly minimum?: number;
  readonly maximum?: number;
  readonly enum?: readonly string[];
  readonly maxLength?: number;
  readonly items?: { readonly type: 'string'; readonly enum: readonly string[] };
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: true;
}

export interface Branch {
  readonly if: { readonly properties: Readonly<Record<string, Restriction>>; readonly required: readonly string[] };
  readonly then: { readonly properties: Readonly<Record<string, Question>>; readonly required?: readonly string[] };
}

/** What an answer has to be. */
export interface Restriction {
  readonly const?: boolean | number | string;
  readonly enum?: readonly (number | string)[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly contains?: { readonly const: string };
}

/** What questions and their answers are called, and in which order they stand. */
export interface SurveyUi {
  readonly questions: Readonly<Record<string, QuestionTexts>>;
  readonly sections?: readonly { readonly title?: Message; readonly questions: readonly string[] }[];
  readonly thanks?: Message;
}

export interface QuestionTexts {
  readonly title: Message;
  readonly description?: Message;
  /** What answers are called, by the answer as text: `{ "1": …, "5": … }`, `{ "cards": … }`. */
  readonly labels?: Readonly<Record<string, Message>>;
}

export const surveyExamples: readonly SurveyDocument[] = [
  {
    kind: 'survey',
    name: 'service-satisfaction',
    title: { 'zh-CN': '服务满意度', en: 'Satisfaction with service' },
    purpose: 'service',
    questions: {
      type: 'object',
      properties: { satisfaction: { type: 'integer', minimum: 1, maximum: 5 } },
      required: ['satisfaction'],
    },
    ui: {
      questions: {
        satisfaction: {
          title: { 'zh-CN': '您对本次服务满意吗？', en: 'How satisfied are you with our service?' },
          labels: {
            '1': { 'zh-CN': '很不满意', en: 'Not at all' },
            '5': { 'zh-CN': '很满意', en: 'Very' },
          },
        },
      },
    },
    score: { text: 'satisfaction * 20', type: 'integer' },
    validFor: 'P14D',
    cooldown: 'P90D',
  },
];
