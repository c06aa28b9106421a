import type { FastifyInstance, InjectOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { secretHash } from '../../../server/authority/secret.ts';
import type { Database } from '../../../server/store/tables.ts';
import { type Bank, openBank, tester } from '../support/bank.ts';
import { codeAt, PASSWORD, seedPeople, STAFF } from '../support/people.ts';
import { ANYBODY, PEOPLE, type Row, TABLE, type Who } from '../support/routes-by-role.ts';

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
  'listCustomers',
  'whoAmI',
  'getFirstSteps',
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
  'getUpload',
  'dropUpload',
  'previewUpload',
  'getImportChoices',
  'beginImport',
  'decideImport',
  'listImports',
  'getImport',
  'getRefusedRows',
  'getSettings',
  'listSettings',
  'beginImpact',
  'getImpact',
  'sampleFigures',
  'countParts',
  'proposeBins',
  'cancelImpact',
  'listMovers',
  'getMoversFile',
  'beginRelease',
  'listReleases',
  'listOwnDrafts',
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
  'listRequestNotices',
  'followRequestNotices',
  'markNoticeRead',
  'getReleaseDifference',
  'listVersions',
  'getVersionDifference',
  'listPlaces',
  'listAudit',
  'listDeliveries',
  'deliverAgain',
  'listAuditOperations',
  'getAuditFile',
  'listSnapshots',
  'getSampleCode',
  'settleNotice',
  'listRequests',
  'getRequest',
  'registerRequest',
  'sendRequestEvent',
  'assignRequest',
  'transferRequest',
  'extendRequest',
  'noteOnRequest',
  'listAssignees',
  'analyseRequests',
  'listWaitingApprovals',
  'listRequestApprovals',
  'actOnApproval',
  'listAbsences',
  'enterAbsence',
  'endAbsence',
];

describe('routes by role', () => {
  let bank: Bank;
  let address: string;
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
        await seedRequest(database, node, now.toISOString());
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
  beforeAll(async () => {
    address = await bank.app.listen({ host: '127.0.0.1', port: 0 });
  });
  afterAll(() => bank.close());

  it('stand in the table, all of them, and no others', () => {
    expect(routesOf(bank.app).toSorted()).toEqual(Object.keys(TABLE).toSorted());
  });

  it.each(Object.entries(TABLE))('life L87: %s serves whom the table says, in his branch', async (route, row) => {
    const [method = '', url = ''] = route.split(' ');
    for (const branch of row.hasBranch === true ? ['east', 'west'] : ['east']) {
      const found: string[] = [];
      for (const who of ANYBODY) {
        const asking = credentials.get(who) ?? {};
        const reply =
          row.isStream === true
            ? await begun(`${address}${url}`, asking)
            : await bank.app.inject(requestOf(method, url, row, branch, { ...own, ...asking }));
        found.push(`${who}: ${outcome(reply.statusCode, reply.body)}`);
      }
      const expected = ANYBODY.map((who) => {
        const isServed = row.serves.includes(who);
        if (!isServed) return `${who}: ${who === 'visitor' ? 'signs in first' : 'refused'}`;
        const isBlind = row.blind?.includes(who) === true;
        return `${who}: ${branch === 'west' || row.isOfBank === true || isBlind ? 'not there' : 'served'}`;
      });
      expect([branch, found]).toEqual([branch, expected]);
    }
  });
});

/** How an endless answer begins, or all of a refusal. */
async function begun(address: string, headers: Record<string, string>) {
  const reply = await fetch(address, { headers });
  if (!reply.ok) return { statusCode: reply.status, body: await reply.text() };
  await reply.body?.cancel();
  return { statusCode: reply.status, body: '' };
}

/** A draft of a branch. */
async function seedRelease(database: Database, node: string, at: string): Promise<void> {
  const id = `release-${node}`;
  const instants = {
    expires_at: null,
    due_at: null,
    lease_until: null,
    live_at: null,
    review_due_at: null,
    cuts: null,
  };
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

/** A request of a branch, of definitions that are not kept. */
async function seedRequest(database: Database, node: string, at: string): Promise<void> {
  const line = { state: ['new'], timers: [], clocks: [], rungs: [] };
  const row = {
    id: `request-${node}`,
    number: `R-${node}`,
    type: 'request-type/none',
    type_version: 1,
    workflow: 'workflow/none',
    workflow_version: 1,
    queue: 'queue/none',
    queue_version: 1,
    queue_closure: 'none',
    customer: null,
    node,
    channel: null,
    priority: 1,
    skill: null,
    owner: null,
    previous_owner: null,
    assigned_at: null,
    escalated: 0,
    state: '["new"]',
    is_open: 1,
    life: JSON.stringify({ snapshot: {}, facts: {}, line, ladder: null }),
    revision: 1,
    order_key: '',
    duplicate_key: null,
    registered_at: at,
    due_at: null,
    closed_at: null,
  };
  await database.insertInto('service_request').values(row).execute();
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
