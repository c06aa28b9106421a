import type { FastifyInstance, InjectOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { secretHash } from '../../../server/authority/secret.ts';
import { ROLES, type Role } from '../../../server/authority/role.ts';
import type { Database } from '../../../server/store/tables.ts';
import { type Bank, openBank, tester } from '../support/bank.ts';
import { codeAt, PASSWORD, seedPeople, STAFF } from '../support/people.ts';

/**
 * Every route of the server, and whom it serves: written by hand, and read by nobody but this test. A route that is not in it fails; so
 * does a row of a route that is not there.
 */
type Who = 'visitor' | 'key' | Exclude<Role, 'integrator'>;
const PEOPLE = ROLES.filter((role): role is Exclude<Role, 'integrator'> => role !== 'integrator');
const ANYBODY: readonly Who[] = ['visitor', 'key', ...PEOPLE];
const SIGNED_IN: readonly Who[] = ['key', ...PEOPLE];
const DECIDE: readonly Who[] = ['key', 'author', 'approver', 'agent', 'team-lead', 'customer-manager', 'president'];
const SERVING: readonly Who[] = ['key', 'agent', 'team-lead', 'customer-manager', 'president'];
const SECURITY: readonly Who[] = ['security-administrator'];
const ADMINISTRATORS: readonly Who[] = ['security-administrator', 'system-administrator'];
const IMPACTS: readonly Who[] = ['key', 'author', 'approver'];
const READ_IMPACTS: readonly Who[] = [...IMPACTS, 'president', 'auditor'];
const IMPORT: readonly Who[] = ['key', 'importer'];
const SEE_IMPORTS: readonly Who[] = [...IMPORT, 'author', 'approver', 'auditor', 'system-administrator'];
const SEE_SETTINGS: readonly Who[] = [...ADMINISTRATORS, 'auditor', 'author', 'approver', 'president'];
const SEE: readonly Who[] = [...ADMINISTRATORS, 'auditor'];

interface Row {
  readonly serves: readonly Who[];
  /** Whether what is asked for lies in a branch: then nobody of another branch is told that it is there. */
  readonly hasBranch?: true;
  /** Whether it takes the role over the whole bank: then nobody of a branch is told that it is there, nor of his own. */
  readonly isOfBank?: true;
  readonly body?: (branch: string) => object | string;
  readonly query?: string;
  readonly params?: (branch: string) => Readonly<Record<string, string>>;
}

const kindAndName = () => ({ kind: 'criteria', name: 'recent' });
const facts = () => ({ facts: { clientId: 'C-1', age: 40 } });
const WRITE: readonly Who[] = ['key', 'author'];
const EITHER: readonly Who[] = ['author', 'approver'];
const SEE_RELEASES: readonly Who[] = ['key', 'auditor', 'author', 'approver', 'president'];
const release = (branch: string) => ({ release: `release-${branch}` });
const decline = () => ({ hash: '0'.repeat(64), reason: 'x' });
const target = (branch: string) => ({ person: `target-${branch}` });

const TABLE: Readonly<Record<string, Row>> = {
  'GET /livez': { serves: ANYBODY },
  'GET /readyz': { serves: ANYBODY },
  'GET /metrics': { serves: ANYBODY },
  'GET /': { serves: ANYBODY },
  'GET /openapi.json': { serves: ANYBODY },
  'GET /schemas/:file': { serves: ANYBODY, params: () => ({ file: 'criteria.json' }) },
  'GET /problems/:code': { serves: ANYBODY, params: () => ({ code: 'not-http' }) },
  'GET /docs/': { serves: ANYBODY },
  'GET /docs/json': { serves: ANYBODY },
  'GET /docs/yaml': { serves: ANYBODY },
  'GET /docs/static/index.html': { serves: ANYBODY },
  'GET /docs/static/swagger-initializer.js': { serves: ANYBODY },
  'GET /sign-in': { serves: ANYBODY },
  'POST /sign-in': { serves: ANYBODY, body: () => 'account=nobody&password=x&code=1' },
  'GET /enter/:link': { serves: ANYBODY, params: () => ({ link: 'x'.repeat(43) }) },
  'POST /enter/:link': {
    serves: ANYBODY,
    params: () => ({ link: 'x'.repeat(43) }),
    body: () => `second=x&password=x&code=1&totpSecret=${'A'.repeat(32)}`,
  },
  'GET /api/v1/definitions': { serves: SIGNED_IN },
  'GET /api/v1/definitions/:kind/:name': { serves: SIGNED_IN, params: kindAndName },
  'GET /api/v1/definitions/:kind/:name/closure': { serves: SIGNED_IN, params: kindAndName },
  'GET /api/v1/definitions/:kind/:name/words': { serves: SIGNED_IN, params: kindAndName },
  'GET /api/v1/definitions/:kind/:name/problems': { serves: SIGNED_IN, params: kindAndName },
  'POST /api/v1/definitions/check': { serves: SIGNED_IN, body: () => ({ kind: 'criteria', name: 'x' }) },
  'GET /api/v1/records/:entity': { serves: SERVING, params: () => ({ entity: 'client' }), query: 'field=x&value=1' },
  'GET /api/v1/records/:entity/:key': { serves: SERVING, params: () => ({ entity: 'client', key: 'C-1' }) },
  'GET /api/v1/population': { serves: SIGNED_IN },
  'GET /api/v1/population/:name': { serves: SIGNED_IN, params: () => ({ name: 'tier' }) },
  'POST /api/v1/decisions/:kind/:name': { serves: DECIDE, params: kindAndName, body: facts },
  'POST /api/v1/decisions/:kind/:name/batch': { serves: DECIDE, params: kindAndName, body: () => '{"facts":{}}\n' },
  'POST /api/v1/sessions': { serves: ANYBODY, body: () => ({ account: 'x' }) },
  'GET /api/v1/sessions': { serves: PEOPLE },
  'DELETE /api/v1/sessions/:session': { serves: PEOPLE, params: () => ({ session: 'none' }) },
  'GET /api/v1/me': { serves: SIGNED_IN },
  'GET /api/v1/people': { serves: SEE },
  'GET /api/v1/people/:person': { serves: SEE, params: target, hasBranch: true },
  'PUT /api/v1/people/:person': { serves: SECURITY, params: target, body: () => ({ name: 'x' }), hasBranch: true },
  'DELETE /api/v1/people/:person/sessions': { serves: SECURITY, params: target, hasBranch: true },
  'POST /api/v1/authority-changes': {
    serves: SECURITY,
    body: (branch) => ({ kind: 'unlock', person: `target-${branch}` }),
    hasBranch: true,
  },
  'GET /api/v1/authority-changes': { serves: SEE },
  'POST /api/v1/authority-changes/:change/decision': {
    serves: ADMINISTRATORS,
    params: (branch) => ({ change: `change-${branch}` }),
    body: () => ({ decision: 'confirm' }),
    hasBranch: true,
  },
  'GET /api/v1/keys': { serves: SEE },
  'DELETE /api/v1/keys/:key': {
    serves: ADMINISTRATORS,
    params: (branch) => ({ key: `key-${branch}` }),
    hasBranch: true,
  },
  'GET /api/v1/settings': { serves: SEE_SETTINGS },
  'GET /api/v1/settings/versions': { serves: SEE_SETTINGS },
  'POST /api/v1/uploads': { serves: IMPORT, body: () => ({ name: 'a.csv' }), isOfBank: true },
  'PUT /api/v1/uploads/:upload/pieces/:at': {
    serves: IMPORT,
    params: () => ({ upload: 'none', at: '0' }),
    isOfBank: true,
  },
  'POST /api/v1/imports': { serves: IMPORT, body: () => ({ entity: 'client', file: 'none' }), isOfBank: true },
  'GET /api/v1/imports': { serves: SEE_IMPORTS, isOfBank: true },
  'GET /api/v1/imports/:import': { serves: SEE_IMPORTS, params: () => ({ import: 'none' }), isOfBank: true },
  'POST /api/v1/imports/:import/decision': {
    serves: ['importer'],
    params: () => ({ import: 'none' }),
    body: () => ({ decision: 'confirm' }),
    isOfBank: true,
  },
  'GET /api/v1/imports/:import/refused': { serves: IMPORT, params: () => ({ import: 'none' }), isOfBank: true },
  'POST /api/v1/impacts': { serves: IMPACTS, body: () => ({ documents: [{ kind: 'criteria', name: 'x' }] }) },
  'GET /api/v1/impacts/:impact': { serves: READ_IMPACTS, params: () => ({ impact: 'none' }) },
  'DELETE /api/v1/impacts/:impact': { serves: IMPACTS, params: () => ({ impact: 'none' }) },
  'GET /api/v1/impacts/:impact/movers': {
    serves: READ_IMPACTS,
    params: () => ({ impact: 'none' }),
    query: 'ref=segmentation/tier',
  },
  'GET /api/v1/impacts/:impact/movers/file': {
    serves: READ_IMPACTS,
    params: () => ({ impact: 'none' }),
    query: 'ref=segmentation/tier&format=csv',
  },
  'POST /api/v1/releases': { serves: WRITE, body: () => ({ title: 'x', members: [] }) },
  'GET /api/v1/releases': { serves: SEE_RELEASES },
  'GET /api/v1/releases/:release': { serves: SEE_RELEASES, params: release, hasBranch: true },
  'GET /api/v1/releases/:release/impact': { serves: SEE_RELEASES, params: release, hasBranch: true },
  'GET /api/v1/releases/:release/revisions/:revision': {
    serves: SEE_RELEASES,
    params: (branch) => ({ ...release(branch), revision: '1' }),
    hasBranch: true,
  },
  'PUT /api/v1/releases/:release': {
    serves: WRITE,
    params: release,
    body: () => ({ title: 'x', members: [] }),
    hasBranch: true,
  },
  'POST /api/v1/releases/:release/submission': { serves: WRITE, params: release, body: () => ({}), hasBranch: true },
  'POST /api/v1/releases/:release/withdrawal': { serves: WRITE, params: release, body: () => ({}), hasBranch: true },
  'POST /api/v1/releases/:release/return': {
    serves: ['approver'],
    params: release,
    body: decline,
    hasBranch: true,
    isOfBank: true,
  },
  'POST /api/v1/releases/:release/refusal': {
    serves: ['approver'],
    params: release,
    body: decline,
    hasBranch: true,
    isOfBank: true,
  },
  'POST /api/v1/releases/:release/approval': {
    serves: ['approver'],
    params: release,
    body: () => ({ hash: '0'.repeat(64), code: '000000' }),
    hasBranch: true,
    isOfBank: true,
  },
  'POST /api/v1/releases/:release/approval/taking-back': {
    serves: ['approver'],
    params: release,
    body: () => ({}),
    hasBranch: true,
    isOfBank: true,
  },
  'POST /api/v1/releases/:release/go-live': { serves: EITHER, params: release, body: () => ({}), hasBranch: true },
  'POST /api/v1/releases/:release/roll-back': {
    serves: EITHER,
    params: release,
    body: () => ({ reason: 'x' }),
    hasBranch: true,
    isOfBank: true,
  },
  'POST /api/v1/releases/:release/review': {
    serves: EITHER,
    params: release,
    body: () => ({ text: 'x' }),
    hasBranch: true,
    isOfBank: true,
  },
  'POST /api/v1/releases/:release/remarks': {
    serves: EITHER,
    params: release,
    body: () => ({ text: 'x' }),
    hasBranch: true,
  },
  'GET /api/v1/notices': { serves: SIGNED_IN },
  'POST /api/v1/notices/:notice/settlement': { serves: SIGNED_IN, params: () => ({ notice: '1' }) },
  // Last: it ends what the others need.
  'DELETE /api/v1/sessions': { serves: PEOPLE },
};

/** A key is for operations by name; this one for all that serve keys, and for some that do not. */
const OPERATIONS = [
  'decide',
  'decideBatch',
  'listDefinitions',
  'getDefinition',
  'getClosure',
  'getWords',
  'getProblems',
  'checkDraft',
  'getPopulation',
  'getDistribution',
  'getRecord',
  'findRecords',
  'whoAmI',
  'listSessions',
  'endSession',
  'signOut',
  'listPeople',
  'getPerson',
  'renamePerson',
  'endSessionsOf',
  'beginAuthorityChange',
  'listAuthorityChanges',
  'decideAuthorityChange',
  'listKeys',
  'endKey',
  'beginUpload',
  'addPiece',
  'beginImport',
  'decideImport',
  'listImports',
  'getImport',
  'getRefusedRows',
  'getSettings',
  'listSettings',
  'beginImpact',
  'getImpact',
  'cancelImpact',
  'listMovers',
  'getMoversFile',
  'beginRelease',
  'listReleases',
  'getRelease',
  'getReleaseImpact',
  'getReleaseRevision',
  'editRelease',
  'submitRelease',
  'withdrawRelease',
  'returnRelease',
  'refuseRelease',
  'approveRelease',
  'takeBackApproval',
  'goLive',
  'rollBack',
  'reviewRollBack',
  'remarkOnRelease',
  'listNotices',
  'settleNotice',
];

describe('routes by role', () => {
  let bank: Bank;
  const credentials = new Map<Who, Record<string, string>>();
  const now = new Date('2026-11-22T04:00:00.000Z');
  const own = { host: 'localhost', origin: 'http://localhost' };

  beforeAll(async () => {
    bank = await openBank(undefined, 'en', { hasPeople: true, now: () => now });
    await seedPeople(bank.store, [
      ...STAFF,
      ...PEOPLE.map((role) => ({ id: role, node: 'east', roles: [role] })),
      ...['east', 'west'].map((node) => ({ id: `target-${node}`, node, roles: [] })),
    ]);
    await bank.store.write(tester, 'seed', async ({ database, audit }) => {
      for (const node of ['east', 'west']) {
        await seedRelease(database, node, now.toISOString());
        const key = { name: node, owner: 'sys', begun_by: 'sec', scope: node, operations: '["decide"]', is_active: 1 };
        const expires_at = '2027-01-01T00:00:00.000Z';
        await database
          .insertInto('api_key')
          .values({ ...key, id: `key-${node}`, hash: node, expires_at })
          .execute();
        const proposal = JSON.stringify({ kind: 'unlock', person: `target-${node}` });
        const change = {
          proposal,
          secret_hash: null,
          node,
          begun_by: 'sec',
          begun_at: now.toISOString(),
          state: 'waiting',
        } as const;
        const number = node === 'east' ? 1 : 2;
        await database
          .insertInto('authority_change')
          .values({ ...change, id: `change-${node}`, number, decided_by: null, decided_at: null })
          .execute();
      }
      const hash = secretHash('the-key');
      const key = { id: 'key', hash, name: 'key', owner: 'team-lead', begun_by: 'sec', scope: 'east', is_active: 1 };
      await database
        .insertInto('api_key')
        .values({ ...key, operations: JSON.stringify(OPERATIONS), expires_at: '2027-01-01T00:00:00.000Z' })
        .execute();
      await audit({ subject: 'seed' });
    });
    await bank.look();
    credentials.set('visitor', {});
    credentials.set('key', { authorization: 'Bearer the-key' });
    for (const role of PEOPLE) {
      const reply = await bank.app.inject({
        method: 'POST',
        url: '/api/v1/sessions',
        headers: own,
        payload: { account: role, password: PASSWORD, code: codeAt(now) },
      });
      const session = reply.cookies.find(({ name }) => name === 'guiju-session')?.value ?? '';
      credentials.set(role, { cookie: `guiju-session=${session}` });
    }
  });
  afterAll(() => bank.close());

  it('stand in the table, all of them, and no others', () => {
    expect(routesOf(bank.app).toSorted()).toEqual(Object.keys(TABLE).toSorted());
  });

  it.each(Object.entries(TABLE))('%s serves whom the table says, in his branch', async (route, row) => {
    const [method = '', url = ''] = route.split(' ');
    for (const branch of row.hasBranch === true ? ['east', 'west'] : ['east']) {
      const found: string[] = [];
      for (const who of ANYBODY) {
        const reply = await bank.app.inject(requestOf(method, url, row, branch, { ...own, ...credentials.get(who) }));
        found.push(`${who}: ${outcome(reply.statusCode, reply.body)}`);
      }
      const expected = ANYBODY.map((who) => {
        const isServed = row.serves.includes(who);
        if (!isServed) return `${who}: ${who === 'visitor' ? 'signs in first' : 'refused'}`;
        return `${who}: ${branch === 'west' || row.isOfBank === true ? 'not there' : 'served'}`;
      });
      expect([branch, found]).toEqual([branch, expected]);
    }
  });
});

/** A draft of a branch. */
async function seedRelease(database: Database, node: string, at: string): Promise<void> {
  const id = `release-${node}`;
  const instants = { expires_at: null, due_at: null, lease_until: null, live_at: null, review_due_at: null };
  const begun = { begun_by: `target-${node}`, begun_at: at, state: 'draft', reason: null, revision: 1 } as const;
  const kind = { kind: 'change', undoes: null, number: node === 'east' ? 1 : 2, row_version: 1, fence: 0 } as const;
  const ended = { publication: null, reviewed_by: null, reviewed_at: null };
  await database
    .insertInto('release')
    .values({ id, node, ...kind, ...begun, ...instants, ...ended })
    .execute();
  const revision = { title: node, note: '', go_live_at: null, content_hash: '', frozen_at: null, binding: null };
  await database
    .insertInto('release_revision')
    .values({ release: id, number: 1, ...revision, bound_hash: null, impact: null })
    .execute();
  const who = { actor_kind: 'person', actor: `target-${node}`, actor_name: node };
  const what = { operation: 'begin', from_state: null, to_state: 'draft', revision: 1, reason: null } as const;
  await database
    .insertInto('release_event')
    .values({ release: id, number: 1, at, ...who, ...what })
    .execute();
}

/** What an answer says of authority, whatever else it says. */
function outcome(status: number, body: string): string {
  if (body.includes('"code":"sign-in-needed"')) return 'signs in first';
  if (status === 403) return 'refused';
  return body.includes('"code":"person-not-found"') && !body.includes('session/none') ? 'not there' : 'served';
}

function requestOf(
  method: string,
  url: string,
  row: Row,
  branch: string,
  headers: Record<string, string>,
): InjectOptions {
  const params = row.params?.(branch) ?? {};
  const address = url.replace(/:(\w+)|\*/g, (found, name: string | undefined) => params[name ?? '*'] ?? found);
  const body = row.body?.(branch);
  const request = { method: method as 'GET', url: row.query === undefined ? address : `${address}?${row.query}` };
  if (body === undefined) return { ...request, headers };
  if (typeof body === 'object') return { ...request, headers, payload: body };
  const type = url.endsWith('/batch') ? 'application/x-ndjson' : 'application/x-www-form-urlencoded';
  return { ...request, headers: { ...headers, 'content-type': type }, payload: body };
}

/** The routes of an application; those that only say which methods there are, and HEAD beside GET, are none of their own. */
const routesOf = (app: FastifyInstance): readonly string[] => [
  ...new Set(
    app.declaredRoutes.flatMap(({ method, url }) =>
      Array.isArray(method) || method === 'HEAD' ? [] : [`${method} ${url}`],
    ),
  ),
];
