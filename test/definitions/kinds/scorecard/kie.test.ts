import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../../definitions/model/json.ts';
import { answer, given, libraryOf } from '../answer.ts';

/** The scorecards of apache/incubator-kie-drools' own tests (Apache-2.0), written as definitions. */
interface Model {
  readonly id: string;
  readonly initialScore: number;
  readonly reasonCodeAlgorithm: 'pointsBelow' | 'pointsAbove' | null;
  readonly characteristics: readonly {
    readonly name: string;
    readonly baseline?: number;
    readonly reasonCode?: string;
    readonly attributes: readonly { readonly when: JsonObject; readonly points: number }[];
  }[];
  readonly cases: readonly {
    readonly facts: JsonObject;
    readonly score: number;
    readonly reasonCodes: readonly string[];
  }[];
}
const file = new URL('./kie-scorecards.json', import.meta.url);
const kie = JSON.parse(readFileSync(file, 'utf8')) as { readonly models: readonly Model[] };

const NUMBER = { type: 'decimal', decimals: 1, minimum: -1000, maximum: 1000 };
const FIELDS: Readonly<Record<string, object>> = {
  period: { type: 'string', enum: ['SPRING', 'SUMMER', 'AUTUMN', 'WINTER'] },
  worldcontinent: { type: 'string', enum: ['AMERICA', 'ASIA', 'AFRICA', 'EUROPE'] },
  precipitation: { type: 'boolean' },
};

function entityOf(model: Model): object {
  const values = Object.entries(model.cases[0]?.facts ?? {}).map(([name, value]) => [
    name,
    FIELDS[name] ??
      (typeof value === 'number' ? NUMBER : { type: 'string', enum: ['classA', 'classB', 'classC', 'classD'] }),
  ]);
  return { kind: 'entity', name: 'subject', fields: Object.fromEntries(values) };
}

function scorecardOf(model: Model): object {
  const loss = model.reasonCodeAlgorithm === 'pointsAbove' ? 'above' : 'below';
  return {
    kind: 'scorecard',
    name: 'kie',
    entity: 'entity/subject',
    decimals: 1,
    combine: 'sum',
    initial: model.initialScore,
    reasonOrder: model.reasonCodeAlgorithm === null ? 'none' : { against: 'baseline', loss },
    characteristics: model.characteristics.map((one) => ({
      name: one.name,
      ...(one.reasonCode === undefined ? {} : { reason: one.reasonCode, baseline: one.baseline }),
      bins: one.attributes.map(({ when, points }) => ({ when, score: points })),
    })),
  };
}

describe.each(kie.models.map((model) => [model.id, model] as const))('%s', (_, model) => {
  const library = libraryOf(entityOf(model), scorecardOf(model));
  test.each(model.cases.map((one) => [JSON.stringify(one.facts), one] as const))('%s', (_facts, one) => {
    const got = answer(library, 'scorecard/kie', given(one.facts));
    expect(got.value).toMatchObject({ score: one.score });
    expect(got.reasons).toEqual(one.reasonCodes);
  });
});

test('the suite has all of its cases', () => {
  expect(kie.models.flatMap(({ cases }) => cases)).toHaveLength(36);
});
