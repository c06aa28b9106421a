import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApp } from '../../../server/app.ts';
import { directChecker } from '../../../server/operations/definitions/checker.ts';
import { type Bank, openBank } from '../support/bank.ts';

const PAGE = '<!doctype html><title>Guiju</title>';
const html = { accept: 'text/html,*/*' };

describe('the studio', () => {
  let bank: Bank;
  let app: FastifyInstance;
  beforeAll(async () => {
    bank = await openBank();
    const folder = join(bank.folder, 'studio');
    mkdirSync(join(folder, 'assets'), { recursive: true });
    writeFileSync(join(folder, 'index.html'), PAGE);
    for (const name of ['index-a1.js', 'evaluator-b2.js', 'evaluators.css'])
      writeFileSync(join(folder, 'assets', name), '0;');
    app = await buildApp({ runtime: bank.runtime, checker: directChecker(bank.store.database), studioFolder: folder });
  });
  afterAll(async () => {
    await app.close();
    await bank.close();
  });

  const get = (url: string, headers: Record<string, string> = {}) =>
    app.inject({ url, headers: { host: 'localhost', ...headers } });
  const policyOf = (reply: Awaited<ReturnType<typeof get>>) => String(reply.headers['content-security-policy']);

  it.each(['/', '/definitions/segmentation/tier', '/desk?queue=1'])(
    'is the page at %s, asked for again each time',
    async (url) => {
      const reply = await get(url, html);
      expect([reply.statusCode, reply.body, reply.headers['cache-control']]).toEqual([200, PAGE, 'no-cache']);
      expect(policyOf(reply)).toMatch(/script-src 'self';/);
      expect(policyOf(reply)).not.toMatch(/unsafe-eval|https?:/);
    },
  );

  it('keeps its files for good, and lets the evaluator alone make functions of text', async () => {
    const [plain, evaluator, style] = [
      await get('/assets/index-a1.js'),
      await get('/assets/evaluator-b2.js'),
      await get('/assets/evaluators.css'),
    ];
    for (const reply of [plain, evaluator, style]) {
      expect([reply.statusCode, reply.headers['cache-control']]).toEqual([200, 'public, max-age=31536000, immutable']);
      expect(reply.headers['x-content-type-options']).toBe('nosniff');
    }
    expect([plain, evaluator, style].map((reply) => policyOf(reply).includes("'unsafe-eval'"))).toEqual([
      false,
      true,
      false,
    ]);
  });

  it.each(['br', 'gzip', 'identity'])(
    'found, page: a script is sent as it was compressed at build, asked for as %s',
    async (encoding) => {
      const script = 'const text = 1;'.repeat(200);
      const path = join(bank.folder, 'studio', 'assets', 'index-a1.js');
      const packed = { br: brotliCompressSync(script), gzip: gzipSync(script), identity: Buffer.from('0;') };
      writeFileSync(`${path}.br`, packed.br);
      writeFileSync(`${path}.gz`, packed.gzip);
      const { headers, rawPayload } = await get('/assets/index-a1.js', { 'accept-encoding': encoding });
      expect(rawPayload).toEqual(packed[encoding as keyof typeof packed]);
      expect(headers['content-encoding']).toBe(encoding === 'identity' ? undefined : encoding);
      expect(headers['content-type']).toMatch(/javascript/);
      expect(headers['vary']).toMatch(/accept-encoding/i);
    },
  );

  it.each([
    ['an address of the API', '/api/v1/nothing', html],
    ['a file that is not there', '/assets/index-old.js', html],
    ['an address that is not asked for as a page', '/definitions', { accept: 'application/json' }],
    ['a path out of the folder', '/..%2fguiju.sqlite', { accept: '*/*' }],
  ])('is not the answer to %s', async (_title, url, headers) => {
    const reply = await get(url, headers);
    expect([reply.statusCode, reply.json<{ code: string }>().code]).toEqual([404, 'route-not-found']);
  });

  it('stands beside the pages of the API, which run no foreign script', async () => {
    const reply = await get('/docs/');
    expect([reply.statusCode, reply.headers['content-type']]).toEqual([200, expect.stringContaining('text/html')]);
    expect(policyOf(reply)).toMatch(/script-src 'self'/);
    expect(reply.body).not.toMatch(/(src|href)="https?:/);
  });
});
