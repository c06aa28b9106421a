import { expect, it } from 'vitest';
import { type JsonObject, link } from '../../../../definitions/index.ts';
import { availableEngines, engineFor } from '../../../../server/engines.ts';

const isMuch = { all: [{ fact: 'ratio', operator: 'greaterThan', value: 3 }] };
const isSure = { all: [{ fact: 'x', operator: 'lessThan', value: 11 }] };
const GATES: Readonly<Record<string, JsonObject>> = {
  applies: { appliesTo: { any: [isMuch, isSure] } },
  excepts: { exceptions: [{ when: isMuch, class: 'low', reason: 'much' }] },
};
const METHODS: Readonly<Record<string, JsonObject>> = {
  composite: {
    method: 'composite',
    decimals: 0,
    scores: [{ of: 'x', weight: 1 }],
    classes: [
      { name: 'low', in: '[0, 5)' },
      { name: 'high', in: '[5, 10]' },
    ],
  },
  first: { method: 'criteria', classes: [{ name: 'low', when: isSure }], otherwise: { name: 'high' } },
  all: {
    method: 'criteria',
    mode: 'all',
    classes: [
      { name: 'low', when: isSure },
      { name: 'high', when: isSure },
    ],
  },
  matrix: {
    method: 'matrix',
    rows: { of: 'x', bands: [{ name: 'r', in: '[0, 10]' }] },
    columns: { of: 'x', bands: [{ name: 'c', in: '[0, 10]' }] },
    cells: { r: { c: { class: 'low' } } },
  },
  share: { method: 'share', of: 'x', classes: [{ name: 'low', share: '(0, 100]' }] },
};

const NAMES = Object.keys(GATES).flatMap((gate) => Object.keys(METHODS).map((method) => `${method}-${gate}`));
const classified = (name: string): JsonObject => {
  const [method = '', gate = ''] = name.split('-');
  return { kind: 'segmentation', name, entity: 'entity/case', ...METHODS[method], ...GATES[gate] };
};
const user = (name: string): JsonObject => ({
  kind: 'formula',
  name,
  entity: 'entity/case',
  lines: [
    {
      name: 'isKnown',
      text: name.startsWith('all') ? 'count(of) > 0' : 'of != null',
      type: 'boolean',
      uses: { of: `segmentation/${name}#${name.startsWith('all') ? 'classes' : 'class'}` },
    },
  ],
  outputs: ['isKnown'],
});
const library = link(
  [
    {
      kind: 'entity',
      name: 'case',
      fields: { x: { type: 'integer', minimum: 0, maximum: 10 } },
      derived: { ratio: { text: '10 / x', type: 'decimal', decimals: 2, ifMissing: 'refuse' } },
    },
    ...NAMES.flatMap((name) => [classified(name), user(name)]),
  ].map((document) => ({ document })),
);

/** `ratio` refuses where `x` is 0. A condition that reads it before a class is found refuses the class, also for whoever reads it. */
it.each(NAMES)('%s refuses where its condition does, and has no class for another', async (name) => {
  expect(library.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  for (const engine of availableEngines()) {
    const asked = async (ref: string) => {
      const ready = await engineFor(engine, library, ref);
      const results = await ready.decide([{ facts: { x: 0 } }, { facts: { x: 5 } }], 'en');
      await ready.close();
      return results;
    };
    const [refused, sound] = await asked(`segmentation/${name}`);
    expect([refused?.value, refused?.problems.map(({ code }) => code)], engine).toEqual([
      null,
      ['division-by-zero', 'computed-missing'],
    ]);
    expect(sound?.value, engine).not.toBeNull();
    const used = await asked(`formula/${name}`);
    expect(
      used.map(({ value }) => value),
      engine,
    ).toEqual([{ isKnown: name.startsWith('all') ? null : false }, { isKnown: true }]);
  }
});
