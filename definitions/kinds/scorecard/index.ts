import { type Kind, namedItems } from '../kind.ts';
import { checkScorecard } from './check.ts';
import { lowerScorecard } from './lower.ts';
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
  check: checkScorecard,
  lower: (document, environment) => {
    const { decision } = lowerScorecard(document, environment);
    if (decision === null) throw new Error(`scorecard/${document.name} is lowered although its check found errors`);
    return decision;
  },
  prove: proveScorecard,
  words: scorecardWords,
};
