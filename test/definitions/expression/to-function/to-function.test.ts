import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compile } from '../../../../definitions/compile.ts';
import { type RowValue } from '../../../../definitions/model/row.ts';
import { wireOf } from '../../../../definitions/compile/wire-source.ts';
import type { Decision } from '../../../../definitions/model/decision.ts';
import type { Expression, Field } from '../../../../definitions/model/expression.ts';
import { nodesOf } from '../../../../definitions/expression/walk.ts';
import { isObject, type Json, type JsonObject } from '../../../../definitions/model/json.ts';
import type { Entity } from '../../../../definitions/model/entity.ts';
import type { ReadField } from '../../../../definitions/expression/read-set.ts';
import { readValue } from '../../../../definitions/expression/scope/index.ts';
import { type Datum, evaluate, type World } from '../../../support/evaluate.ts';
import { Chance } from '../../../../server/referee/agree/random/chance.ts';
import { grow } from '../../../support/random-expression.ts';
import { FIELDS, randomFacts } from '../../../support/random-record.ts';

const entities = new Map<string, Entity>(
  ['entity/customer', 'entity/account', 'entity/household'].map((id) => {
    const own = FIELDS.filter((field) => field.origin.definition === id).map((field): [string, Field] => [
      field.name,
      field,
    ]);
    return [
      id,
      { id, title: id, key: undefined, fields: new Map(own), relations: new Map(), derived: new Map(), lookUps: [] },
    ];
  }),
);

/** A decision whose value is the list of some expressions. */
function decisionOf(expressions: readonly Expression[]): Decision {
  return {
    id: 'formula/random',
    title: 'random',
    facts: { kind: 'entity', entity: 'entity/customer' },
    outputs: {},
    value: {
      kind: 'object',
      members: expressions.map((of, i) => ({ name: `line${i}`, shape: { kind: 'value', of } })),
    },
    reasons: [],
    reasonOrder: 'declared',
    problems: [],
    partial: null,
    reads: [],
  };
}

function compiled(expressions: readonly Expression[], trace = false) {
  const decision = decisionOf(expressions);
  const library = {
    environment: { decision: () => decision, entity: (id: string) => entities.get(id) },
    definitions: new Map([['formula/random', { version: null, hash: 'h', closure: 'c' }]]),
  };
  return compile(library, ['formula/random'], { trace });
}

const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const runs = Number(process.env['RUNS'] ?? 1500);
console.log(`to-function: seed ${seed}`);

function worldOf(random: Chance): { readonly request: object; readonly world: World } {
  const facts = randomFacts(random);
  const hasPrevious = random.is(0.7);
  const previous = { class: 'gold', since: '2025-06-30', misses: random.whole(-3, 3), run: '2025-12-31' };
  return {
    request: { facts, $asOf: '2026-03-31', ...(hasPrevious ? { $previous: previous } : {}) },
    world: {
      facts,
      asOf: 20_543n,
      ...(hasPrevious
        ? { previous: { class: 'gold', since: 20_269n, misses: BigInt(previous.misses), run: 20_453n } }
        : {}),
    },
  };
}

/** The value of the oracle as it goes on the wire. */
const onWire = (expression: Expression, value: Datum) => wireOf(expression.type)(value);

/** Facts as a batch has them: scaled values in the order of the read set. */
function rowOf(fields: readonly ReadField[], facts: JsonObject): readonly RowValue[] {
  return fields.map(({ field, rows }) => {
    const json = facts[field.name] ?? null;
    if (rows === null && field.type.kind === 'list') {
      const { of } = field.type;
      return Array.isArray(json) ? json.map((item: Json) => readValue(item, of) as RowValue) : null;
    }
    if (rows === null) return readValue(json, field.type) as RowValue;
    if (Array.isArray(json)) return json.map((row: Json) => (isObject(row) ? rowOf(rows, row) : null));
    return isObject(json) ? rowOf(rows, json) : null;
  });
}

/** The smallest part of some expressions whose compiled value differs from the oracle's, told in words. */
function smallest(expressions: readonly Expression[], request: object, world: World): string {
  for (const node of nodesOf(expressions)) {
    if (node.kind === 'variable' || node.type.kind === 'row') continue;
    const expected = onWire(node, evaluate(node, world));
    const found = attempt(() => compiled([node]).decide(request)['formula/random']?.value);
    if (isDeepStrictEqual(found, { line0: expected })) continue;
    return `${shown(found)} instead of ${shown(expected)} for ${shown(node)} in ${shown(request)}`;
  }
  return 'no difference in any part alone';
}

const shown = (value: unknown) =>
  JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? `${part}n` : part)).slice(0, 3000);

function attempt<T>(act: () => T): T | string {
  try {
    return act();
  } catch (error) {
    return String(error);
  }
}

test('compiled expressions equal the oracle on random expressions and records', { timeout: 600_000 }, () => {
  const kinds = new Map<string, number>();
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 2 ** 31 }),
      fc.integer({ min: 0, max: 5 }),
      fc.boolean(),
      (from, depth, trace) => {
        const random = new Chance(from);
        const expressions = random.many(3, () => grow(random, FIELDS, depth));
        for (const node of nodesOf(expressions)) kinds.set(node.kind, (kinds.get(node.kind) ?? 0) + 1);
        const decide = compiled(expressions, trace);
        for (let i = 0; i < 8; i += 1) {
          const { request, world } = worldOf(random);
          const result = attempt(() => decide.decide(request)['formula/random']);
          const found = typeof result === 'object' ? result.value : result;
          const expected = Object.fromEntries(
            expressions.map((one, at) => [`line${at}`, onWire(one, evaluate(one, world))]),
          );
          if (!isDeepStrictEqual(found, expected)) throw new Error(smallest(expressions, request, world));
          const inputs = { asOf: world.asOf ?? null, previous: world.previous ?? null };
          const row = decide.fromRow(rowOf(decide.reads.fields, world.facts), inputs);
          expect(decide.evaluate(row)).toStrictEqual(decide.decide(request));
        }
      },
    ),
    { seed, numRuns: runs },
  );
  const all = [
    'constant',
    'missing',
    'field',
    'input',
    'variable',
    'named',
    'not',
    'and',
    'or',
    'holds',
    'isMissing',
    'coalesce',
    'compare',
    'within',
    'oneOf',
    'arithmetic',
    'divide',
    'round',
    'approximately',
    'transcendental',
    'if',
    'bins',
    'pick',
    'table',
    'weightedSum',
    'weightedMean',
    'list',
    'sequence',
    'forEach',
    'itemAt',
    'aggregate',
    'lookup',
    'text',
    'calendar',
  ];
  expect(all.filter((kind) => !kinds.has(kind))).toEqual([]);
});
