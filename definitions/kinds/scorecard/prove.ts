import type { Decision } from '../../model/decision.ts';
import { writtenIn } from '../../proofs/index-nodes.ts';
import { notRefused } from '../../proofs/decided.ts';
import { proveBands } from '../../proofs/prove-bands.ts';
import { proveBins } from '../../proofs/prove-bins.ts';
import { proveMonotone } from '../../proofs/monotone/prove-monotone.ts';
import type { ProofContext } from '../../proofs/satisfiability.ts';
import type { Budget, Proof } from '../../model/proof.ts';
import type { Environment } from '../../model/environment.ts';
import type { Scorecard } from './scorecard.ts';

/**
 * Bins partition each domain, bands partition the reachable scores, nothing is unreachable, and where fields have a direction the
 * score follows it.
 */
export function proveScorecard(
  document: Scorecard,
  decision: Decision | null,
  environment: Environment,
  budget: Budget,
): readonly Proof[] {
  if (decision === null) return [];
  const setting: ProofContext = { whole: decision, environment, nodes: budget.nodes };
  const { bins } = writtenIn(decision);
  const decided = notRefused(decision);
  const title = document.title ?? document.name;
  const byCharacteristic = document.characteristics.flatMap((characteristic, i) => {
    const node = bins.get(`/characteristics/${i}/bins`);
    return node === undefined
      ? []
      : proveBins(node, characteristic.title ?? characteristic.name, setting, {
          comes: notRefused(
            decision,
            (pointer) => pointer.startsWith(`/characteristics/${i}/`) || pointer.startsWith('/derived/'),
          ),
          decided,
        });
  });
  const bands = bins.get('/bands');
  const at = (pointer: string) => ({ definition: decision.id, pointer });
  const written = document.bands ?? [];
  const byBand =
    bands === undefined
      ? []
      : proveBands(
          bands,
          {
            partition: 'bands-partition',
            reachable: 'bands-reachable',
            title,
            names: written.map((band) => band.title ?? band.name),
            places: written.map((_, i) => at(`/bands/${i}`)),
            place: at('/bands'),
          },
          setting,
          decided,
        );
  const score = decision.outputs['score'];
  const isGood = document.direction !== 'high-is-bad';
  return [
    ...byCharacteristic,
    ...byBand,
    ...(score === undefined ? [] : proveMonotone({ score, gate: decided }, isGood, title, at(''), setting)),
  ];
}
