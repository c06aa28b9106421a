import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Problem } from '../../../../definitions/index.ts';
import { loadDefinitions, type LoadOptions } from '../../../../server/operations/definitions/load-definitions.ts';
import { directLinker } from '../../../../server/operations/definitions/linker.ts';
import { readCuts } from '../../../../server/store/cuts.ts';
import { newestPublication, readPublication } from '../../../../server/store/definitions.ts';
import { sqliteIn } from '../../../../server/store/address.ts';
import { openStore } from '../../../../server/store/open-store.ts';
import { readFindings } from '../../../../server/store/proofs.ts';
import { hostOperator } from '../../../../server/store/actor.ts';
import { OperationRefused, type Store } from '../../../../server/store/store.ts';
import { publish } from '../../../../server/operations/definitions/publish.ts';
import { addSamplePeople, removeSamplePeople } from '../../../../server/operations/people/sample-people.ts';
import { seedPeople, STAFF } from '../../support/people.ts';
import { clock, temporaryFolder, tester } from '../../support/bank.ts';
import { documents, scorecard, segmentation } from '../../support/definitions.ts';

/** The segmentation with a case: a client whose assets are not known is in the class named. */
const told = (of: string): object => ({
  ...segmentation(60),
  cases: [{ name: 'unknown assets', given: { facts: { clientId: 'C', age: 1 } }, expect: { value: { class: of } } }],
});
const bank = (tier: object): readonly object[] => [...documents.slice(0, -1), tier];

describe('loading', () => {
  let folder: string;
  let store: Store;
  beforeEach(async () => {
    folder = temporaryFolder();
    store = await openStore(sqliteIn(folder), { clock });
  });
  afterEach(async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const load = (sources: readonly object[], options: LoadOptions = {}) =>
    loadDefinitions(
      store,
      tester,
      sources.map((document) => ({ document })),
      options,
    );
  const shown = (problems: readonly Problem[]) =>
    problems
      .filter(({ code }) => code === 'case-failed')
      .map(({ definition, pointer, severity }) => [definition, pointer, severity]);

  it('publishes nothing where a case fails, and says which', async () => {
    const loaded = await load(bank(told('gold')));
    expect(loaded.kind).toBe('refused');
    expect(shown(loaded.problems)).toEqual([['segmentation/tier', '/cases/0', 'error']]);
    expect(loaded.problems.find(({ code }) => code === 'case-failed')?.message.en).toBe(
      'The case "unknown assets" fails: expected {"value":{"class":"gold"}}, got {"value":{"class":"plain","score":50},"reasons":["assets-unknown"],"problems":[]}',
    );
    expect(await newestPublication(store.database)).toBe(0);
  });

  it('publishes all the same where failing cases are allowed, with a warning', async () => {
    const loaded = await load(bank(told('gold')), { allowsFailingCases: true });
    expect([loaded.kind, shown(loaded.problems)]).toEqual([
      'published',
      [['segmentation/tier', '/cases/0', 'warning']],
    ]);
    const { sources } = await readPublication(store.database);
    const closures = sources.map(({ closure }) => closure);
    const findings = [...(await readFindings(store.database, closures)).values()];
    expect(findings.reduce((sum, { cases }) => sum + cases.failed, 0)).toBe(1);
  });

  it('runs the cases of what stands on a definition that changes', async () => {
    expect((await load(bank(told('plain')))).kind).toBe('published');
    const loaded = await load([scorecard(80)]);
    expect([loaded.kind, shown(loaded.problems)]).toEqual(['refused', [['segmentation/tier', '/cases/0', 'error']]]);
    expect(await newestPublication(store.database)).toBe(1);
  });

  it('is not held up by a case that failed before and is not touched, but by the same definition loaded anew', async () => {
    await load(bank(told('gold')), { allowsFailingCases: true });
    const other = { ...documents[1], name: 'other' };
    expect((await load([other])).kind).toBe('published');
    expect((await load(documents.slice(0, -1), { replaces: true })).kind).toBe('published');
    expect((await load([told('gold')])).kind).toBe('refused');
  });

  it('freezes cuts with the publication or not at all', async () => {
    const cuts = { 'segmentation/top': [10] };
    await load(bank(told('gold')), { cuts });
    expect((await readCuts(store.database)).cuts).toEqual({});
    await load(bank(told('plain')), { cuts });
    expect((await readCuts(store.database)).cuts).toEqual(cuts);
  });

  const older = (name: string, value = 40) => ({
    kind: 'criteria',
    name,
    entity: 'entity/client',
    when: { all: [{ fact: 'age', operator: 'greaterThan', value }] },
  });
  /** What is told of whether criteria differ, by id. */
  const distinct = async () => {
    const { libraryProofs } = await directLinker(store.database).read(undefined);
    return Object.fromEntries(
      [...libraryProofs].map(([id, proofs]) => [id, proofs.map(({ property, verdict }) => `${property} ${verdict}`)]),
    );
  };

  it('found 37: that criteria differ is proved anew when another comes, and when it goes', async () => {
    const bankWith = (...others: readonly object[]) => [...documents, ...others];
    await load(bankWith(older('b')));
    const proved = ['distinct proved'];
    expect(await distinct()).toEqual({ 'criteria/b': proved, 'criteria/recent': proved });
    const loaded = await load(bankWith(older('a'), older('b')));
    expect(loaded.problems.map(({ code }) => code)).toContain('criteria-same');
    expect(Object.values(await distinct()).flat()).toContain('distinct refuted');
    await load(bankWith(older('b')), { replaces: true });
    expect(await distinct()).toEqual({ 'criteria/b': proved, 'criteria/recent': proved });
    await load(bankWith(older('b'), older('c', 41)));
    expect(await distinct()).toEqual({ 'criteria/b': proved, 'criteria/c': proved, 'criteria/recent': proved });
  });

  it('proves nothing again that neither changed nor stands on what did, unless another program proved it', async () => {
    const asked: number[] = [];
    const onProving = (_: number, total: number) => void asked.push(total);
    await load(documents, { onProving, program: '1.0.0' });
    await load([...documents, older('b')], { onProving, program: '1.0.0' });
    await load([scorecard(55)], { onProving, program: '1.0.0' });
    await load([scorecard(55)], { onProving, program: '2.0.0' });
    await load([scorecard(55)], { onProving, program: '2.0.0' });
    // Four definitions; one more; the scorecard and the segmentation above it; all five.
    expect([...new Set(asked)]).toEqual([4, 1, 2, 5]);
  });

  it('is not held up by a case that failed before where another program proves it again', async () => {
    await load(bank(told('gold')), { allowsFailingCases: true, program: '1.0.0' });
    expect((await load([older('b')], { program: '2.0.0' })).kind).toBe('published');
  });

  it('says how much of a definition is not decided', async () => {
    // No two squares add up to three times seven: the search for a record comes to nothing, and no bound says that there is none.
    const number = { type: 'integer', minimum: -1000, maximum: 1000 };
    const entity = {
      kind: 'entity',
      name: 'plane',
      fields: { x: number, y: number },
      derived: { norm: { text: 'x * x + y * y', type: 'integer' } },
    };
    const when = { all: [{ fact: 'norm', operator: 'equal', value: 21 }] };
    const loaded = await load([entity, { kind: 'criteria', name: 'open', entity: 'entity/plane', when }]);
    expect(loaded.kind === 'published' && loaded.undecided).toEqual([{ id: 'criteria/open', count: 1, of: 3 }]);
  });

  it('life L13: by a command of the host publishes nothing where people work, and the audit has it', async () => {
    const byHost = () =>
      loadDefinitions(
        store,
        hostOperator(),
        documents.map((document) => ({ document })),
      );
    await addSamplePeople(store);
    expect((await byHost()).kind).toBe('published');
    await removeSamplePeople(store);
    await seedPeople(store, STAFF);
    const error: unknown = await byHost().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(OperationRefused);
    expect((error as OperationRefused).problems.map(({ code }) => code)).toEqual(['load-beside-people']);
    expect(await newestPublication(store.database)).toBe(1);
    const refused = await store.database
      .selectFrom('audit_entry')
      .select(['actor_kind', 'operation'])
      .where('outcome', '=', 'refused')
      .execute();
    expect(refused).toEqual([{ actor_kind: 'host-operator', operation: 'publish' }]);
    await expect(publish(store, hostOperator(), [], 1, {})).rejects.toThrow(OperationRefused);
    expect(await newestPublication(store.database)).toBe(1);
  });
});
