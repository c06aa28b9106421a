import { bilingual } from './bilingual.ts';

/** What the page of a survey says to whoever holds its link. */
export const surveyTexts = bilingual(
  {
    'survey.until': 'You can answer until {{until}}.',
    'survey.once': 'Your answers count once.',
    'survey.optional': 'may be left out',
    'survey.yes': 'Yes',
    'survey.no': 'No',
    'survey.send': 'Send the answers',
    'survey.open_one': 'One answer is missing or does not fit.',
    'survey.open_other': '{{n}} answers are missing or do not fit.',
    'survey.thanks': 'Thank you for your answers.',
    'survey.closed': 'This survey cannot be answered',
    'survey.language': 'Language',
  },
  {
    'survey.until': '请于{{until}}前回答。',
    'survey.once': '只能回答一次。',
    'survey.optional': '可不答',
    'survey.yes': '是',
    'survey.no': '否',
    'survey.send': '提交答案',
    'survey.open_other': '有 {{n}} 项尚未回答或不合要求。',
    'survey.thanks': '感谢您的回答。',
    'survey.closed': '此问卷无法回答',
    'survey.language': '语言',
  },
);
