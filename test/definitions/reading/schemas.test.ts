import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isObject, type Json, type JsonObject } from '../../../definitions/model/json.ts';
import { kindOf, kinds } from '../../../definitions/kinds/index.ts';
import { validate } from '../../../definitions/reading/validate.ts';
import { CHANGES, changeOne } from '../../support/change.ts';
import { packSources } from '../../support/packs.ts';

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, strictRequired: false });
const judges = new Map(kinds.map((kind) => [kind.name, ajv.compile(kind.schema as object)]));

const documents = (['bank-crm', 'bank-marketing'] as const)
  .flatMap(packSources)
  .map((source) => [source.place ?? '', source.document as JsonObject] as const);

describe("a kind's schema", () => {
  it.each(kinds.map((kind) => [kind.name, kind] as const))('%s stands alone under its own $id', (name, kind) => {
    expect(kind.schema['$id']).toBe(`/schemas/${name}.json`);
    expect(kind.schema['$schema']).toBe('https://json-schema.org/draft/2020-12/schema');
    expect(kind.schema['additionalProperties']).toBe(false);
  });

  it.each(kinds.map((kind) => [kind.name, kind] as const))('%s uses only keywords the validator knows', (_, kind) => {
    expect([...keywordsOf(kind.schema)].filter((keyword) => !KEYWORDS.has(keyword))).toEqual([]);
  });

  it.each(
    kinds.flatMap((kind) => kind.examples.map((example) => [`${kind.name}/${example.name}`, kind, example] as const)),
  )('holds for its example %s', (_, kind, example) => {
    expect(validate(kind.schema, JSON.parse(JSON.stringify(example)) as Json)).toEqual([]);
  });

  it.each(documents)('holds for %s', (_, document) => {
    expect(validate(kindOf(String(document['kind']))?.schema ?? {}, document)).toEqual([]);
  });
});

describe('our validation', () => {
  it('agrees with ajv on documents with one thing changed', () => {
    const change = fc.record({
      document: fc.constantFrom(...documents),
      at: fc.nat(10_000),
      how: fc.nat(CHANGES.length - 1),
    });
    let refused = 0;
    fc.assert(
      fc.property(change, ({ document: [, document], at, how }) => {
        const kind = kindOf(String(document['kind']));
        const changed = changeOne(document, at, CHANGES[how] ?? ((value) => value));
        const problems = validate(kind?.schema ?? {}, changed);
        const isValid = judges.get(kind?.name ?? '')?.(changed) ?? false;
        refused += isValid ? 0 : 1;
        expect(problems.length === 0, JSON.stringify(problems.slice(0, 2))).toBe(isValid);
        // A slot that was left open; what the document itself says may look like one.
        const own = JSON.stringify(changed);
        for (const { message } of problems)
          for (const [slot] of message.en.matchAll(/\{\w+\}|undefined/g)) expect(own).toContain(slot);
      }),
      { numRuns: 3000 },
    );
    expect(refused).toBeGreaterThan(500);
  });
});

const KEYWORDS = new Set([
  ...['$schema', '$id', '$defs', '$ref', 'title', 'description', 'default', 'type', 'enum', 'const', 'pattern'],
  ...[
    'minimum',
    'maximum',
    'exclusiveMinimum',
    'minLength',
    'maxLength',
    'items',
    'minItems',
    'maxItems',
    'uniqueItems',
  ],
  ...['properties', 'required', 'additionalProperties', 'propertyNames', 'minProperties', 'maxProperties'],
  ...['dependentRequired', 'anyOf', 'oneOf'],
]);

function keywordsOf(schema: Json | undefined): ReadonlySet<string> {
  if (!isObject(schema)) return new Set();
  const inside = Object.entries(schema).flatMap(([keyword, value]) => {
    if (keyword === 'properties' || keyword === '$defs') return Object.values(value as JsonObject);
    if (keyword === 'anyOf' || keyword === 'oneOf') return value as readonly Json[];
    return keyword === 'items' || keyword === 'additionalProperties' || keyword === 'propertyNames' ? [value] : [];
  });
  return new Set([...Object.keys(schema), ...inside.flatMap((part) => [...keywordsOf(part)])]);
}
