import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runCases } from '../../../../definitions/cases.ts';
import { answersProblems } from '../../../../definitions/kinds/survey/answer.ts';
import { aboutProblems } from '../../../../definitions/kinds/survey/letters.ts';
import { answersThatAsk, proveSurvey } from '../../../../definitions/kinds/survey/prove.ts';
import { answersSchema, answersTo, askedOf, questionsOf } from '../../../../definitions/kinds/survey/questions.ts';
import { scoreRange } from '../../../../definitions/kinds/survey/score-range.ts';
import { scorerOf } from '../../../../definitions/kinds/survey/score.ts';
import type { SurveyDocument } from '../../../../definitions/kinds/survey/survey.ts';
import type { Json, JsonObject } from '../../../../definitions/model/json.ts';
import { libraryOf, problemsOf } from '../answer.ts';
import {
  asking,
  branched,
  ends,
  entity,
  letter,
  more,
  moreTexts,
  questions,
  rated,
  scale,
  survey,
  T,
  texts,
  when,
} from './documents.ts';

describe('what a survey may not say', () => {
  it.each<[string, JsonObject, readonly string[]]>([
    ['a scale', survey(), []],
    [
      'a scale without ends',
      survey(questions({ rating: { type: 'integer' } })),
      [
        'survey-question-bounds@/questions/properties/rating',
        'survey-label-missing@/ui/questions/rating',
        'survey-label-missing@/ui/questions/rating',
        'survey-label-unknown@/ui/questions/rating/labels/1',
        'survey-label-unknown@/ui/questions/rating/labels/5',
      ],
    ],
    [
      'a scale with nothing on it',
      survey(questions({ rating: { ...scale, minimum: 6 } })),
      [
        'survey-question-unanswerable@/questions/properties/rating',
        'survey-label-missing@/ui/questions/rating',
        'survey-label-unknown@/ui/questions/rating/labels/1',
        'survey-label-unknown@/ui/questions/rating/labels/5',
      ],
    ],
    [
      'a text of any length',
      survey({
        ...questions({ rating: scale, more: { type: 'string' } }, { required: ['rating'] }),
        ...texts(moreTexts),
      }),
      ['survey-question-bounds@/questions/properties/more'],
    ],
    [
      'a scale whose end has no label',
      survey(texts({ rating: { title: T('r'), labels: { '1': T('bad') } } })),
      ['survey-label-missing@/ui/questions/rating'],
    ],
    [
      'a label of no answer',
      survey(texts({ rating: { title: T('r'), labels: { ...ends, '6': T('more') } } })),
      ['survey-label-unknown@/ui/questions/rating/labels/6'],
    ],
    ['a question without a text', survey(texts({})), ['survey-question-untitled@/ui/questions']],
    ['a text without a question', survey(texts(moreTexts)), ['survey-question-unknown@/ui/questions/more']],
    [
      'what is required and not asked',
      survey(questions({ rating: scale }, { required: ['rating', 'ratin'] })),
      ['survey-question-unknown@/questions/required/1'],
    ],
    [
      'a question in no section',
      survey(texts(rated, { sections: [{ questions: ['other'] }] })),
      ['survey-question-unknown@/ui/sections/0/questions/0', 'survey-question-unplaced@/ui/sections'],
    ],
    [
      'a question asked in two places',
      branched({ rating: { maximum: 2 } }, { rating: scale }),
      ['survey-question-twice@/questions/allOf/0/then/properties/rating', 'survey-question-unknown@/ui/questions/more'],
    ],
    [
      'a condition that is not required',
      branched({ rating: { maximum: 2 } }, more, ['more']),
      [
        'survey-condition-open@/questions/allOf/0/if/properties/rating',
        'survey-condition-unlisted@/questions/allOf/0/if/required',
      ],
    ],
    [
      'a condition on free text',
      branched({ more: { const: 'a' } }),
      ['survey-condition-unlisted@/questions/allOf/0/if/properties/more'],
    ],
    [
      'a condition that no answer of its type is judged by',
      branched({ rating: { contains: { const: 'a' } } }),
      ['survey-condition-type@/questions/allOf/0/if/properties/rating'],
    ],
    [
      'a condition on nothing',
      branched({ ratin: { const: 1 } }),
      ['survey-question-unknown@/questions/allOf/0/if/properties/ratin'],
    ],
    ['a score that is a text', survey({ score: { text: '"a"', type: 'string' } }), ['survey-score-type@/score/type']],
    [
      'a score of what is not asked',
      survey({ score: { text: 'speed', type: 'integer' } }),
      ['unknown-name@/score/text'],
    ],
    [
      'a reminder behind the end',
      survey({ reminders: [{ after: 'P14D' }] }),
      ['survey-reminder-late@/reminders/0/after'],
    ],
    [
      'reminders out of order',
      survey({ reminders: [{ after: 'P5D' }, { after: 'P4D' }] }),
      ['survey-reminder-late@/reminders/1/after'],
    ],
    ['no cooldown', survey({ cooldown: 'P0D' }), []],
    ['a link that is never valid', survey({ validFor: 'PT0H' }), ['budget-of-nothing@/validFor']],
  ])('%s', (_, document, problems) => {
    expect(problemsOf(document)).toEqual(problems);
  });

  it.each<[string, string, readonly string[]]>([
    ['a field of the highest class', 'secret', ['survey-field-sensitive@/questions/properties/secret']],
    ['a field for another purpose', 'income', ['survey-field-purpose@/questions/properties/income']],
    ['a field for its purpose', 'known', []],
    ['what is no field', 'other', []],
  ])('asks for %s', (_, name, problems) => {
    expect(problemsOf(entity, asking(name))).toEqual(problems);
  });

  it.each<[string, JsonObject, readonly string[]]>([
    ['says the link', letter(), []],
    ['has no link', letter({}, 'a'), ['survey-template-linkless@/invitation']],
    [
      'is for staff',
      letter({ audience: 'staff', channels: { desktop: { 'zh-CN': 'a', en: 'a' } } }),
      ['survey-template-audience@/invitation'],
    ],
    ['is about something else', letter({ entity: 'entity/other' }), ['survey-template-entity@/invitation']],
  ])('has an invitation that %s', (_, template, problems) => {
    const other = { ...entity, name: 'other' };
    const asked = survey({ entity: 'entity/complaint', invitation: 'template/letter' });
    expect(problemsOf(entity, other, template, asked)).toEqual(problems);
  });
});

/** A survey drawn at random: a scale, a choice, a set and a flag, three of which decide whether the next is asked. */
const drawn = fc
  .record({
    low: fc.integer({ min: 0, max: 2 }),
    steps: fc.integer({ min: 0, max: 4 }),
    first: fc.record({ minimum: fc.integer({ min: -1, max: 7 }) }, { requiredKeys: [] }),
    second: fc.constantFrom<JsonObject>({ const: 'a' }, { enum: ['b', 'c'] }, { const: 'z' }, { enum: ['z', 'a'] }),
    third: fc.constantFrom<JsonObject>({ contains: { const: 'p' } }, { contains: { const: 'z' } }),
    upper: fc.integer({ min: -1, max: 7 }),
    isSwapped: fc.boolean(),
    required: fc.subarray(['scale', 'choice']),
    needed: fc.boolean(),
  })
  .map(({ low, steps, first, second, third, upper, isSwapped, required, needed }): SurveyDocument => {
    const branches = [
      {
        if: { properties: { scale: { ...first, maximum: upper } }, required: ['scale'] },
        then: {
          properties: {
            set: { type: 'array', items: { type: 'string', enum: ['p', 'q'] }, uniqueItems: true, minItems: 1 },
          },
          ...(needed && { required: ['set'] }),
        },
      },
      {
        if: { properties: { choice: second, set: third }, required: ['choice', 'set'] },
        then: { properties: { flag: { type: 'boolean' } } },
      },
      {
        if: { properties: { flag: { const: true }, scale: { minimum: 1 } }, required: ['flag', 'scale'] },
        then: { properties: { last: { type: 'boolean' } }, ...(needed && { required: ['last'] }) },
      },
    ];
    return {
      kind: 'survey',
      name: 'drawn',
      questions: {
        type: 'object',
        properties: {
          scale: { type: 'integer', minimum: low, maximum: low + steps },
          choice: { type: 'string', enum: ['a', 'b', 'c'] },
        },
        required,
        allOf: isSwapped ? branches.toReversed() : branches,
      },
      ui: {
        questions: Object.fromEntries(
          ['scale', 'choice', 'set', 'flag', 'last'].map((name) => [name, { title: T(name) }]),
        ),
      },
      score: { text: 'if flag then scale + 10 else if choice = "a" then 3 - scale else scale', type: 'integer' },
      validFor: 'P1D',
      cooldown: 'P1D',
    } as SurveyDocument;
  });
const answer: fc.Arbitrary<Json> = fc.constantFrom<Json>(
  0,
  1,
  3,
  5,
  1.5,
  'a',
  'b',
  'z',
  '',
  true,
  false,
  null,
  ['p'],
  ['p', 'q'],
  ['q', 'q'],
  ['z'],
  [],
  {},
);
const answers = fc.dictionary(
  fc.constantFrom('scale', 'choice', 'set', 'flag', 'last', 'other', 'constructor'),
  answer,
) as fc.Arbitrary<JsonObject>;
const ajv = new Ajv2020({ strict: false });
/** All sets of answers that the schema takes, by another's validator: every combination of answers and gaps. */
function taken(document: SurveyDocument): readonly JsonObject[] {
  const isTaken = ajv.compile(answersSchema(document));
  const all = questionsOf(document).reduce<readonly JsonObject[]>(
    (sets, { name, question }) =>
      sets.flatMap((set) => [set, ...(answersTo(question) ?? []).map((one) => ({ ...set, [name]: one }))]),
    [{}],
  );
  return all.filter((one) => isTaken(one));
}
const { environment } = libraryOf(survey());

describe('answers', () => {
  it('are taken by the schema of a survey that asks everybody the same', () => {
    const isTaken = ajv.compile(answersSchema(survey() as unknown as SurveyDocument));
    expect([{ rating: 3 }, { rating: 6 }, {}, { rating: 3, other: 1 }].map((one) => isTaken(one))).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  it('are taken where another’s validator takes them by the one schema', () => {
    fc.assert(
      fc.property(drawn, fc.array(answers, { minLength: 20, maxLength: 20 }), (document, sets) => {
        const isTaken = ajv.compile(answersSchema(document));
        for (const one of [...sets, ...taken(document).slice(0, 20)])
          expect([one, answersProblems(document, one).length === 0]).toEqual([one, isTaken(one)]);
      }),
      { numRuns: 60 },
    );
  });

  it('ask a question that is proved to be asked, and no other, and lie within the range of scores that is said', () => {
    fc.assert(
      fc.property(drawn, (document) => {
        const all = taken(document);
        for (const one of questionsOf(document)) {
          const isReached = all.some((set) => askedOf(document, set).some(({ name }) => name === one.name));
          expect([one.name, answersThatAsk(one, document) !== undefined]).toEqual([one.name, isReached]);
        }
        const figures = all.map((set) => {
          const { flag, choice, scale: rating } = set as { flag?: boolean; choice?: string; scale?: number };
          const scored = flag === true ? 10 + Number(rating) : choice === 'a' ? 3 - Number(rating) : Number(rating);
          return rating === undefined ? null : scored;
        });
        expect(all.map((set) => scorerOf(document, environment)?.(set))).toEqual(figures);
        const known = figures.filter((figure) => figure !== null);
        const range = scoreRange(document, environment);
        expect([range?.minimum, range?.maximum, range?.missing !== undefined]).toEqual([
          Math.min(...known),
          Math.max(...known),
          known.length < figures.length,
        ]);
      }),
      { numRuns: 60 },
    );
  });
});

it('is refuted by answers that do not score, and by a question that no answers lead to', () => {
  const open = survey({ ...questions({ rating: scale }) }) as unknown as SurveyDocument;
  const [, score] = proveSurvey(open, null, environment, { nodes: 1 });
  expect([score?.verdict, score?.problem?.code, score?.problem?.witness]).toEqual([
    'refuted',
    'survey-score-missing',
    { answers: {} },
  ]);
  const never = branched({ rating: { minimum: 4, maximum: 3 } }) as unknown as SurveyDocument;
  const [asked] = proveSurvey(never, null, environment, { nodes: 1 });
  expect([asked?.verdict, asked?.problem?.code, asked?.pointer]).toEqual([
    'refuted',
    'survey-question-unreachable',
    '/questions/allOf/0/then/properties/more',
  ]);
  const circle = survey({
    ...questions(
      { rating: scale },
      {
        required: ['rating'],
        allOf: [
          when({ one: { const: true } }, { two: { type: 'boolean' } }),
          when({ two: { const: true } }, { one: { type: 'boolean' } }),
        ],
      },
    ),
    ...texts({ ...rated, one: { title: T('one') }, two: { title: T('two') } }),
  }) as unknown as SurveyDocument;
  expect(proveSurvey(circle, null, environment, { nodes: 1 }).map(({ verdict }) => verdict)).toEqual([
    'refuted',
    'refuted',
    'proved',
  ]);
});

it('shows by its cases what answers score and what is asked', () => {
  const cases = [
    {
      name: 'asked more',
      given: { answers: { rating: 1, more: 'a' } },
      expect: { score: 20, asked: ['rating', 'more'] },
    },
    {
      name: 'too long',
      given: { answers: { rating: 1, more: 'a'.repeat(11) } },
      expect: { score: null, problems: ['survey-answer-unfit'] },
    },
    { name: 'wrong', given: { answers: { rating: 5 } }, expect: { score: 20 } },
  ];
  const library = libraryOf({ ...branched({ rating: { maximum: 2 } }), cases });
  expect(runCases(library, 'survey/asked').map(({ passed }) => passed)).toEqual([true, true, false]);
});

it('follows no request while no letter brings its link', () => {
  const found = aboutProblems('survey/asked', undefined, environment, { pointer: '/survey' });
  expect(found.map(({ code }) => code)).toEqual(['survey-uninvited']);
});
