import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compile, link } from '../../../definitions/index.ts';
import { type Bank, openBank } from '../support/bank.ts';
import { packSources } from '../../support/packs.ts';
import { segmentation } from '../support/definitions.ts';

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly example?: string }[];
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema: object }>>;
  };
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: object }>> }>
  >;
}
interface Api {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, { readonly examples?: readonly object[] }>> };
}

describe('the OpenAPI document', () => {
  let bank: Bank;
  let api: Api;
  beforeAll(async () => {
    bank = await openBank();
    api = (await bank.app.inject({ url: '/openapi.json', headers: { host: 'localhost' } })).json();
  });
  afterAll(() => bank.close());

  it('is what the pages at /docs show, with an address for each decision', async () => {
    const shown = await bank.app.inject({ url: '/docs/json', headers: { host: 'localhost' } });
    expect(shown.json()).toEqual(api);
    expect(Object.keys(api.paths)).toContain('/api/v1/decisions/segmentation/tier');
  });

  it('asks nobody for what is filled in, and names what must be seen before it is changed', () => {
    interface Parameter {
      readonly in: string;
      readonly name: string;
      readonly required?: boolean;
      readonly schema?: { readonly default?: unknown };
    }
    const operations = Object.values(api.paths).flatMap((methods) => Object.values(methods));
    const parameters = (operation: Operation) => (operation.parameters ?? []) as readonly Parameter[];
    const filledIn = operations.flatMap(parameters).filter(({ schema }) => schema?.default !== undefined);
    expect(filledIn.filter(({ required }) => required === true)).toEqual([]);
    for (const operation of operations) {
      const seen = parameters(operation).filter((of) => of.in === 'header' && of.name === 'if-match');
      expect(seen.map(({ required }) => required)).toEqual('428' in operation.responses ? [true] : []);
      if (operation.requestBody !== undefined) expect(Object.keys(operation.responses)).toContain('415');
    }
  });

  it('says how large a whole number may be that is asked for, so that none is larger than a store can hold', async () => {
    interface Parameter {
      readonly name: string;
      readonly schema?: { readonly type?: string; readonly maximum?: number };
    }
    const peopled = await openBank(undefined, 'en', { hasPeople: true });
    const { paths } = (await peopled.app.inject({ url: '/openapi.json', headers: { host: 'localhost' } })).json<Api>();
    await peopled.close();
    const wholes = Object.entries(paths).flatMap(([path, methods]) =>
      Object.values(methods)
        .flatMap(({ parameters = [] }) => parameters as readonly Parameter[])
        .flatMap(({ name, schema }) => (schema?.type === 'integer' ? [{ at: `${path} ${name}`, schema }] : [])),
    );
    expect(wholes.map(({ at }) => at)).toContain('/api/v1/deliveries/{delivery}/again delivery');
    expect(wholes.filter(({ schema }) => schema.maximum === undefined).map(({ at }) => at)).toEqual([]);
  });

  const facts = { facts: { clientId: 'C-1', age: 40 } };
  const TIER = '/api/v1/decisions/segmentation/tier';
  it.each<[method: 'GET' | 'POST', url: string, path: string, body?: object]>([
    ['GET', '/api/v1/definitions', '/api/v1/definitions'],
    ['GET', '/api/v1/definitions?include=document', '/api/v1/definitions'],
    ['GET', '/api/v1/definitions?include=words', '/api/v1/definitions'],
    ['GET', '/api/v1/definitions/criteria/recent', '/api/v1/definitions/{kind}/{name}'],
    ['GET', '/api/v1/definitions/segmentation/tier/closure', '/api/v1/definitions/{kind}/{name}/closure'],
    ['GET', '/api/v1/definitions/criteria/recent/words', '/api/v1/definitions/{kind}/{name}/words'],
    ['GET', '/api/v1/definitions/segmentation/tier/problems', '/api/v1/definitions/{kind}/{name}/problems'],
    ['GET', '/api/v1/definitions/criteria/none', '/api/v1/definitions/{kind}/{name}'],
    ['POST', TIER, '/api/v1/decisions/{kind}/{name}', facts],
    ['POST', `${TIER}?trace=true`, '/api/v1/decisions/{kind}/{name}', facts],
    ['POST', TIER, '/api/v1/decisions/{kind}/{name}', { facts: { aum: 1.005 } }],
    ['POST', '/api/v1/definitions/check', '/api/v1/definitions/check', segmentation(101)],
    ['POST', '/api/v1/definitions/check', '/api/v1/definitions/check', []],
    ['GET', '/api/v1/population', '/api/v1/population'],
  ])('says of %s %s what is answered', async (method, url, path, body) => {
    const headers = { host: 'localhost', ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
    const payload = body === undefined ? {} : { payload: JSON.stringify(body) };
    const reply = await bank.app.inject({ method, url, headers, ...payload });
    const type = String(reply.headers['content-type']).split(';')[0] ?? '';
    const schema =
      api.paths[path]?.[method.toLowerCase()]?.responses[String(reply.statusCode)]?.content?.[type]?.schema;
    expect(schema).toBeDefined();
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile({
      ...schema,
      components: api.components,
    });
    validate(reply.json());
    expect(validate.errors ?? []).toEqual([]);
  });

  it('gives an example that the bank answers', () => {
    const decide = api.paths['/api/v1/decisions/{kind}/{name}']?.['post'];
    const ref = ['kind', 'name'].map((name) => decide?.parameters?.find((one) => one.name === name)?.example).join('/');
    const request = api.components.schemas['DecisionRequest']?.examples?.[0];
    expect(compile(link(packSources('bank-crm')), [ref]).decide(request)[ref]).toMatchObject({
      value: true,
      problems: [],
    });
    const batch =
      api.paths['/api/v1/decisions/{kind}/{name}/batch']?.['post']?.requestBody?.content['application/x-ndjson'];
    expect(JSON.stringify(batch)).toContain(JSON.stringify(`${JSON.stringify(request)}\n`));
  });
});
