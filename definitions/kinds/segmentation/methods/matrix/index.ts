import { factReferences } from '../../../references.ts';
import type { MatrixSegmentation } from '../../segmentation.ts';
import { decideOne } from '../../decide-one.ts';
import { writtenIn } from '../../../../proofs/index-nodes.ts';
import { proveBands } from '../../../../proofs/prove-bands.ts';
import type { Proof } from '../../../../model/proof.ts';
import type { Text } from '../../../../model/text.ts';
import type { ClassQuestion, Method } from '../method.ts';
import { checkMatrix } from './check.ts';
import { classesOfMatrix, lowerMatrix } from './lower.ts';
import { proveCells } from './prove-cells.ts';
import { matrixLines } from './words.ts';

/** Two axes cut into bands, and a class for every pair. */
export const matrixMethod: Method<MatrixSegmentation> = {
  keys: { needs: ['rows', 'columns', 'cells'], may: ['classes'], ofClass: null },
  classes: classesOfMatrix,
  references: ({ rows, columns }) => [
    ...factReferences(rows.of, '/rows/of'),
    ...factReferences(columns.of, '/columns/of'),
  ],
  check: checkMatrix,
  scoreDecimals: () => null,
  decide(document, context, gate) {
    const ranking = lowerMatrix(document, context);
    return ranking === null ? null : decideOne(document, ranking, context, gate);
  },
  prove: (document, question) => [
    ...(['rows', 'columns'] as const).flatMap((axis) => proveAxis(document, axis, question)),
    ...proveCells(document, question.decision, question.written, question.setting, question.path),
  ],
  words: (document, decision, speech) => matrixLines(document, writtenIn(decision).bins, speech),
};

function proveAxis(
  document: MatrixSegmentation,
  key: 'rows' | 'columns',
  { decision, written, setting, path }: ClassQuestion,
): readonly Proof[] {
  const bins = written.bins.get(`/${key}/bands`);
  const axis = document[key];
  if (bins === undefined) return [];
  const what = {
    partition: 'bands-partition',
    reachable: 'bands-reachable',
    title: axis.title ?? document.title ?? document.name,
    names: axis.bands.map((band): Text => band.title ?? band.name),
    places: bins.bins.map((bin) => bin.origin),
    place: { definition: decision.id, pointer: `/${key}/bands` },
  } as const;
  return proveBands(bins, what, setting, path);
}
