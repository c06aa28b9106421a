import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  compile,
  isObject,
  type Json,
  type JsonObject,
  link,
  readSet,
  type Shape,
} from '../../../definitions/index.ts';
import { type Duckdb, openDuckdb } from '../../../server/batch/duckdb.ts';
import { runBatch } from '../../../server/batch/run-batch.ts';
import { sampleRequests, writeSample } from '../../../server/sample/sample.ts';
import { packSources } from '../../support/packs.ts';

const SAMPLE = { customers: 1500, seed: 7, asOf: '2026-06-30' };
const AS_OF = 20_634n;
const library = link(packSources('bank-crm'));
const refs = [...library.definitions.values()].flatMap(({ id }) => {
  const facts = library.environment.decision(id)?.facts;
  return facts?.kind === 'entity' && facts.entity === 'entity/customer' ? [id] : [];
});

let folder = '';
let duckdb: Duckdb;
let requests: JsonObject[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'guiju-pack-'));
  duckdb = await openDuckdb();
  await writeSample(duckdb, folder, 'parquet', SAMPLE);
  for await (const request of sampleRequests(SAMPLE)) requests.push(request);
});
afterAll(() => {
  duckdb.close();
  requests = [];
  rmSync(folder, { recursive: true, force: true });
});

test.each(refs)('a batch of %s equals the compiled function, customer for customer', async (ref) => {
  const decision = library.environment.decision(ref);
  if (decision === undefined) throw new Error(ref);
  const file = (name: string) => join(folder, `${name}.parquet`);
  const related = ['account', 'transaction', 'party-link', 'interaction', 'household', 'area'].map((name) => [
    name,
    file(name),
  ]);
  const output = join(folder, 'result.ndjson');
  const request = {
    library,
    refs: [ref],
    input: file('customer'),
    output,
    related: Object.fromEntries(related) as Record<string, string>,
    asOf: AS_OF,
    mapping: {},
    columns: [],
    force: true,
    language: 'en' as const,
    parts: new Set(['reasons', 'missing', 'partial', 'problems'] as const),
    // The transactions of the sample do not fit: they are grouped slice by slice.
    rowsAtOnce: 10_000,
  };
  // A segmentation by share is frozen on this population first; then both sides read the cuts.
  const cuts = (await runBatch(duckdb, { ...request, cuts: {} })).frozen;
  const report = await runBatch(duckdb, { ...request, cuts });
  const rows = new Map(
    (await duckdb.rows(`SELECT customerId, to_json(r) FROM read_json('${output}') AS r`)).map(([key, json]) => [
      String(key),
      JSON.parse(String(json)) as JsonObject,
    ]),
  );
  expect(report.decided + report.refused).toBe(SAMPLE.customers);
  const compiled = compile(library, [ref], { cuts, unknown: 'ignore' });
  const reads = readSet([decision], (id) => library.environment.entity(id));
  expect(reads.products).toBeNull();
  const differences: string[] = [];
  for (const request of requests) {
    const facts = request['facts'] as JsonObject;
    const result = compiled.decide(request, 'en')[ref];
    const row = rows.get(String(facts['customerId']));
    const expected = JSON.stringify([
      comparable(decision.value, result?.value ?? null),
      result?.reasons.map(({ code }) => code),
      result?.missing,
      result?.problems.map(({ code }) => code),
    ]);
    const got =
      row === undefined
        ? 'refused'
        : JSON.stringify([
            comparable(decision.value, unflattened(decision.value, row, '')),
            row['reasons'],
            row['missing'],
            row['problems'],
          ]);
    if (got !== expected && differences.length < 3)
      differences.push(`${String(facts['customerId'])}: batch ${got}, function ${expected}`);
  }
  expect(differences).toEqual([]);
});

const productsOf = (ref: string) =>
  (library.definitions.get(ref)?.document.cases ?? []).flatMap(({ given }) =>
    Array.isArray(given['products']) ? (given['products'] as readonly JsonObject[]) : [],
  );

test.each(['matching/product-match', 'matching/wealth-match'])(
  'a batch of %s matches every customer with the products as the function does',
  async (ref) => {
    const drawn = [...productsOf('matching/product-match').slice(0, 12), ...productsOf(ref).slice(0, 8)];
    // A product stands once in a request.
    const products = [...new Map(drawn.map((product) => [product['productId'], product])).values()];
    const related = ['account', 'transaction', 'party-link', 'interaction', 'household', 'area'].map((name) => [
      name,
      join(folder, `${name}.parquet`),
    ]);
    const output = join(folder, 'matches.ndjson');
    await runBatch(duckdb, {
      library,
      refs: [ref],
      input: join(folder, 'customer.parquet'),
      output,
      related: Object.fromEntries(related) as Record<string, string>,
      asOf: AS_OF,
      cuts: {},
      mapping: {},
      columns: [],
      products,
      force: true,
      language: 'en',
      parts: new Set(['problems']),
    });
    const rows = new Map(
      (await duckdb.rows(`SELECT customerId, to_json(r) FROM read_json('${output}') AS r`)).map(([key, json]) => [
        String(key),
        JSON.parse(String(json)) as JsonObject,
      ]),
    );
    const compiled = compile(library, [ref], { unknown: 'ignore' });
    const codes = (value: Json) =>
      (value as readonly JsonObject[] | null)?.map((item) => ({
        ...item,
        rank: item['rank'] === null ? null : Number(item['rank']),
        reasons: (item['reasons'] as readonly (JsonObject | string)[]).map((reason) =>
          typeof reason === 'string' ? reason : reason['code'],
        ),
      })) ?? null;
    let offers = 0;
    for (const request of requests.slice(0, 300)) {
      const key = String((request['facts'] as JsonObject)['customerId']);
      const expected = compiled.decide({ ...request, products }, 'en')[ref];
      expect([key, codes(rows.get(key)?.['value'] ?? null), rows.get(key)?.['problems']]).toEqual([
        key,
        codes(expected?.value ?? null),
        expected?.problems.map(({ code }) => code),
      ]);
      offers +=
        codes(expected?.value ?? null)?.filter((item) => (item as JsonObject)['decision'] !== 'refuse').length ?? 0;
    }
    expect(products.length).toBeGreaterThan(2);
    expect(offers).toBeGreaterThan(0);
  },
);

test('a segmentation by share divides a population by rank, ties by key', async () => {
  const related = ['account', 'transaction', 'party-link', 'interaction', 'household', 'area'].map((name) => [
    name,
    join(folder, `${name}.parquet`),
  ]);
  const { counts, frozen } = await runBatch(duckdb, {
    library,
    refs: ['segmentation/contribution-share'],
    input: join(folder, 'customer.parquet'),
    output: join(folder, 'shares.parquet'),
    related: Object.fromEntries(related) as Record<string, string>,
    asOf: AS_OF,
    cuts: {},
    mapping: {},
    columns: [],
    force: true,
    language: 'en',
    parts: new Set(),
  });
  expect(counts['class']).toEqual({ 'bottom-50': 750, 'top-50': 450, 'top-20': 225, 'top-5': 60, 'top-1': 15 });
  const cuts = frozen['segmentation/contribution-share'] ?? [];
  expect(cuts.toSorted((a, b) => Number(a) - Number(b))).toEqual(cuts);
});

/** A result's value put together again from columns. */
function unflattened(shape: Shape, row: JsonObject, name: string): Json {
  if (shape.kind !== 'object') return row[name === '' ? 'value' : name] ?? null;
  return Object.fromEntries(
    shape.members.map((member) => [
      member.name,
      unflattened(member.shape, row, name === '' ? member.name : `${name}_${member.name}`),
    ]),
  );
}

/** A value in one form: an object that is missing is one whose members are; figures as numbers. */
function comparable(shape: Shape, value: Json): Json {
  if (shape.kind === 'object')
    return Object.fromEntries(
      shape.members.map((member) => [
        member.name,
        comparable(member.shape, isObject(value) ? (value[member.name] ?? null) : null),
      ]),
    );
  return typeof value === 'string' && /^-?\d+\.\d+$/.test(value) ? Number(value) : value;
}
