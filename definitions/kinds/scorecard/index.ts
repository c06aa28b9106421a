import { type Kind, namedItems } from '../kind.ts';
import { checkScorecard } from './check.ts';
import { proveScorecard } from './prove.ts';
import { scorecardReferences } from './references.ts';
import { scorecardExamples, scorecardSchema } from './schema.ts';
import type { Scorecard } from './scorecard.ts';
import { scorecardWords } from './words.ts';

/** Scorecards: facts become points by bins, points a score, the score a band. */
export const scorecardKind: Kind<Scorecard> = {
  name: 'scorecard',
  title: { 'zh-CN': '评分卡', en: 'Scorecard' },
  schema: scorecardSchema,
  examples: scorecardExamples,
  references: scorecardReferences,
  names: ({ characteristics, bands }) => [
    namedItems(characteristics, '/characteristics'),
    namedItems(bands ?? [], '/bands'),
  ],
  decides: true,
  lower: checkScorecard,
  prove: proveScorecard,
  words: scorecardWords,
};
