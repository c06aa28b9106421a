import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { isObject, type JsonObject } from '../../definitions/index.ts';
import { availableEngines } from '../../server/engines.ts';
import { describeShared } from '../support/shared.ts';
import { answersOf, soundLibrary } from './answers.ts';

/** A scorecard of apache/incubator-kie-drools' own tests, with what it answers. */
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

const NUMBER = { type: 'decimal', decimals: 1, minimum: -1000, maximum: 1000 };

function documentsOf(model: Model): readonly object[] {
  const fields = Object.entries(model.cases[0]?.facts ?? {}).map(([name, value]) => [
    name,
    typeof value === 'number' ? NUMBER : { type: typeof value === 'boolean' ? 'boolean' : 'string' },
  ]);
  const loss = model.reasonCodeAlgorithm === 'pointsAbove' ? 'above' : 'below';
  const scorecard = {
    kind: 'scorecard',
    name: 'kie',
    entity: 'entity/subject',
    decimals: 1,
    combine: 'sum',
    initial: model.initialScore,
    reasonOrder: model.reasonCodeAlgorithm === null ? 'none' : { against: 'baseline', loss },
    characteristics: model.characteristics.map(({ name, reasonCode, baseline, attributes }) => ({
      name,
      ...(reasonCode === undefined ? {} : { reason: reasonCode, baseline }),
      bins: attributes.map(({ when, points }) => ({ when, score: points })),
    })),
  };
  return [{ kind: 'entity', name: 'subject', fields: Object.fromEntries(fields) }, scorecard];
}

describeShared('the scorecards of another rule engine’s own tests', 'cases/scorecards/kie-scorecards.json', (file) => {
  const { models } = JSON.parse(readFileSync(file, 'utf8')) as { readonly models: readonly Model[] };

  it.each(availableEngines())('are scored by %s with their reason codes, 36 of 36', async (engine) => {
    const wrong: string[] = [];
    let right = 0;
    for (const model of models) {
      const library = soundLibrary(documentsOf(model));
      const results = await answersOf(
        engine,
        library,
        'scorecard/kie',
        model.cases.map(({ facts }) => facts),
      );
      model.cases.forEach(({ facts, score, reasonCodes }, i) => {
        const { value = null, reasons = [] } = results[i] ?? {};
        const codes = reasons.map(({ code }) => code);
        if (isObject(value) && value['score'] === score && codes.join() === reasonCodes.join()) right += 1;
        else wrong.push(`${model.id} ${JSON.stringify(facts)}: ${JSON.stringify(value)} ${codes.join()}`);
      });
    }
    expect(wrong).toEqual([]);
    expect(right).toBe(36);
  });
});
