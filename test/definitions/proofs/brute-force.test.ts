import { describe, expect, it } from 'vitest';
import { compile, isObject, type Json, type JsonObject, link, type Proof, prove } from '../../../definitions/index.ts';

const FIELDS: Readonly<Record<string, JsonObject>> = {
  q: { type: 'integer', minimum: 0, maximum: 2 },
  x: { type: 'integer', minimum: 0, maximum: 9 },
  h: { type: 'integer', minimum: -1, maximum: 1, direction: 'high-is-good' },
  e: { type: 'string', enum: ['p', 'q'] },
  r: { type: 'decimal', decimals: 2, minimum: 0, maximum: 1, optional: true },
};
const DOMAINS: Readonly<Record<string, readonly Json[]>> = {
  q: [0, 1, 2],
  x: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
  h: [-1, 0, 1],
  e: ['p', 'q'],
  r: [null, 0, 0.25, 0.5, 1],
};
/** Every record there is (of `r` some). */
const RECORDS: readonly JsonObject[] = Object.entries(DOMAINS).reduce<readonly JsonObject[]>(
  (records, [name, values]) => records.flatMap((record) => values.map((value) => ({ ...record, [name]: value }))),
  [{}],
);

const ENTITY: JsonObject = {
  kind: 'entity',
  name: 'case',
  fields: FIELDS,
  derived: { s: { text: 'q + x', type: 'integer' } },
};
const of = (kind: string, more: JsonObject): JsonObject => ({ kind, name: 'it', entity: 'entity/case', ...more });
const leaf = (fact: string, operator: string, value: Json): JsonObject => ({ fact, operator, value });
const all = (...items: readonly JsonObject[]): JsonObject => ({ all: items });
const card = (characteristics: readonly JsonObject[], more: JsonObject = {}): JsonObject =>
  of('scorecard', { decimals: 0, combine: 'sum', characteristics, reasonOrder: 'none', ...more });
const lines = (text: string, decimals = 2): JsonObject =>
  of('formula', { lines: [{ name: 'y', text, type: 'decimal', decimals }], outputs: ['y'] });

/** What is proved of the last definition, and what the compiled function gives for every record. */
function examine(...documents: readonly JsonObject[]) {
  const library = link([ENTITY, ...documents].map((document) => ({ document })));
  const errors = library.problems.filter(({ severity }) => severity === 'error').map(({ code }) => code);
  expect(errors).toEqual([]);
  const last = documents.at(-1) ?? ENTITY;
  const id = `${String(last['kind'])}/${String(last['name'])}`;
  const proofs = prove(library, [id])[0]?.proofs ?? [];
  const compiled = compile(library, [id]);
  const results = RECORDS.map((facts) => ({ facts, result: compiled.decide({ facts })[id] }));
  const decide = (request: Json) => compiled.decide(request)[id];
  return { proofs, results, decide };
}
const verdicts = (proofs: readonly Proof[], property: string) =>
  proofs.filter((proof) => proof.property === property).map(({ verdict, problem }) => [verdict, problem?.code]);
const member = (value: Json | undefined, name: string): Json => (isObject(value) ? (value[name] ?? null) : null);

describe('found 5: bins are tried in order by proofs, too', () => {
  it.each<[string, readonly JsonObject[], string]>([
    [
      'a condition behind bins for everything is left nothing',
      [{ values: ['p', 'q'] }, { when: all(leaf('q', 'equal', 0)) }],
      'refuted',
    ],
    ['a condition before them is used', [{ when: all(leaf('q', 'equal', 0)) }, { values: ['p', 'q'] }], 'proved'],
  ])('%s', (_, tests, verdict) => {
    const { proofs, results } = examine(
      card([{ name: 'c', fact: 'e', bins: tests.map((test, i) => ({ ...test, score: i })) }]),
    );
    const used = new Set(results.map(({ result }) => member(result?.value, 'score')));
    expect(used.size === tests.length).toBe(verdict === 'proved');
    expect(verdicts(proofs, 'bins-reachable')[0]?.[0]).toBe(verdict);
  });
});

describe('found 6: approximate divisors and figures that are too large', () => {
  it.each<[string, string]>([
    ['1 / sqrt(x)', 'division-by-zero-possible'],
    ['q / log(x + 1)', 'division-by-zero-possible'],
    ['q / (exp(h) - 1)', 'division-by-zero-possible'],
    ['q / (1 - power(1 + r, -36))', 'division-by-zero-possible'],
    ['log(x)', 'not-finite-possible'],
    ['exp(x * 10)', 'not-finite-possible'],
    ['power(10, x * 8)', 'not-finite-possible'],
  ])('%s is refuted', (text, code) => {
    const { proofs, decide } = examine(lines(text));
    const found = proofs.filter((proof) => proof.verdict === 'refuted');
    expect(found.map(({ problem }) => problem?.code)).toEqual([code]);
    expect(decide(found[0]?.problem?.witness ?? null)?.problems.map((problem) => problem.code)).toContain('not-finite');
  });

  it.each(['1 / sqrt(x + 1)', '1 / (exp(h) + 1)'])('%s is proved', (text) => {
    const { proofs, results } = examine(lines(text));
    expect(results.every(({ result }) => result?.problems.length === 0)).toBe(true);
    expect(proofs.map(({ verdict }) => verdict)).toEqual(['proved', 'proved', 'proved']);
  });
});

describe('found 7: a composite says for whom it holds', () => {
  const score = card([
    {
      name: 'c',
      formula: { text: 'q / x', type: 'decimal', decimals: 1, ifMissing: 'refuse' },
      bins: [{ in: '(-∞, ∞)', score: 1 }],
    },
  ]);
  const whole = (more: JsonObject): JsonObject =>
    of('segmentation', {
      name: 'classes',
      method: 'composite',
      decimals: 0,
      classes: [{ name: 'one', in: '[0, 5]' }],
      ...more,
    });

  it.each<[string, JsonObject, string]>([
    [
      'over a score that may refuse',
      whole({ scores: [{ of: 'scorecard/it#score', weight: 1, ifMissing: 'refuse' }] }),
      'decided-classes-partition',
    ],
    ['over a score that is always there', whole({ scores: [{ of: 'q', weight: 1 }] }), 'classes-partition'],
    [
      'with a gate',
      whole({ scores: [{ of: 'q', weight: 1 }], appliesTo: all(leaf('q', 'notEqual', 1)) }),
      'decided-classes-partition',
    ],
  ])('%s', (_, document, property) => {
    const { proofs, results, decide } = examine(score, document);
    const without = results.some(({ result }) => member(result?.value, 'class') === null);
    expect(without).toBe(property === 'decided-classes-partition');
    expect(verdicts(proofs, property).map(([verdict]) => verdict)).toEqual(['proved']);
    const witness = proofs.find((proof) => proof.property === 'decided-classes-partition')?.problem?.witness;
    if (witness !== undefined) expect(member(decide(witness)?.value, 'class')).toBe(null);
  });
});

it('found 8: two criteria that mean the same are both told, each naming the other', () => {
  const one = of('criteria', { name: 'one', when: all(leaf('e', 'equal', 'p')) });
  const two = of('criteria', { name: 'two', when: all(leaf('e', 'notEqual', 'q')) });
  const library = link([ENTITY, one, two].map((document) => ({ document })));
  const told = prove(library).map(({ id, proofs }) => [
    id,
    proofs.find(({ property }) => property === 'distinct')?.problem?.message.en.match(/criteria\/\w+/)?.[0],
  ]);
  expect(Object.fromEntries(told)).toMatchObject({ 'criteria/one': 'criteria/two', 'criteria/two': 'criteria/one' });
});

it('found 10: a fall behind a value that is missing is seen', () => {
  const document = card(
    [
      {
        name: 'c',
        formula: { text: 'if h = 0 then null else h', type: 'integer', ifMissing: 'refuse' },
        bins: [
          { in: '(-∞, 0)', score: 9 },
          { in: '[0, ∞)', score: 1 },
        ],
      },
    ],
    { direction: 'high-is-good' },
  );
  const { proofs, decide } = examine(document);
  const found = proofs.find(({ property }) => property === 'monotone');
  expect([found?.verdict, found?.problem?.code]).toEqual(['refuted', 'not-monotone']);
  const scores = ((found?.problem?.witness ?? []) as readonly Json[]).map((request) =>
    member(decide(request)?.value, 'score'),
  );
  expect(scores).toEqual([9, 1]);
});

describe('found 11: proofs of a matrix know gates and exceptions', () => {
  const matrix = (more: JsonObject, rows: readonly JsonObject[] = [{ name: 'r', values: [1, 2] }]): JsonObject =>
    of('segmentation', {
      method: 'matrix',
      rows: { of: 'q', bands: rows },
      columns: {
        of: 'e',
        bands: [
          { name: 'p', values: ['p'] },
          { name: 'q', values: ['q'] },
        ],
      },
      classes: [{ name: 'k' }],
      cells: Object.fromEntries(rows.map(({ name }) => [String(name), { p: { class: 'k' }, q: { class: 'k' } }])),
      ...more,
    });

  it.each<[string, JsonObject, readonly string[]]>([
    ['a gate keeps out what no band holds', matrix({ appliesTo: all(leaf('q', 'greaterThanInclusive', 1)) }), []],
    [
      'an exception takes it',
      matrix({ exceptions: [{ when: all(leaf('q', 'equal', 0)), class: 'k', reason: 'x' }] }),
      [],
    ],
    ['without them it is a gap', matrix({}), ['bands-partition band-gap']],
    [
      'a band that the gate leaves nothing is told',
      matrix({ appliesTo: all(leaf('q', 'greaterThan', 0)) }, [
        { name: 'none', values: [0] },
        { name: 'r', values: [1, 2] },
      ]),
      ['bands-reachable band-unreachable', 'cells-reachable cell-unreachable', 'cells-reachable cell-unreachable'],
    ],
  ])('%s', (_, document, faults) => {
    const { proofs, results } = examine(document);
    const gap = results.some(({ result }) => result?.problems.some(({ code }) => code === 'value-not-covered'));
    expect(gap).toBe(faults.some((fault) => fault.endsWith('band-gap')));
    const found = proofs.filter(({ verdict }) => verdict !== 'proved');
    expect(found.map(({ property, problem }) => `${property} ${problem?.code}`)).toEqual(faults);
  });
});

describe('found 12: a class that exceptions alone give is reached', () => {
  const classes = [
    { name: 'k1', in: '(-∞, 0)' },
    { name: 'k2', in: '[0, 5]' },
  ];
  const whole = (more: JsonObject): JsonObject =>
    of('segmentation', { method: 'composite', decimals: 0, scores: [{ of: 'q', weight: 1 }], classes, ...more });

  it.each<[string, JsonObject, readonly (string | undefined)[][]]>([
    [
      'by an exception: a note',
      whole({ exceptions: [{ when: all(leaf('x', 'equal', 3)), class: 'k1', reason: 'x' }] }),
      [['proved', 'class-elsewhere']],
    ],
    ['by nothing: one finding', whole({ appliesTo: all(leaf('x', 'equal', 3)) }), [['refuted', 'band-unreachable']]],
    [
      'hidden by the gate',
      whole({ scores: [{ of: 'h', weight: 1 }], appliesTo: all(leaf('h', 'greaterThanInclusive', 0)) }),
      [['refuted', 'class-hidden']],
    ],
  ])('%s', (_, document, expected) => {
    const { proofs, results } = examine(document);
    const occurs = results.some(({ result }) => member(result?.value, 'class') === 'k1');
    expect(occurs).toBe(expected[0]?.[0] === 'proved');
    expect(verdicts(proofs, 'classes-reachable')).toEqual(expected);
  });
});

describe('small questions are decided', () => {
  const matrixOn = (bands: readonly JsonObject[]): JsonObject =>
    of('segmentation', {
      method: 'matrix',
      rows: { of: 'e', bands },
      columns: { of: 'q', bands: [{ name: 'all', in: '[0, 2]' }] },
      classes: [{ name: 'k' }],
      cells: Object.fromEntries(bands.map(({ name }) => [String(name), { all: { class: 'k' } }])),
    });
  const table = (...rules: readonly JsonObject[]): JsonObject =>
    of('decision-table', {
      hitPolicy: 'unique',
      inputs: [{ fact: 's' }],
      outputs: [{ name: 'out', type: 'integer' }],
      rules,
    });

  it.each<[string, JsonObject, readonly string[]]>([
    ['a gap of an enum axis', matrixOn([{ name: 'p', values: ['p'] }]), ['bands-partition refuted']],
    [
      'an overlap of an enum axis',
      matrixOn([
        { name: 'p', values: ['p', 'q'] },
        { name: 'q', values: ['q'] },
      ]),
      ['bands-partition refuted', 'bands-reachable refuted', 'cells-reachable refuted'],
    ],
    [
      'a band that an earlier one leaves nothing, behind a gate',
      {
        ...matrixOn([
          { name: 'p', values: ['p'] },
          { name: 'both', values: ['p', 'q'] },
        ]),
        appliesTo: all(leaf('e', 'equal', 'p')),
      },
      ['bands-partition refuted', 'bands-reachable refuted', 'cells-reachable refuted'],
    ],
    ['a sound table over a sum', table({ when: ['[0, 5]'], then: [1] }, { when: ['[6, 11]'], then: [2] }), []],
    [
      'a gap of one over a sum',
      table({ when: ['[0, 5]'], then: [1] }, { when: ['[7, 11]'], then: [2] }),
      ['complete refuted'],
    ],
    [
      'a rule over a sum that never happens',
      table({ when: ['[0, 11]'], then: [1] }, { when: ['[12, 20]'], then: [2] }),
      ['rules-reachable refuted'],
    ],
  ])('%s', (_, document, faults) => {
    const { proofs } = examine(document);
    const found = proofs.filter(({ verdict }) => verdict !== 'proved');
    expect(found.map(({ property, verdict }) => `${property} ${verdict}`)).toEqual(faults);
  });
});
