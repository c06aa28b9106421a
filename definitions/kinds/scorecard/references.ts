import { below } from '../../model/json.ts';
import type { Reference } from '../../model/document.ts';
import { computedReferences, conditionReferences, factReferences } from '../references.ts';
import type { Scorecard } from './scorecard.ts';

/** Every mention of another definition in a scorecard. */
export function scorecardReferences(document: Scorecard): readonly Reference[] {
  return [
    { pointer: '/entity', target: document.entity },
    ...document.characteristics.flatMap(({ fact, formula, bins }, i) => {
      const at = (...steps: readonly (string | number)[]) => below(`/characteristics/${i}`, ...steps);
      return [
        ...(fact === undefined ? [] : factReferences(fact, at('fact'))),
        ...(formula === undefined ? [] : computedReferences(formula, at('formula'))),
        ...bins.flatMap(({ when }, j) => (when === undefined ? [] : conditionReferences(when, at('bins', j, 'when')))),
      ];
    }),
  ];
}
