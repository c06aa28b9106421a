import { CARDS, type Card, type Characteristic, CLASSES, CRITERIA, FACTS } from './workload.ts';

/** The workload as definitions: what an integrator's folder would hold. */
export function definitions(): readonly { readonly document: object }[] {
  return [entity(), ...CARDS.map(scorecard), segmentation(), ...CRITERIA.map(criteria)].map((document) => ({
    document,
  }));
}

function entity(): object {
  return {
    kind: 'entity',
    name: 'customer',
    fields: Object.fromEntries(FACTS.map(({ name, ...field }) => [name, field])),
  };
}

function scorecard({ id, characteristics }: Card): object {
  return {
    kind: 'scorecard',
    name: id,
    entity: 'entity/customer',
    decimals: 2,
    combine: 'weighted-mean',
    direction: 'high-is-good',
    characteristics: characteristics.map((one) => ({
      name: one.fact,
      fact: one.fact,
      weight: one.weight,
      bins: bins(one),
    })),
  };
}

function bins(one: Characteristic): readonly object[] {
  const present =
    'cuts' in one
      ? one.points.map((score, i) => ({ in: `[${one.cuts[i - 1] ?? 0}, ${one.cuts[i] ?? '∞'})`, score }))
      : one.points.map((score, i) => ({ values: one.groups[i] ?? [], score }));
  const isOptional = FACTS.some(({ name, optional }) => name === one.fact && optional);
  return isOptional ? [...present, { missing: true, score: one.missing }] : present;
}

function segmentation(): object {
  return {
    kind: 'segmentation',
    name: 'customer-class',
    entity: 'entity/customer',
    method: 'composite',
    decimals: 4,
    scores: CARDS.map(({ id, weight }) => ({ of: `scorecard/${id}#score`, weight })),
    classes: CLASSES.map(({ name, from }, i) => {
      const next = CLASSES[i + 1];
      return { name, in: next === undefined ? `[${from}, 100]` : `[${from}, ${next.from})` };
    }),
  };
}

function criteria({ name, when }: (typeof CRITERIA)[number]): object {
  return { kind: 'criteria', name, entity: 'entity/customer', when };
}
