import { factReferences } from '../../../references.ts';
import { checkFigure, checkWeights } from '../../../figure-problems.ts';
import { writtenIn } from '../../../../proofs/index-nodes.ts';
import { proveBands } from '../../../../proofs/prove-bands.ts';
import { proveMonotone } from '../../../../proofs/monotone/prove-monotone.ts';
import type { Bins } from '../../../../model/expression.ts';
import type { Problem } from '../../../../model/problem.ts';
import type { Proof } from '../../../../model/proof.ts';
import type { Text } from '../../../../model/text.ts';
import { decideOne } from '../../decide-one.ts';
import type { CompositeSegmentation } from '../../segmentation.ts';
import type { ClassQuestion, Method } from '../method.ts';
import { lowerComposite } from './lower.ts';
import { overridableValue } from './overridable.ts';
import { compositeWords, missingScoreWords } from './words.ts';

/** A weighted mean of scores, cut into classes. */
export const compositeMethod: Method<CompositeSegmentation> = {
  keys: { needs: ['decimals', 'scores', 'classes'], may: [], ofClass: 'in' },
  classes: ({ classes }) => classes,
  references: ({ scores }) => scores.flatMap(({ of }, i) => factReferences(of, `/scores/${i}/of`)),
  check,
  scoreDecimals: ({ decimals }) => decimals,
  overridable: overridableValue,
  decide(document, context, gate) {
    const ranking = lowerComposite(document, context);
    return ranking === null ? null : decideOne(document, ranking, context, gate);
  },
  prove,
  words: (document, decision, speech) => [
    compositeWords(document, writtenIn(decision).bins.get('/classes'), speech),
    ...missingScoreWords(document, speech),
  ],
};

function check({ name, scores }: CompositeSegmentation): readonly Problem[] {
  const at = (pointer: string) => ({ definition: `segmentation/${name}`, pointer });
  const weights = scores.map(({ weight }) => weight);
  return [
    ...checkWeights(weights, (i) => at(`/scores/${i}`), at('/scores'), true),
    ...scores.flatMap(({ ifMissing }, i) =>
      typeof ifMissing === 'number' ? checkFigure(ifMissing, at(`/scores/${i}/ifMissing`)) : [],
    ),
  ];
}

/** The classes partition what the score reaches, and it follows the direction of its measures. */
function prove(document: CompositeSegmentation, question: ClassQuestion): readonly Proof[] {
  const { decision, written, setting, path, applies, excepted } = question;
  const bins = written.bins.get('/classes');
  if (bins === undefined) return [];
  const score = bins.on;
  const at = { definition: decision.id, pointer: '/scores' };
  const title = document.title ?? document.name;
  const monotone = score === null ? [] : proveMonotone({ score, gate: applies }, true, title, at, setting);
  const elsewhere = (i: number) => excepted(classAt(document, bins, i)?.name ?? '');
  const what = {
    partition: 'classes-partition',
    reachable: 'classes-reachable',
    title,
    names: bins.bins.map((_, i): Text => classAt(document, bins, i)?.title ?? classAt(document, bins, i)?.name ?? ''),
    places: bins.bins.map(({ origin }) => origin),
    place: { definition: decision.id, pointer: '/classes' },
    elsewhere,
  } as const;
  return [...proveBands(bins, what, setting, path), ...monotone];
}

const classAt = ({ classes }: CompositeSegmentation, { bins }: Bins, i: number) =>
  classes[Number(bins[i]?.origin.pointer.split('/')[2])];
