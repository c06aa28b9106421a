import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { hash, type JsonObject } from '../../../../definitions/index.ts';
import type { Autosave } from '../../../../studio/definition/draft/autosave.ts';
import type { DraftServer, ServerDraft } from '../../../../studio/definition/draft/server-draft.ts';

vi.stubGlobal('window', { location: { origin: 'http://localhost' } });
vi.stubGlobal('document', { documentElement: {} });
vi.stubGlobal('navigator', { language: 'en' });
vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined });
const { autosave } = await import('../../../../studio/definition/draft/autosave.ts');
const { ServerError } = await import('../../../../studio/api/client.ts');

const ID = 'scorecard/x';
const doc = (initial: number): JsonObject => ({ kind: 'scorecard', name: 'x', initial });
const rest = { title: 'X', note: '', goLiveAt: null, others: [] };

/** A server that keeps one release, as the real one does: each write on the tag that was seen. */
function fakeServer() {
  const state = { release: null as ServerDraft | null, count: 0, isGone: false, fault: null as Error | null, saves: 0 };
  const write = (release: string, document: JsonObject): ServerDraft => {
    state.count += 1;
    state.release = { release, tag: `"${state.count}"`, document, hash: hash(document), rest };
    return state.release;
  };
  const server: DraftServer = {
    find: async () => state.release,
    read: async () => (state.isGone ? null : state.release),
    begin: async ({ document }) => {
      if (state.fault !== null) throw state.fault;
      state.isGone = false;
      return write(`r${state.count}`, document);
    },
    save: async (draft, document) => {
      state.saves += 1;
      await new Promise((resolve) => setTimeout(resolve, 50));
      if (state.fault !== null) throw state.fault;
      if (state.isGone || draft.tag !== state.release?.tag) throw new ServerError(412, 'changed');
      return write(draft.release, document);
    },
    discard: async () => {
      state.release = null;
    },
  };
  return { state, server, write };
}

describe('a draft that is kept on the server while it is written', () => {
  let saver: Autosave;
  let fake: ReturnType<typeof fakeServer>;
  beforeEach(() => {
    vi.useFakeTimers();
    fake = fakeServer();
    saver = autosave({ id: ID, title: () => 'X', server: fake.server }, null, () => undefined);
  });
  afterEach(() => {
    saver.stop();
    vi.useRealTimers();
  });
  const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

  it('is begun once and saved as it last was, however fast it is written', async () => {
    for (let i = 0; i < 20; i++) saver.save(doc(i));
    await pass(1000);
    for (let i = 20; i < 40; i++) {
      saver.save(doc(i));
      await pass(30);
    }
    await pass(2000);
    expect([fake.state.release?.document, saver.saving().kind, fake.state.saves]).toEqual([doc(39), 'saved', 1]);
  });

  it('found 34: never meets itself, though a save is under way while the next is written', async () => {
    saver.save(doc(0));
    await pass(800);
    for (let i = 1; i < 30; i++) {
      saver.save(doc(i));
      void saver.flush();
      await pass(20);
      expect(saver.saving().kind).not.toBe('conflict');
    }
    await pass(3000);
    expect([fake.state.release?.document, saver.saving().kind]).toEqual([doc(29), 'saved']);
  });

  it("found 33: finds another's text and writes nothing over it, until both were seen", async () => {
    saver.save(doc(1));
    await pass(800);
    const theirs = fake.write('r0', doc(77));
    saver.save(doc(2));
    await pass(2000);
    expect(saver.saving()).toEqual({ kind: 'conflict', theirs });
    await pass(5000);
    expect(fake.state.release?.document).toEqual(doc(77));
    // Both were seen, and this one holds: nothing has to be typed for it to be saved.
    saver.settle(theirs);
    await pass(1000);
    expect([fake.state.release?.document, saver.saving().kind]).toEqual([doc(2), 'saved']);
  });

  it('goes on where only the tag changed, and where the other text is the same', async () => {
    saver.save(doc(1));
    await pass(800);
    fake.write('r0', doc(1));
    saver.save(doc(2));
    await pass(2000);
    expect([fake.state.release?.document, saver.saving().kind]).toEqual([doc(2), 'saved']);
    fake.write('r0', doc(3));
    saver.save(doc(3));
    await pass(2000);
    expect(saver.saving().kind).toBe('saved');
  });

  it('is another draft once it was handed in', async () => {
    saver.save(doc(1));
    await pass(800);
    fake.state.isGone = true;
    saver.save(doc(2));
    await pass(2000);
    expect([saver.kept()?.release, fake.state.release?.document]).toEqual(['r1', doc(2)]);
  });

  it('waits for a lost server by itself, and for somebody to sign in until that is told', async () => {
    fake.state.fault = new ServerError(0, 'lost');
    saver.save(doc(1));
    await pass(1000);
    expect(saver.saving().kind).toBe('lost');
    fake.state.fault = new ServerError(401, 'who');
    await pass(5000);
    expect(saver.saving().kind).toBe('signed-out');
    fake.state.fault = null;
    await pass(20_000);
    expect(fake.state.release).toBeNull();
    await saver.flush();
    expect([fake.state.release, saver.saving().kind]).toEqual([expect.objectContaining({ document: doc(1) }), 'saved']);
    fake.state.fault = new ServerError(403, 'not yours');
    saver.save(doc(2));
    await pass(1000);
    expect(saver.saving()).toEqual({ kind: 'refused', why: 'not yours' });
  });
});
