import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compile, isObject, type Json, type JsonObject, runCases } from '../../../definitions/index.ts';
import { sampleSource } from '../../../server/operations/population/sample-source.ts';
import { packSources } from '../../support/packs.ts';
import { type Bank, openBank } from '../support/bank.ts';

interface Api {
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, { readonly tags: string[]; readonly security?: [] }>>>
  >;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

/** What everyone may ask. */
const HEALTH: readonly string[] = ['/livez', '/readyz', '/metrics'];

describe('the OpenAPI document of the shipped pack', { timeout: 120_000 }, () => {
  let bank: Bank;
  let api: Api;
  let decisions: readonly string[];
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  beforeAll(async () => {
    bank = await openBank(packSources('bank-crm').map(({ document }) => document as object));
    api = (await bank.app.inject({ url: '/openapi.json', headers: { host: 'localhost' } })).json();
    const { definitions, library } = bank.runtime.catalog;
    decisions = definitions.map(({ id }) => id).filter((id) => library.environment.decision(id) !== undefined);
    for (const [name, schema] of Object.entries(api.components.schemas))
      ajv.addSchema({ ...JSON.parse(JSON.stringify(schema).replaceAll('#/components/schemas/', '')) } as object, name);
  }, 120_000);
  afterAll(() => bank.close());
  const schemaOf = (id: string, part: 'request' | 'result'): ValidateFunction => {
    const validate = ajv.getSchema(`${id.replace('/', '.')}.${part}`);
    if (validate === undefined) throw new Error(`${id} has no ${part}`);
    return validate;
  };

  it('has an address, a request and a result for each decision', () => {
    expect(decisions.length).toBeGreaterThan(40);
    for (const id of decisions) {
      expect(api.paths[`/api/v1/decisions/${id}`]).toHaveProperty('post');
      expect([schemaOf(id, 'request'), schemaOf(id, 'result')]).toHaveLength(2);
    }
  });

  it('says of every operation who may ask, and has the health routes', () => {
    for (const [path, methods] of Object.entries(api.paths))
      for (const [method, operation] of Object.entries(methods))
        expect([path, method, operation.security]).toEqual([
          path,
          method,
          HEALTH.includes(path) ? [] : expect.arrayContaining([{ session: [] }, { key: [] }]),
        ]);
    for (const path of HEALTH) expect(api.paths[path]?.['get']?.tags).toEqual(['health']);
  });

  it('types the facts and the value of each decision as they are asked and answered', async () => {
    const people: Json[] = [];
    for await (const one of (await sampleSource())({ customers: 20, seed: 6, asOf: '2026-11-22' })) people.push(one);
    const { library } = bank.runtime.catalog;
    let refusedByBoth = 0;
    for (const id of decisions) {
      const [request, result] = [schemaOf(id, 'request'), schemaOf(id, 'result')];
      const { read, evaluate } = compile(library, [id]);
      for (const outcome of runCases(library, id, 'en')) {
        result(JSON.parse(JSON.stringify(outcome.got)));
        expect([id, outcome.name, result.errors ?? []]).toEqual([id, outcome.name, []]);
      }
      for (const asked of people) {
        const { record } = read(asked);
        if (record === undefined) continue;
        request(asked);
        expect([id, request.errors ?? []]).toEqual([id, []]);
        result(JSON.parse(JSON.stringify(evaluate(record, 'en')[id])));
        expect([id, result.errors ?? []]).toEqual([id, []]);
        for (const wrong of spoilt(asked as JsonObject, id, library)) {
          expect([id, wrong, request(wrong), read(wrong).record]).toEqual([id, wrong, false, undefined]);
          refusedByBoth += 1;
        }
      }
    }
    expect(refusedByBoth).toBeGreaterThan(1000);
  });

  /** The request with each plain fact that the decision reads, one at a time, replaced by an object. */
  function spoilt(asked: JsonObject, id: string, library: Bank['runtime']['catalog']['library']): readonly Json[] {
    const { facts = null } = asked;
    if (!isObject(facts)) return [];
    return compile(library, [id]).reads.fields.flatMap(({ field, rows }) =>
      rows !== null || field.unreadable === 'missing' ? [] : [{ ...asked, facts: { ...facts, [field.name]: {} } }],
    );
  }
});
