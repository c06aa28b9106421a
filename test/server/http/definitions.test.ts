import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compile, kinds, link, type Problem } from '../../../definitions/index.ts';
import { loadDefinitions } from '../../../server/operations/definitions/load-definitions.ts';
import { type Bank, openBank, tester } from '../support/bank.ts';
import { documents, scorecard, segmentation } from '../support/definitions.ts';

interface Row {
  readonly id: string;
  readonly version: number;
  readonly decides: boolean;
  readonly document?: object;
}

describe('the API of definitions', () => {
  let bank: Bank;
  beforeAll(async () => {
    bank = await openBank();
  });
  afterAll(() => bank.close());

  const get = (url: string, headers: Record<string, string> = {}) =>
    bank.app.inject({ url, headers: { host: 'localhost', ...headers } });
  const check = (draft: unknown) =>
    bank.app.inject({
      method: 'POST',
      url: '/api/v1/definitions/check',
      headers: { host: 'localhost', 'content-type': 'application/json' },
      payload: typeof draft === 'string' ? draft : JSON.stringify(draft),
    });

  it('lists what is published, with titles in both languages, problems, proofs and cases', async () => {
    const list = (await get('/api/v1/definitions')).json<{ publication: number; definitions: Row[] }>();
    expect(list.publication).toBe(1);
    expect(list.definitions.map(({ id, version, decides }) => `${id} ${version} ${decides}`).toSorted()).toEqual([
      'criteria/recent 1 true',
      'entity/client 1 false',
      'scorecard/wealth 1 true',
      'segmentation/tier 1 true',
    ]);
    expect(list.definitions.find(({ id }) => id === 'segmentation/tier')).toMatchObject({
      title: { 'zh-CN': '客户等级', en: 'Tier' },
      entity: 'entity/client',
      cases: { passed: 0, failed: 0 },
      problems: { error: 0 },
      proofs: { refuted: 0 },
    });
  });

  it('gives the documents as they were written, compressed, and not again to who has them', async () => {
    const packed = await get('/api/v1/definitions?include=document', { 'accept-encoding': 'gzip, br' });
    expect(packed.headers['content-encoding']).toBe('gzip');
    const rows = (JSON.parse(gunzipSync(packed.rawPayload).toString()) as { definitions: Row[] }).definitions;
    const written = documents.map((document) => JSON.stringify(document)).toSorted();
    expect(rows.map(({ document }) => JSON.stringify(document)).toSorted()).toEqual(written);
    const again = await get('/api/v1/definitions?include=document', {
      'if-none-match': String(packed.headers['etag']),
    });
    expect([again.statusCode, again.body]).toEqual([304, '']);
  });

  it.each(['/api/v1/definitions/segmentation/tier/closure', '/schemas/segmentation.json', '/openapi.json'])(
    'found, page: %s is compressed for whoever accepts it, and the same text',
    async (url) => {
      const plain = await get(url, { 'accept-encoding': 'identity' });
      const packed = await get(url, { 'accept-encoding': 'gzip, br' });
      const none = await get(url, { 'accept-encoding': 'gzip;q=0' });
      expect([plain, packed, none].map(({ headers }) => headers['content-encoding'])).toEqual([
        undefined,
        'gzip',
        undefined,
      ]);
      expect(gunzipSync(packed.rawPayload).toString()).toBe(plain.body);
      expect([packed.headers['vary'], packed.headers['content-type']]).toEqual([
        'accept-encoding',
        plain.headers['content-type'],
      ]);
    },
  );

  it('gives what all of them say, for a search', async () => {
    const rows = (await get('/api/v1/definitions?include=words')).json<{
      definitions: { id: string; words: object }[];
    }>();
    for (const { id, words } of rows.definitions) {
      expect((await get(`/api/v1/definitions/${id}/words`)).json()).toEqual({ id, words, computed: null });
    }
    expect(rows.definitions).toHaveLength(documents.length);
  });

  it('gives all that a decision reaches, so that a page computes the same closure and answers', async () => {
    const url = '/api/v1/definitions/segmentation/tier';
    const { closure, documents: reached } = (await get(`${url}/closure`)).json<{
      closure: string;
      documents: { document: object }[];
    }>();
    const library = link(reached);
    expect(reached).toHaveLength(3);
    expect(library.definitions.get('segmentation/tier')?.closure).toBe(closure);
    const answer = compile(library, ['segmentation/tier']).decide({ facts: { clientId: 'C', age: 1, aum: 5000 } });
    expect(answer['segmentation/tier']?.value).toEqual({ class: 'gold', score: 90 });
    expect((await get(url)).json()).toMatchObject({ closure, version: 1, document: segmentation(60) });
  });

  it('tells a definition in sentences and what was proved of it', async () => {
    const words = (await get('/api/v1/definitions/criteria/recent/words')).json<{ words: Record<string, string[]> }>()
      .words;
    expect(words['zh-CN']?.join('')).toMatch(/[\u4E00-\u9FFF]/);
    expect(words['en']?.join('')).toMatch(/[a-z]/);
    const { proofs } = (await get('/api/v1/definitions/criteria/recent/problems')).json<{
      proofs: { verdict: string }[];
    }>();
    expect(proofs.map(({ verdict }) => verdict)).toContain('proved');
  });

  it('serves the schema of every kind', async () => {
    for (const { name, schema } of kinds) {
      const reply = await get(`/schemas/${name}.json`);
      expect(reply.headers['content-type']).toContain('application/schema+json');
      expect(reply.json()).toEqual(schema);
    }
  });

  it('checks a draft in the place of what is published', async () => {
    const [sound, broken] = [await check(segmentation(70)), await check(segmentation(101))];
    expect(sound.json()).toMatchObject({ id: 'segmentation/tier', breaks: [] });
    expect(sound.json<{ problems: Problem[] }>().problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    const { problems, proofs } = broken.json<{ problems: Problem[]; proofs: { problem?: Problem }[] }>();
    const codes = [...problems, ...proofs.flatMap(({ problem }) => problem ?? [])].filter(
      ({ severity }) => severity === 'error',
    );
    expect(codes.length).toBeGreaterThan(0);
    expect((await get('/api/v1/definitions/segmentation/tier')).json()).toMatchObject({ document: segmentation(60) });
  });

  it('says what a draft would break', async () => {
    const draft = { ...scorecard(50), entity: 'entity/nobody' };
    const { breaks } = (await check(draft)).json<{ breaks: Problem[] }>();
    expect(breaks.map(({ definition }) => definition)).toContain('segmentation/tier');
  });

  it.each([
    ['a name with path separators', { ...segmentation(60), name: '../../etc/passwd' }],
    ['an unknown kind', { ...segmentation(60), kind: 'segmentations' }],
    ['a key that is not known', { ...segmentation(60), clases: [] }],
    ['no definition', [1, 2]],
    [
      'a cycle',
      {
        ...scorecard(50),
        characteristics: [
          {
            name: 'a',
            formula: { text: 'x', type: 'decimal', decimals: 0, uses: { x: 'scorecard/wealth#score' } },
            bins: [{ in: '(-∞, ∞)', score: 1 }],
          },
        ],
      },
    ],
    [
      '100,000 conditions',
      {
        kind: 'criteria',
        name: 'many',
        entity: 'entity/client',
        when: { any: Array.from({ length: 100_000 }, () => ({ fact: 'age', operator: 'equal', value: 1 })) },
      },
    ],
  ])('refuses a draft with %s, and answers on', async (_title, draft) => {
    const reply = await check(draft);
    expect(reply.json<{ problems: Problem[] }>().problems.some(({ severity }) => severity === 'error')).toBe(true);
    expect((await get('/livez')).statusCode).toBe(200);
  });

  it('describes every route of the API in OpenAPI 3.1, each with a name, its answer and its refusals', async () => {
    const api = (await get('/openapi.json')).json<{
      openapi: string;
      paths: Record<string, Record<string, Record<string, unknown>>>;
    }>();
    expect(api.openapi).toBe('3.1.0');
    const operations = Object.values(api.paths).flatMap((methods) => Object.values(methods));
    const names = operations.map((operation) => String(operation['operationId']));
    const health = ['/livez', '/metrics', '/readyz'];
    expect(
      Object.keys(api.paths)
        .filter((path) => !path.startsWith('/api/v1/'))
        .toSorted((one, other) => (one < other ? -1 : 1)),
    ).toEqual(health);
    expect(names.toSorted()).toEqual([
      'checkDraft',
      'decide',
      'decide.criteria.recent',
      'decide.scorecard.wealth',
      'decide.segmentation.tier',
      'decideBatch',
      'getClosure',
      'getDefinition',
      'getDistribution',
      'getMetrics',
      'getPopulation',
      'getProblems',
      'getWords',
      'isLive',
      'isReady',
      'listDefinitions',
    ]);
    for (const [path, methods] of Object.entries(api.paths))
      for (const { responses } of Object.values(methods)) {
        const expected = health.includes(path) ? ['200'] : ['200', '400'];
        expect(Object.keys(responses as object)).toEqual(expect.arrayContaining(expected));
      }
    expect(JSON.stringify(api)).not.toContain('"#/components/schemas/undefined"');
  });

  it('takes over a new publication as a whole', async () => {
    const before = bank.runtime.catalog;
    const loaded = await loadDefinitions(bank.store, tester, [{ document: segmentation(70) }]);
    expect(loaded.kind).toBe('published');
    expect(await bank.runtime.refresh()).toBe(true);
    expect(await bank.runtime.refresh()).toBe(false);
    expect(before.library.definitions.get('segmentation/tier')?.version).toBe(1);
    expect((await get('/api/v1/definitions/segmentation/tier')).json()).toMatchObject({ version: 2 });
    expect((await get('/api/v1/definitions/scorecard/wealth')).json()).toMatchObject({ version: 1 });
  });
});
