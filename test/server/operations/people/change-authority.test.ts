import { beforeEach, expect, it } from 'vitest';
import type { Proposal } from '../../../../server/authority/proposal.ts';
import { storeAccess } from '../../../../server/operations/people/access.ts';
import { beginChange, decideChange } from '../../../../server/operations/people/change-authority.ts';
import { listPeople, renamePerson } from '../../../../server/operations/people/people-list.ts';
import { signIn } from '../../../../server/operations/people/sign-in.ts';
import { useLink } from '../../../../server/operations/people/use-link.ts';
import { readPerson } from '../../../../server/store/people.ts';
import { OperationRefused, type Store } from '../../../../server/store/store.ts';
import { as, codeAt, PASSWORD, seedPeople, STAFF, TOTP_SECRET } from '../../support/people.ts';
import { onBothDatabases } from '../../support/stores.ts';

onBothDatabases('changes of authority', (stores) => {
  let now: Date;
  const clock = { now: () => now };
  let store: Store;
  beforeEach(async () => {
    now = new Date('2026-11-22T04:00:00.000Z');
    store = await stores.open({ clock });
    await seedPeople(store, STAFF);
  });

  const codeOf = async (asked: Promise<unknown>): Promise<string> =>
    await asked.then(
      () => 'done',
      (error: unknown) => (error instanceof OperationRefused ? error.problems[0].code : String(error)),
    );
  const rolesOf = async (id: string, at: Store = store) =>
    ((await readPerson(at.database, id))?.rights ?? []).map(({ role, scope }) => `${role} ${scope}`).toSorted();
  const signingIn = (id: string, at: Store = store) =>
    signIn(at, { account: id, password: PASSWORD, code: codeAt(now), address: '::1', agent: 'test' });
  const sessionOf = async (id: string) => {
    const done = await signingIn(id);
    if (done.kind === 'refused') throw new Error(done.problem.message.en);
    return done.session;
  };
  const entries = async (outcome: 'done' | 'refused') =>
    (
      await store.database
        .selectFrom('audit_entry')
        .select(['operation', 'actor', 'subject'])
        .where('outcome', '=', outcome)
        .execute()
    )
      .filter(({ operation }) => operation !== 'seed')
      .map(({ operation, actor, subject }) => `${actor} ${operation} ${subject}`);

  const grant = (id: string): Proposal => ({
    kind: 'grant',
    to: { kind: 'person', id },
    role: 'approver',
    scope: 'east',
  });

  it('takes a second person, who is neither who began it nor who gains by it', async () => {
    const { id, state } = await beginChange(store, as('sec'), grant('lee'));
    expect([state, await rolesOf('lee')]).toEqual(['waiting', ['author east']]);
    expect(await codeOf(decideChange(store, as('sec'), id, 'confirm'))).toBe('second-person-needed');
    expect(await codeOf(decideChange(store, as('lee'), id, 'confirm'))).toBe('right-missing');
    expect(await codeOf(decideChange(store, as('audit'), id, 'confirm'))).toBe('right-missing');
    expect(await codeOf(decideChange(store, as('sec-2'), id, 'withdraw'))).toBe('second-person-needed');
    await decideChange(store, as('sys'), id, 'confirm');
    expect(await rolesOf('lee')).toEqual(['approver east', 'author east']);
    expect(await codeOf(decideChange(store, as('sec-2'), id, 'confirm'))).toBe('change-decided');
    expect(await entries('done')).toEqual([
      'sec begin-authority-change person/lee',
      'sys confirm-authority-change person/lee',
    ]);
  });

  it('life L43: only takes rights away at once, and signs whoever loses them out', async () => {
    const session = await sessionOf('lee');
    const access = await storeAccess(store, clock, true);
    expect(await access.personOf(session)).toMatchObject({ id: 'lee' });
    const revoked: Proposal = { kind: 'revoke', to: { kind: 'person', id: 'lee' }, role: 'author', scope: 'east' };
    expect((await beginChange(store, as('sec'), revoked)).state).toBe('done');
    expect([await rolesOf('lee'), await access.personOf(session)]).toEqual([[], undefined]);
  });

  it.each<[door: string, proposal: Proposal, state: string]>([
    ['a grant', grant('sec-2'), 'offices-mixed'],
    ['a move into a node that carries the role', { kind: 'move-person', person: 'lee', node: 'west' }, 'waiting'],
    [
      'a new account with the role in its body',
      {
        kind: 'add-person',
        person: 'x',
        name: 'x',
        account: 'x',
        node: 'east',
        grants: [{ role: 'approver', scope: 'east' }],
      },
      'waiting',
    ],
    [
      'a new account in a node that carries it',
      { kind: 'add-person', person: 'x', name: 'x', account: 'x', node: 'west', grants: [] },
      'waiting',
    ],
    ['a node moved under another', { kind: 'move-node', node: 'west', above: 'east' }, 'waiting'],
    ['a node moved below itself', { kind: 'move-node', node: 'bank', above: 'east' }, 'circle-of-nodes'],
    [
      'an account that is there',
      { kind: 'add-person', person: 'lee', name: 'x', account: 'x', node: 'east', grants: [] },
      'there-already',
    ],
    [
      'an office beside another',
      { kind: 'grant', to: { kind: 'person', id: 'lee' }, role: 'auditor', scope: 'bank' },
      'offices-mixed',
    ],
  ])('life L32: is judged by its effect, by whichever door: %s', async (_door, proposal, state) => {
    await store.write(as('sec'), 'seed', async ({ database, audit }) => {
      await database
        .insertInto('role_grant')
        .values({ to_kind: 'node', to_id: 'west', role: 'agent', scope: 'west' })
        .execute();
      await database
        .insertInto('role_grant')
        .values({ to_kind: 'person', to_id: 'lee', role: 'team-lead', scope: 'east' })
        .execute();
      await audit({ subject: 'seed' });
    });
    const before = await Promise.all(STAFF.map(({ id }) => rolesOf(id)));
    const found = await beginChange(store, as('sec'), proposal).then(
      (changed) => changed.state as string,
      (error: unknown) => (error instanceof OperationRefused ? error.problems[0].code : String(error)),
    );
    expect([found, await Promise.all(STAFF.map(({ id }) => rolesOf(id)))]).toEqual([state, before]);
    const told = await entries(state === 'waiting' ? 'done' : 'refused');
    expect(told.at(-1)).toContain('sec begin-authority-change');
  });

  it('life L36: is refused, as if there were nothing, to an administrator of another branch', async () => {
    const east = as('sec-east');
    const cross: readonly Proposal[] = [
      grant('kim'),
      { kind: 'reset', person: 'kim' },
      { kind: 'set-active', person: 'kim', isActive: false },
      { kind: 'move-person', person: 'kim', node: 'east' },
      { kind: 'move-person', person: 'lee', node: 'west' },
      { kind: 'grant', to: { kind: 'person', id: 'lee' }, role: 'approver', scope: 'bank' },
      { kind: 'add-node', node: 'n', title: 'n', above: 'west' },
      {
        kind: 'add-key',
        key: 'k',
        name: 'k',
        owner: 'lee',
        scope: 'bank',
        operations: ['decide'],
        expiresAt: '2027-01-01T00:00:00.000Z',
      },
    ];
    for (const proposal of cross)
      expect([proposal.kind, await codeOf(beginChange(store, east, proposal))]).toEqual([
        proposal.kind,
        'person-not-found',
      ]);
    expect((await entries('refused')).length).toBe(cross.length);
    const whyNot = () => undefined;
    expect(await codeOf(renamePerson(store, east, { person: 'kim', name: 'x', whyNot }))).toBe('person-not-found');
    expect(await codeOf(renamePerson(store, east, { person: 'nobody', name: 'x', whyNot }))).toBe('person-not-found');
    expect((await beginChange(store, east, { kind: 'reset', person: 'lee' })).state).toBe('waiting');
    const seen = await listPeople(store, [{ role: 'security-administrator', scope: 'east' }], {
      query: undefined,
      role: undefined,
      isActive: undefined,
      after: undefined,
      limit: 1,
    });
    expect([seen.people.map(({ id }) => id), seen.total]).toEqual([['lee'], 2]);
  });

  it.each(STAFF.filter(({ roles }) => !roles.includes('security-administrator')).map(({ id }) => [id]))(
    'life L87: is begun by no %s',
    async (id) => {
      for (const proposal of [
        grant('lee'),
        { kind: 'unlock', person: 'lee' },
        { kind: 'reset', person: 'lee' },
      ] as const)
        expect(await codeOf(beginChange(store, as(id), proposal))).toBe('right-missing');
    },
  );

  it('life L51: is neither begun nor confirmed by a key', async () => {
    const { id } = await beginChange(store, as('sec'), grant('lee'));
    const key = { kind: 'key', id: 'sys', name: 'sys' } as const;
    expect(await codeOf(decideChange(store, key, id, 'confirm'))).toBe('keys-decide-nothing');
    expect(await codeOf(beginChange(store, { ...key, id: 'sec' }, grant('lee')))).toBe('keys-decide-nothing');
  });

  it('life L40: holds on every node with the next request', async () => {
    const other = await stores.open({ clock });
    await beginChange(store, as('sec'), {
      kind: 'revoke',
      to: { kind: 'person', id: 'sec-2' },
      role: 'security-administrator',
      scope: 'bank',
    });
    expect(await codeOf(beginChange(other, as('sec-2'), grant('lee')))).toBe('right-missing');
  });

  it('life L46: ends what the key of its owner may', async () => {
    const { id, secret } = await beginChange(store, as('sec'), {
      kind: 'add-key',
      key: 'k',
      name: 'pipeline',
      owner: 'lee',
      scope: 'east',
      operations: ['decide'],
      expiresAt: '2026-12-01T00:00:00.000Z',
    });
    const access = await storeAccess(store, clock, true);
    expect(await access.keyOf(secret ?? '')).toBeUndefined();
    await decideChange(store, as('sys'), id, 'confirm');
    expect(await access.keyOf(secret ?? '')).toMatchObject({
      owner: 'lee',
      rights: [{ role: 'integrator', scope: 'east' }],
      operations: ['decide'],
    });
    const other = await storeAccess(await stores.open({ clock }), clock, true);
    await beginChange(store, as('sec'), {
      kind: 'revoke',
      to: { kind: 'person', id: 'lee' },
      role: 'author',
      scope: 'east',
    });
    expect(await other.keyOf(secret ?? '')).toMatchObject({ rights: [] });
    await beginChange(store, as('sec'), { kind: 'set-active', person: 'lee', isActive: false });
    expect([await access.keyOf(secret ?? ''), await other.keyOf(secret ?? '')]).toEqual([undefined, undefined]);
    now = new Date('2026-12-02T00:00:00.000Z');
    expect(await access.keyOf(secret ?? '')).toBeUndefined();
  });

  const invited = async () => {
    const begun = await beginChange(store, as('sec'), { kind: 'reset', person: 'kim' });
    const confirmed = await decideChange(store, as('sys'), begun.id, 'confirm');
    return { link: begun.secret ?? '', second: confirmed.secret ?? '' };
  };
  const using = (at: Store, link: string, second: string) =>
    useLink(at, { link, second, password: 'quite another password', totpSecret: TOTP_SECRET, code: codeAt(now) });
  const cameOf = async (used: ReturnType<typeof using>) => {
    const done = await used;
    return done.kind === 'used' ? 'used' : done.problem.code;
  };

  it('life L34: lets nobody in by a link alone, and signs out and tells whose it was', async () => {
    const session = await sessionOf('kim');
    const { link, second } = await invited();
    expect(second).not.toBe('');
    expect(await cameOf(using(store, link, 'ABCD-EFGH-JKLM'))).toBe('second-secret-wrong');
    const access = await storeAccess(store, clock, true);
    expect(await access.personOf(session)).toMatchObject({ id: 'kim' });
    now = new Date(now.getTime() + 60_000);
    expect(await cameOf(using(store, link, second.toLowerCase().replaceAll('-', ' ')))).toBe('used');
    expect(await access.personOf(session)).toBeUndefined();
    const notices = await store.database.selectFrom('outbox').select('payload').where('type', '=', 'notice').execute();
    expect(notices.map(({ payload }) => payload).join()).toContain('"to":"kim"');
    expect((await signingIn('kim')).kind).toBe('refused');
  });

  it('life L34: withdraws a link whose second secret is guessed at', async () => {
    const { link, second } = await invited();
    for (let i = 0; i < 5; i += 1)
      expect(await cameOf(using(store, link, 'ABCD-EFGH-JKLM'))).toBe('second-secret-wrong');
    expect(await cameOf(using(store, link, second))).toBe('link-gone');
  });

  it('life L38: takes a link once: twice, at once on two nodes, after its time, after it was withdrawn', async () => {
    const other = await stores.open({ clock });
    const first = await invited();
    const at = [using(store, first.link, first.second), using(other, first.link, first.second)];
    expect((await Promise.all(at.map(cameOf))).toSorted()).toEqual(['link-gone', 'used']);
    expect(await cameOf(using(store, first.link, first.second))).toBe('link-gone');
    const second = await invited();
    const third = await invited();
    expect(await cameOf(using(store, second.link, second.second))).toBe('link-gone');
    now = new Date(now.getTime() + 4 * 24 * 3_600_000);
    expect(await cameOf(using(store, third.link, third.second))).toBe('link-gone');
    expect(await cameOf(using(store, 'x'.repeat(43), 'x'))).toBe('link-gone');
    const told = await store.database
      .selectFrom('audit_entry')
      .select('body')
      .where('operation', '=', 'use-link')
      .execute();
    expect(told.map(({ body }) => body).filter((body) => body.includes('link-gone'))).toHaveLength(4);
  });

  it('life L44: takes a code once: again, on two nodes at once, and an earlier one after a later one', async () => {
    const other = await stores.open({ clock });
    const outcome = async (done: ReturnType<typeof signingIn>) => {
      const found = await done;
      return found.kind === 'refused' ? found.problem.code : 'signed-in';
    };
    const both = await Promise.all([outcome(signingIn('lee')), outcome(signingIn('lee', other))]);
    expect(both.toSorted()).toEqual(['code-spent', 'signed-in']);
    expect(await outcome(signingIn('lee'))).toBe('code-spent');
    const early = now;
    now = new Date(now.getTime() + 30_000);
    expect(await outcome(signingIn('lee'))).toBe('signed-in');
    const late = signIn(store, { account: 'lee', password: PASSWORD, code: codeAt(early), address: '', agent: '' });
    expect(await outcome(late)).toBe('code-spent');
  });

  it('life L42: ends the session a browser had when somebody signs in with it', async () => {
    const before = await sessionOf('lee');
    now = new Date(now.getTime() + 30_000);
    const done = await signIn(store, {
      account: 'kim',
      password: PASSWORD,
      code: codeAt(now),
      address: '',
      agent: '',
      before,
    });
    const access = await storeAccess(store, clock, true);
    expect([done.kind, await access.personOf(before)]).toEqual(['signed-in', undefined]);
    now = new Date(now.getTime() + 13 * 3_600_000);
    expect(done.kind === 'signed-in' && (await access.personOf(done.session))).toBeUndefined();
  });

  it('life L45: slows an account down by its failures, and keeps whoever is signed in', async () => {
    const session = await sessionOf('kim');
    const wrong = () => signIn(store, { account: 'kim', password: 'guess', code: '000000', address: '', agent: '' });
    const codes = [];
    for (let i = 0; i < 8; i += 1) {
      const done = await wrong();
      codes.push(done.kind === 'refused' ? done.problem.code : done.kind);
    }
    expect(codes).toEqual([
      ...Array<string>(6).fill('not-signed-in-as'),
      ...Array<string>(2).fill('account-slowed-down'),
    ]);
    now = new Date(now.getTime() + 1000);
    expect(await signingIn('kim')).toMatchObject({ problem: { code: 'account-slowed-down' } });
    const access = await storeAccess(store, clock, true);
    expect(await access.personOf(session)).toMatchObject({ id: 'kim' });
    const { id } = await beginChange(store, as('sec'), { kind: 'unlock', person: 'kim' });
    await decideChange(store, as('sec-2'), id, 'confirm');
    now = new Date(now.getTime() + 29_000);
    expect(await signingIn('kim')).toMatchObject({ kind: 'signed-in' });
  });
});
