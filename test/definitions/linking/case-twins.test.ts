import { describe, expect, test } from 'vitest';
import { type JsonObject, link } from '../../../definitions/index.ts';

const text = { type: 'string', optional: true };
const figure = { type: 'integer', minimum: 0, maximum: 9 };
const entity = (more: JsonObject = {}): JsonObject => ({
  kind: 'entity',
  name: 'client',
  key: 'id',
  fields: { id: { type: 'string' }, a: figure, ab: figure },
  ...more,
});
const line = (name: string) => ({ name, text: 'a + 1', type: 'integer' });
const characteristic = (name: string) => ({ name, fact: 'a', bins: [{ in: '[0, 9]', score: 1 }] });
const card = (...names: string[]): JsonObject => ({
  kind: 'scorecard',
  name: 'points',
  entity: 'entity/client',
  decimals: 0,
  combine: 'sum',
  characteristics: names.map(characteristic),
});

const twins = (documents: readonly JsonObject[]) =>
  link(documents.map((document) => ({ document }))).problems.flatMap(({ code, pointer, message }) =>
    code === 'names-differ-by-case'
      ? [[pointer, message.en.slice(0, message.en.indexOf(' differ')), message['zh-CN'].slice(0, 9)]]
      : [],
  );

describe('found 2: names of one definition that differ only by case are refused, naming both', () => {
  test.each<[string, JsonObject[], string, string, string]>([
    ['fields', [entity({ fields: { id: { type: 'string' }, ab: text, aB: text } })], '/fields/aB', 'ab', 'aB'],
    [
      'a relation and a field',
      [
        entity({ relations: { aB: { entity: 'entity/home', by: 'id' } } }),
        { kind: 'entity', name: 'home', key: 'id', fields: { id: { type: 'string' } } },
      ],
      '/relations/aB',
      'ab',
      'aB',
    ],
    ['a derived field', [entity({ derived: { aB: { text: 'a + 1', type: 'integer' } } })], '/derived/aB', 'ab', 'aB'],
    [
      'outputs',
      [
        entity(),
        {
          kind: 'decision-table',
          name: 'limits',
          entity: 'entity/client',
          hitPolicy: 'unique',
          inputs: [{ fact: 'a' }],
          outputs: [
            { name: 'oo', type: 'integer' },
            { name: 'oO', type: 'integer' },
          ],
          rules: [{ when: ['-'], then: [1, 2] }],
        },
      ],
      '/outputs/1/name',
      'oo',
      'oO',
    ],
    ['characteristics', [entity(), card('a', 'A')], '/characteristics/1/name', 'a', 'A'],
    [
      'lines',
      [
        entity(),
        {
          kind: 'formula',
          name: 'sums',
          entity: 'entity/client',
          lines: [line('xy'), line('xY')],
          outputs: ['xy', 'xY'],
        },
      ],
      '/lines/1/name',
      'xy',
      'xY',
    ],
    [
      'an input and a line',
      [{ kind: 'formula', name: 'sums', inputs: { a: figure, xy: figure }, lines: [line('xY')], outputs: ['xY'] }],
      '/lines/0/name',
      'xy',
      'xY',
    ],
    [
      'columns of a reference table',
      [{ kind: 'reference', name: 'rates', key: ['term'], fields: { teRm: figure }, rows: [{ term: 'x', teRm: 1 }] }],
      '/key/0',
      'teRm',
      'term',
    ],
    [
      'letters beyond ASCII',
      [entity({ fields: { id: { type: 'string' }, bé: text, bÉ: text } })],
      '/fields/bÉ',
      'bé',
      'bÉ',
    ],
  ])('%s', (_, documents, pointer, first, second) => {
    expect(twins(documents)).toEqual([
      [pointer, `"${first}" and "${second}"`, expect.stringContaining(`“${first}”与`)],
    ]);
  });

  test('one name that stands twice is not told as two', () => {
    expect(twins([entity(), card('a', 'a')])).toEqual([]);
  });
});
