import { factReferences } from '../../../references.ts';
import { decideOne } from '../../decide-one.ts';
import type { ShareSegmentation } from '../../segmentation.ts';
import type { Method } from '../method.ts';
import { checkShares } from './check.ts';
import { lowerShare } from './lower.ts';
import { shareWords } from './words.ts';

/** Classes by population share, from the highest figure down. */
export const shareMethod: Method<ShareSegmentation> = {
  keys: { needs: ['of', 'classes'], may: [], ofClass: 'share' },
  classes: ({ classes }) => classes,
  references: ({ of }) => factReferences(of, '/of'),
  check: checkShares,
  scoreDecimals: () => 9,
  decide(document, context, gate) {
    const ranking = lowerShare(document, context);
    return ranking === null ? null : decideOne(document, ranking, context, gate);
  },
  // The cuts are frozen by a run: nothing about them can be proved of the definition.
  prove: () => [],
  words: (document, _, speech) => [shareWords(document, speech)],
};
