import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile } from '../../../definitions/compile.ts';
import { isObject, type Json, type JsonObject } from '../../../definitions/model/json.ts';
import { LANGUAGES, type Language } from '../../../definitions/model/text.ts';
import { link } from '../../../definitions/library.ts';
import { CUSTOMER, sentences, text } from './said.ts';

/** Few fields and few figures, so that many of the drawn definitions are near to each other. */
const CLIENT: JsonObject = {
  ...CUSTOMER,
  fields: {
    customerId: { type: 'string', title: text('客户号', 'Customer number') },
    grade: {
      type: 'string',
      enum: ['low', 'high'],
      optional: true,
      title: text('风险等级', 'Risk grade'),
      labels: { low: text('低', 'low'), high: text('高', 'high') },
    },
    a: { type: 'integer', minimum: -3, maximum: 3, optional: true, title: text('甲值', 'First figure') },
    b: { type: 'integer', minimum: -3, maximum: 3, title: text('乙值', 'Second figure') },
    c: { type: 'integer', minimum: -3, maximum: 3, optional: true, title: text('丙值', 'Third figure') },
    payroll: { type: 'boolean', optional: true, title: text('在本行代发工资', 'The salary is paid through us') },
    phone: { type: 'string', optional: true, title: text('手机号码', 'Mobile phone') },
  },
};

const SEED = 20_260_630;
const DRAWN = 600;

const figure = fc.integer({ min: -1, max: 1 });
const name = fc.constantFrom('a', 'b', 'c');
const leaf: fc.Arbitrary<JsonObject> = fc.oneof(
  fc.record({
    fact: name,
    operator: fc.constantFrom(
      'lessThan',
      'lessThanInclusive',
      'greaterThan',
      'equal',
      'notEqual',
      'not:lessThan',
      'not:greaterThanInclusive',
    ),
    value: fc.oneof(figure, fc.record({ fact: name })),
  }),
  fc.record({
    fact: name,
    operator: fc.constantFrom('in', 'notIn', 'not:in'),
    value: fc.uniqueArray(figure, { minLength: 1, maxLength: 2 }),
  }),
  fc.record({
    fact: name,
    operator: fc.constantFrom('between', 'not:between'),
    value: fc.constantFrom('[0, 1]', '(0, 1]', '[-1, 1)', '(-∞, 0)'),
  }),
  fc.record({
    fact: fc.constantFrom('a', 'c', 'grade', 'payroll', 'phone'),
    operator: fc.constantFrom('isMissing', 'isPresent'),
    value: fc.constant(true),
  }),
  fc.record({
    fact: fc.constant('grade'),
    operator: fc.constantFrom('equal', 'notEqual', 'not:equal'),
    value: fc.constantFrom('low', 'high'),
  }),
  fc.record({
    fact: fc.constant('payroll'),
    operator: fc.constantFrom('equal', 'notEqual', 'not:equal'),
    value: fc.boolean(),
  }),
  fc.record({
    fact: fc.constant('phone'),
    operator: fc.constantFrom('matches', 'not:matches'),
    value: fc.constantFrom(
      '^1[3-9]',
      '1[3-9]',
      '^1[3-9]$',
      '1[3-9]$',
      '^1[3-9]+$',
      '^1[3-9]*$',
      '^1[0-9]$',
      '^(1|3)$',
      '^13$',
      '(13)+',
      '^1|3$',
    ),
  }),
);
const { condition } = fc.letrec<{ condition: JsonObject }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'medium', maxDepth: 3 },
    leaf,
    fc.record({ all: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: tie('condition') }),
  ),
}));

const { formula } = fc.letrec<{ formula: string }>((tie) => {
  const two = fc.tuple(tie('formula'), tie('formula'));
  return {
    formula: fc.oneof(
      { depthSize: 'medium', maxDepth: 3 },
      fc.oneof(
        name,
        figure.map((n) => (n < 0 ? `(${n})` : String(n))),
      ),
      fc.tuple(two, fc.constantFrom('+', '-', '*', '/')).map(([[l, r], sign]) => `(${l} ${sign} ${r})`),
      tie('formula').map((of) => `-(${of})`),
      fc.tuple(fc.constantFrom('abs', 'floor', 'ceiling'), tie('formula')).map(([f, of]) => `${f}(${of})`),
      fc.tuple(fc.constantFrom('min', 'max', 'modulo'), two).map(([f, [l, r]]) => `${f}(${l}, ${r})`),
      fc
        .tuple(two, tie('formula'), fc.constantFrom('<', '<=', '='))
        .map(([[l, r], t, sign]) => `(if ${l} ${sign} ${r} then ${t} else ${l})`),
      fc.tuple(tie('formula'), two).map(([n, [l, r]]) => `(if not(${n} > ${l}) then ${r} else ${n})`),
    ),
  };
});

const SIGNS = ['+', '-', '*', '/'];
/** Every way to set brackets between some operands: the same figures and signs, another meaning. */
function bracketings(operands: readonly string[], signs: readonly string[]): readonly string[] {
  if (operands.length === 1) return operands;
  return signs.flatMap((sign, i) =>
    bracketings(operands.slice(0, i + 1), signs.slice(0, i)).flatMap((left) =>
      bracketings(operands.slice(i + 1), signs.slice(i + 1)).map((right) => `(${left} ${sign} ${right})`),
    ),
  );
}
/** The same with one of the pairs of brackets taken by a function. */
const wrapped = (written: string) =>
  ['abs', 'floor', '-', 'min', 'count'].flatMap((f) =>
    [...written.matchAll(/\(/g)].map(({ index }) => {
      const end = closing(written, index);
      const inner = written.slice(index + 1, end);
      const call = f === 'min' ? `min(${inner}, 2)` : f === 'count' ? `sum([${inner}, 1])` : `${f}(${inner})`;
      return `${written.slice(0, index)}${call}${written.slice(end + 1)}`;
    }),
  );
function closing(written: string, from: number): number {
  let depth = 0;
  for (let at = from; at < written.length; at += 1) {
    if (written[at] === '(') depth += 1;
    if (written[at] === ')') depth -= 1;
    if (depth === 0) return at;
  }
  return written.length;
}
const pairs = SIGNS.flatMap((first) => SIGNS.map((second) => [first, second]));
const BRACKETED: readonly string[] = [
  ...pairs.flatMap((signs) => SIGNS.flatMap((third) => bracketings(['a', 'b', 'c', '2'], [...signs, third]))),
  ...pairs.flatMap((signs) => bracketings(['a', 'b', 'c'], signs).flatMap(wrapped)),
];

const criteria = (when: JsonObject, i: number): JsonObject => ({
  kind: 'criteria',
  name: `drawn-${i}`,
  entity: 'entity/customer',
  when: 'fact' in when ? { all: [when] } : when,
});
const line = (written: string, i: number): JsonObject => ({
  kind: 'formula',
  name: `drawn-${i}`,
  entity: 'entity/customer',
  lines: [{ name: 'line', title: text('结果', 'Result'), text: written, type: 'decimal', decimals: 3 }],
  outputs: ['line'],
});

/** Records that tell apart what can be told apart: every figure and the absence of each, texts that patterns know. */
const RECORDS: readonly JsonObject[] = fc.sample(
  fc.record(
    {
      customerId: fc.constant('C'),
      a: fc.integer({ min: -3, max: 3 }),
      b: fc.integer({ min: -3, max: 3 }),
      c: fc.integer({ min: -3, max: 3 }),
      grade: fc.constantFrom('low', 'high'),
      payroll: fc.boolean(),
      phone: fc.constantFrom('1', '13', '135', '10', '313', '3', 'x13', '13x', '1313'),
    },
    { requiredKeys: ['customerId', 'b'] },
  ),
  { numRuns: 300, seed: SEED },
);

/** Pairs of definitions that read the same and answer some record differently. */
function confused(documents: readonly JsonObject[], language: Language): readonly Json[] {
  // A divisor that is always zero is refused: that definition says nothing and has no decision.
  const library = link([CLIENT, ...documents].map((document) => ({ document })));
  const ids = [...library.definitions.keys()].filter((id) => library.environment.decision(id) !== undefined);
  const compiled = compile(library, ids);
  const answers = RECORDS.map((facts) => compiled.decide({ facts }));
  const said = new Map<string, { readonly id: string; readonly answers: string }>();
  return ids.flatMap((id) => {
    const words = sentences(library, id, language).join('\n');
    const own = answers.map((results) => JSON.stringify(results[id]?.value)).join();
    const before = said.get(words);
    if (before === undefined) said.set(words, { id, answers: own });
    if (before === undefined || before.answers === own) return [];
    const written = (one: string) => meaningOf(library.definitions.get(one)?.document as unknown as JsonObject);
    return [{ words, one: written(before.id), other: written(id) }];
  });
}

function meaningOf(document: JsonObject): Json {
  const { lines, when } = document;
  const first = Array.isArray(lines) ? (lines as readonly Json[])[0] : undefined;
  return isObject(first) ? (first['text'] ?? null) : (when ?? null);
}

describe.each(LANGUAGES)('what means something else reads differently in %s', (language) => {
  it('in conditions', () => {
    const drawn = fc.sample(condition, { numRuns: DRAWN, seed: SEED }).map(criteria);
    expect(confused(drawn, language)).toEqual([]);
  });
  it('in formulas that brackets alone tell apart', () => {
    expect(confused(BRACKETED.map(line), language)).toEqual([]);
  });
  it('in formulas', () => {
    const drawn = fc.sample(formula, { numRuns: DRAWN, seed: SEED }).map(line);
    expect(confused(drawn, language)).toEqual([]);
  });
});
