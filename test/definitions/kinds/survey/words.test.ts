import { expect, it } from 'vitest';
import { kindOf } from '../../../../definitions/kinds/index.ts';
import { LANGUAGES } from '../../../../definitions/model/text.ts';
import { libraryOf } from '../answer.ts';
import { T, scale, survey, questions, texts, more, moreTexts, branched, entity, letter } from './documents.ts';

it('reads as sentences', () => {
  const library = libraryOf(entity, letter(), {
    ...branched({ rating: { maximum: 2 } }),
    invitation: 'template/letter',
    reminders: [{ after: 'P5D' }],
  });
  const document = library.definitions.get('survey/asked')?.document;
  if (document === undefined) throw new Error('There is no survey');
  expect(LANGUAGES.map((language) => kindOf('survey')?.words(document, null, library.environment, language))).toEqual([
    [
      '请客户回答 2 个问题，链接 14 日内有效，只能回答一次；同一客户 90 日内不再邀请。',
      '“rating？”：1（bad？）至 5（good？），必答。',
      '“more？”：至多 10 字，可不答，仅当“rating？”不高于 2 时问。',
      '得分 = rating？ × 20；得分在 20 与 100 之间。',
      '以“template/letter”邀请。',
      '5 日后仍未回答的，提醒一次。',
    ],
    [
      'Asks the customer 2 questions by a link that is valid for 14 days and can be answered once; the same customer is not asked again within 90 days.',
      '“rating”: 1 (bad) to 5 (good), required.',
      '“more”: up to 10 characters, may be left out, asked only if “rating” is at most 2.',
      'Score = rating × 20; scores lie between 20 and 100.',
      'The invitation is “template/letter”.',
      'Whoever has not answered after 5 days is reminded once each time.',
    ],
  ]);
});

it('says of lists how many are chosen, and of conditions what has to be answered', () => {
  const list = { type: 'array', items: { type: 'string', enum: ['p', 'q', 'r'] }, uniqueItems: true, maxItems: 2 };
  const condition = { if: { properties: {}, required: ['list'] }, then: { properties: more } };
  const document = survey({
    ...questions({ rating: scale, list }, { required: ['rating'], allOf: [condition] }),
    ...texts({ ...moreTexts, list: { title: T('list'), labels: { p: T('P'), q: T('Q'), r: T('R') } } }),
  });
  const words = kindOf('survey')
    ?.words(document as never, null, libraryOf(survey()).environment, 'en')
    .slice(2, 4);
  expect(words).toEqual([
    '“list”: any of “P”, “Q” and “R”, at most 2, may be left out.',
    '“more”: up to 10 characters, may be left out, asked only if “list” is answered.',
  ]);
});
