import { ROLES, type Role } from '../../../server/authority/role.ts';

/**
 * Every route of the server, and whom it serves: written by hand, and read by nobody but `routes-by-role.test.ts`. A route that is not in it
 * fails there; so does a row of a route that is not there.
 */
export type Who = 'visitor' | 'key' | Exclude<Role, 'integrator'>;
export const PEOPLE = ROLES.filter((role): role is Exclude<Role, 'integrator'> => role !== 'integrator');
export const ANYBODY: readonly Who[] = ['visitor', 'key', ...PEOPLE];
const SIGNED_IN: readonly Who[] = ['key', ...PEOPLE];
const DECIDE: readonly Who[] = ['key', 'author', 'approver', 'agent', 'team-lead', 'customer-manager', 'president'];
const SERVING: readonly Who[] = ['key', 'agent', 'team-lead', 'customer-manager', 'president'];
const NOT_LEADING: readonly Who[] = ['agent', 'customer-manager'];
const SECURITY: readonly Who[] = ['security-administrator'];
const ADMINISTRATORS: readonly Who[] = ['security-administrator', 'system-administrator'];
const IMPACTS: readonly Who[] = ['key', 'author', 'approver'];
const READ_IMPACTS: readonly Who[] = [...IMPACTS, 'president', 'auditor'];
const IMPORT: readonly Who[] = ['key', 'importer'];
const SEE_IMPORTS: readonly Who[] = [...IMPORT, 'author', 'approver', 'auditor', 'system-administrator'];
const SEE_SETTINGS: readonly Who[] = [...ADMINISTRATORS, 'auditor', 'author', 'approver', 'president'];
const SEE: readonly Who[] = [...ADMINISTRATORS, 'auditor'];

export interface Row {
  readonly serves: readonly Who[];
  /** Whether what is asked for lies in a branch: then nobody of another branch is told that it is there. */
  readonly hasBranch?: true;
  /** Whether it takes the role over the whole bank: then nobody of a branch is told that it is there, nor of his own. */
  readonly isOfBank?: true;
  /** Whom it serves, but for this: the queue of the request is not kept, and those who lead alone see it. */
  readonly blind?: readonly Who[];
  /** Whether its answer has no end: it is asked over a real connection, and left once it has begun. */
  readonly isStream?: true;
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
const request = (branch: string) => ({ request: `request-${branch}` });
const target = (branch: string) => ({ person: `target-${branch}` });

export const TABLE: Readonly<Record<string, Row>> = {
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
  'POST /api/v1/definitions/:kind/:name/bins': {
    serves: READ_IMPACTS,
    params: kindAndName,
    body: () => ({ list: '/bands', outcome: 'x' }),
  },
  'POST /api/v1/definitions/:kind/:name/sample': { serves: READ_IMPACTS, params: kindAndName, body: () => ({}) },
  'POST /api/v1/definitions/:kind/:name/counts': { serves: READ_IMPACTS, params: kindAndName, body: () => ({}) },
  'POST /api/v1/definitions/check': { serves: SIGNED_IN, body: () => ({ kind: 'criteria', name: 'x' }) },
  'POST /api/v1/regressions/fit': { serves: ['author'] },
  'GET /api/v1/records/:entity': { serves: SERVING, params: () => ({ entity: 'client' }), query: 'field=x&value=1' },
  'GET /api/v1/records/:entity/:key': { serves: SERVING, params: () => ({ entity: 'client', key: 'C-1' }) },
  'GET /api/v1/requests': { serves: SERVING, query: 'queue=first' },
  'POST /api/v1/request-types/:type/requests': {
    serves: SERVING,
    params: () => ({ type: 'none' }),
    body: (branch) => ({ facts: {}, organisation: branch }),
    hasBranch: true,
  },
  'GET /api/v1/requests/:request': { blind: NOT_LEADING, serves: SERVING, params: request, hasBranch: true },
  'GET /api/v1/requests/:request/assignees': {
    serves: ['team-lead', 'president'],
    params: request,
    hasBranch: true,
  },
  'POST /api/v1/requests/:request/events': {
    blind: NOT_LEADING,
    serves: SERVING,
    params: request,
    body: () => ({ event: 'claim' }),
    hasBranch: true,
  },
  'POST /api/v1/requests/:request/assignment': {
    blind: NOT_LEADING,
    serves: SERVING,
    params: request,
    body: () => ({ person: null }),
    hasBranch: true,
  },
  'POST /api/v1/requests/:request/transfer': {
    blind: NOT_LEADING,
    serves: SERVING,
    params: request,
    body: () => ({ queue: 'second', reason: 'x' }),
    hasBranch: true,
  },
  'POST /api/v1/requests/:request/extension': {
    blind: NOT_LEADING,
    serves: SERVING,
    params: request,
    body: () => ({ clock: 'x', to: 'P1D', reason: 'x' }),
    hasBranch: true,
  },
  'POST /api/v1/requests/:request/notes': {
    blind: NOT_LEADING,
    serves: SERVING,
    params: request,
    body: () => ({ text: 'x' }),
    hasBranch: true,
  },
  'GET /api/v1/request-analyses/:analysis': {
    serves: SERVING,
    params: () => ({ analysis: 'volume' }),
    query: 'from=2026-11-01&to=2026-11-30&by=type',
  },
  'GET /api/v1/approvals': { serves: SERVING },
  'GET /api/v1/requests/:request/approvals': {
    blind: NOT_LEADING,
    serves: SERVING,
    params: request,
    hasBranch: true,
  },
  'POST /api/v1/requests/:request/approvals': {
    blind: NOT_LEADING,
    serves: SERVING.filter((who) => who !== 'key'),
    params: request,
    body: () => ({ act: 'urge' }),
    hasBranch: true,
  },
  'GET /api/v1/absences': { serves: SERVING },
  'POST /api/v1/absences': {
    serves: SERVING.filter((who) => who !== 'key'),
    body: () => ({ from: '2026-12-01', to: '2026-12-02' }),
  },
  'DELETE /api/v1/absences/:absence': {
    serves: SERVING.filter((who) => who !== 'key'),
    params: () => ({ absence: 'none' }),
    isOfBank: true,
  },
  'GET /api/v1/population': { serves: SIGNED_IN },
  'GET /api/v1/population/:name/customers': { serves: SERVING, params: () => ({ name: 'tier' }) },
  'GET /api/v1/population/:name': { serves: SIGNED_IN, params: () => ({ name: 'tier' }) },
  'POST /api/v1/decisions/:kind/:name': { serves: DECIDE, params: kindAndName, body: facts },
  'POST /api/v1/decisions/:kind/:name/batch': { serves: DECIDE, params: kindAndName, body: () => '{"facts":{}}\n' },
  'POST /api/v1/sessions': { serves: ANYBODY, body: () => ({ account: 'x' }) },
  'GET /api/v1/sessions': { serves: PEOPLE },
  'DELETE /api/v1/sessions/:session': { serves: PEOPLE, params: () => ({ session: 'none' }) },
  'GET /api/v1/first-steps': { serves: SIGNED_IN },
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
  'POST /api/v1/uploads/:upload/preview': {
    serves: IMPORT,
    params: () => ({ upload: 'none' }),
    body: () => ({ entity: 'client' }),
    isOfBank: true,
  },
  'GET /api/v1/uploads/:upload': { serves: IMPORT, params: () => ({ upload: 'none' }), isOfBank: true },
  'DELETE /api/v1/uploads/:upload': { serves: IMPORT, params: () => ({ upload: 'none' }), isOfBank: true },
  'GET /api/v1/imports/choices': { serves: IMPORT },
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
  'GET /api/v1/me/drafts': { serves: SEE_RELEASES },
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
  'GET /api/v1/releases/:release/difference': { serves: SEE_RELEASES, params: release, hasBranch: true },
  'GET /api/v1/definitions/:kind/:name/versions': { serves: SEE_RELEASES, params: kindAndName },
  'GET /api/v1/definitions/:kind/:name/difference': {
    serves: SEE_RELEASES,
    params: kindAndName,
    query: 'from=1&to=1',
  },
  'GET /api/v1/organisation': { serves: SEE },
  'GET /api/v1/audit': { serves: ['auditor'], isOfBank: true },
  'GET /api/v1/audit/operations': { serves: ['auditor'] },
  'GET /api/v1/audit/file': { serves: ['auditor'], isOfBank: true },
  'GET /api/v1/deliveries': { serves: ['system-administrator', 'auditor'], isOfBank: true },
  'POST /api/v1/deliveries/:delivery/again': {
    serves: ['system-administrator'],
    params: () => ({ delivery: '1' }),
    isOfBank: true,
  },
  'GET /api/v1/snapshots': {
    serves: ['system-administrator', 'auditor', 'author', 'approver', 'president', 'importer'],
  },
  'GET /api/v1/me/sample-code': { serves: PEOPLE },
  'GET /api/v1/surveys/:token': { serves: ANYBODY, params: () => ({ token: 'x'.repeat(43) }) },
  'POST /api/v1/surveys/:token': {
    serves: ANYBODY,
    params: () => ({ token: 'x'.repeat(43) }),
    body: () => ({ answers: {} }),
  },
  'POST /api/v1/receipts/sms': { serves: ANYBODY, body: () => ({ id: 'none', status: 'failed' }) },
  'POST /api/v1/webhooks/:source': { serves: ANYBODY, params: () => ({ source: 'none' }), body: () => ({ facts: {} }) },
  'GET /api/v1/me/notices': { serves: SIGNED_IN },
  'GET /api/v1/me/notices/stream': { serves: PEOPLE, isStream: true },
  'POST /api/v1/me/notices/:notice/read': { serves: SIGNED_IN, params: () => ({ notice: '1' }) },
  'GET /api/v1/notices': { serves: SIGNED_IN },
  'POST /api/v1/notices/:notice/settlement': { serves: SIGNED_IN, params: () => ({ notice: '1' }) },
  // Last: it ends what the others need.
  'DELETE /api/v1/sessions': { serves: PEOPLE },
};
