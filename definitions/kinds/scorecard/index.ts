import { below } from '../../model/json.ts';
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
  sets: scorecardSets,
  divided: ({ bands }) => (bands === undefined ? undefined : '/bands'),
  decides: true,
  lower: checkScorecard,
  prove: proveScorecard,
  words: scorecardWords,
};

/** Bins that no condition decides cannot overlap, so that their order means nothing. */
function scorecardSets({ characteristics }: Scorecard): readonly string[] {
  return characteristics.flatMap(({ bins }, i) => {
    const at = below('/characteristics', i, 'bins');
    const values = bins.map((_, bin) => below(at, bin, 'values'));
    return bins.some((bin) => 'when' in bin) ? values : [at, ...values];
  });
}
