import { expect, it, vi } from 'vitest';
import { hash } from '../../../../definitions/index.ts';

vi.stubGlobal('window', { location: { origin: 'http://localhost' } });
vi.stubGlobal('document', { documentElement: {} });
vi.stubGlobal('navigator', { language: 'en' });
vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined });
const asked: string[] = [];
const PAGE = 200;
const LISTED = { draft: 450, returned: 250 };
const document = { kind: 'scorecard', name: 'x', initial: 1 };

/** Lists of releases that others began, page by page; the last of those that were returned is p1's, and his draft was handed in just now. */
vi.stubGlobal('fetch', async (request: Request) => {
  const { pathname, searchParams } = new URL(request.url);
  const answer = (body: object, status = 200) =>
    new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', etag: '"7"' } });
  if (pathname !== '/api/v1/releases') {
    const id = pathname.slice('/api/v1/releases/'.length);
    const state = id === 'returned-249' ? 'returned' : 'submitted';
    const own = { id, state, title: 'X', note: '', goLiveAt: null };
    return answer({ ...own, members: [{ ref: 'scorecard/x', document }] });
  }
  asked.push(request.url);
  const state = searchParams.get('state') as keyof typeof LISTED;
  const from = Number(searchParams.get('cursor') ?? 0);
  const items = Array.from({ length: Math.min(PAGE, LISTED[state] - from) }, (_, i) => ({
    id: `${state}-${from + i}`,
    begunBy: [249, 449].includes(from + i) ? 'p1' : 'p2',
    refs: ['scorecard/x'],
  }));
  const next = from + PAGE < LISTED[state] ? String(from + PAGE) : null;
  return answer({ items, total: LISTED[state], next });
});
const { draftServer } = await import('../../../../studio/definition/draft/server-draft.ts');

it('finds the draft of a person among however many of others, and not one that was handed in since it was listed', async () => {
  const found = await draftServer.find('scorecard/x', 'p1');
  expect(found).toMatchObject({ release: 'returned-249', tag: '"7"', document, hash: hash(document) });
  expect(asked.length).toBe(5);
  expect(await draftServer.find('scorecard/y', 'p1')).toBeNull();
  expect(await draftServer.find('scorecard/x', 'p3')).toBeNull();
});
