import fc from 'fast-check';
import { Engine } from 'json-rules-engine';
import { expect, it } from 'vitest';
import { fromCondition } from '../../../definitions/expression/from-condition/from-condition.ts';
import type { Json, JsonObject } from '../../../definitions/model/json.ts';
import { entityScope } from '../../../definitions/expression/computed/record-scope.ts';
import { evaluate } from '../../support/evaluate.ts';
import { shortEnvironment } from '../../support/environment.ts';

const environment = shortEnvironment({
  'entity/thing': {
    fields: {
      n: 'integer -3..3 ?',
      m: 'decimal 1 -3..3 ?',
      t: 'string ?',
      u: 'string ?',
      b: 'boolean ?',
      ns: 'integer -3..3 [] ?',
      ts: 'string [] ?',
      full: 'integer -3..3 []',
    },
  },
});
const scope = entityScope(environment, 'entity/thing', 'criteria/test');

const whole = fc.integer({ min: -3, max: 3 });
const tenth = fc.integer({ min: -30, max: 30 }).map((x) => x / 10);
const word = fc.constantFrom('a', 'b', '杭州', "it's", '');
const facts: fc.Arbitrary<JsonObject> = fc.record(
  {
    n: whole,
    m: tenth,
    t: word,
    u: word,
    b: fc.boolean(),
    ns: fc.array(whole, { maxLength: 3 }),
    ts: fc.array(word, { maxLength: 3 }),
    full: fc.array(whole, { maxLength: 3 }),
  },
  { requiredKeys: ['full'] },
);

const order = fc.constantFrom('lessThan', 'lessThanInclusive', 'greaterThan', 'greaterThanInclusive');
const equality = fc.constantFrom('equal', 'notEqual');
const member = fc.constantFrom('in', 'notIn');
const has = fc.constantFrom('contains', 'doesNotContain');
const nots = fc.constantFrom('', '', '', 'not:', 'not:not:');
const quantity = fc.constantFrom('someFact:', 'everyFact:', 'not:someFact:', 'someFact:not:', 'everyFact:not:');
const quantityOfValue = fc.constantFrom('someValue:', 'everyValue:', 'not:everyValue:', 'someValue:not:');
const number = fc.constantFrom('n', 'm');
const text = fc.constantFrom('t', 'u');
const join = (...parts: fc.Arbitrary<string>[]) => fc.tuple(...parts).map((all) => all.join(''));
const leaf = (fact: fc.Arbitrary<string>, operator: fc.Arbitrary<string>, value: fc.Arbitrary<Json>) =>
  fc.record({ fact, operator, value });
const of = (fact: fc.Arbitrary<string>) => fc.record({ fact });

const leaves = fc.oneof(
  leaf(number, join(nots, order), fc.oneof(tenth, of(number))),
  leaf(number, join(nots, fc.constant('swap:'), order), whole),
  leaf(fc.constant('n'), join(nots, equality), fc.oneof(whole, of(number))),
  leaf(number, join(nots, member), fc.oneof(fc.array(whole, { maxLength: 3 }), fc.constant({ fact: 'full' }))),
  leaf(number, join(quantityOfValue, fc.oneof(order, equality)), fc.array(whole, { maxLength: 3 })),
  leaf(number, join(nots, fc.constant('swap:'), has), fc.array(whole, { maxLength: 3 })),
  leaf(text, join(nots, equality), fc.oneof(word, of(text))),
  leaf(text, join(nots, member), fc.array(word, { maxLength: 3 })),
  leaf(fc.constant('b'), join(nots, equality), fc.boolean()),
  leaf(fc.constantFrom('ns', 'full'), join(nots, has), fc.oneof(whole, of(number))),
  leaf(fc.constant('ts'), join(nots, has), fc.oneof(word, of(text))),
  leaf(fc.constant('ns'), join(quantity, fc.oneof(order, equality)), fc.oneof(whole, of(number))),
  leaf(fc.constant('ts'), join(quantity, equality), fc.oneof(word, of(text))),
  leaf(fc.constant('ts'), join(quantity, member), fc.array(word, { maxLength: 3 })),
);
const { node } = fc.letrec<{ node: Json }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaves,
    fc.record({ all: fc.array(tie('node'), { maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('node'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: tie('node') }),
  ),
}));

async function referee(conditions: Json, record: JsonObject): Promise<boolean> {
  const engine = new Engine([], { allowUndefinedFacts: true });
  engine.addRule({ conditions: conditions as never, event: { type: 'holds' } });
  const { events } = await engine.run({ ...record });
  return events.length > 0;
}

it('a condition means what json-rules-engine says', async () => {
  await fc.assert(
    fc.asyncProperty(node, facts, async (condition, record) => {
      const rule = { all: [condition] };
      const { expression, problems } = fromCondition(rule, scope, { definition: 'criteria/test', pointer: '/when' });
      expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
      expect(expression && evaluate(expression, { facts: record })).toBe(await referee(rule, record));
    }),
    { numRuns: 3000 },
  );
});
