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
  const state = {
    release: null as ServerDraft | null,
    count: 0,
    isGone: false,
    fault: null as Error | null,
    /** Does what it is asked, and the answer does not come back. */
    isMute: false,
    saves: 0,
    begun: 0,
  };
  const write = (release: string, document: JsonObject): ServerDraft => {
    state.count += 1;
    state.release = { release, tag: `"${state.count}"`, document, hash: hash(document), rest };
    return state.release;
  };
  const answered = <Answer>(answer: Answer): Answer => {
    if (state.isMute) throw new ServerError(0, 'lost');
    return answer;
  };
  const reach = () => {
    if (state.fault !== null) throw state.fault;
  };
  const standing = () => {
    reach();
    return answered(state.isGone ? null : state.release);
  };
  const server: DraftServer = {
    find: async () => standing(),
    read: async () => standing(),
    begin: async ({ document }) => {
      reach();
      state.isGone = false;
      state.begun += 1;
      return answered(write(`r${state.count}`, document));
    },
    save: async (draft, document) => {
      state.saves += 1;
      await new Promise((resolve) => setTimeout(resolve, 50));
      reach();
      if (state.isGone || draft.tag !== state.release?.tag) throw new ServerError(412, 'changed');
      return answered(write(draft.release, document));
    },
    discard: async () => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      reach();
      state.release = null;
      answered(null);
    },
  };
  return { state, server, write };
}

const PUBLISHED = doc(-1);

describe('a draft that is kept on the server while it is written', () => {
  let saver: Autosave;
  let fake: ReturnType<typeof fakeServer>;
  let signedIn: string;
  beforeEach(() => {
    vi.useFakeTimers();
    fake = fakeServer();
    signedIn = 'p1';
    const isAnother = () => signedIn !== 'p1';
    const parts = { id: ID, person: 'p1', title: () => 'X', published: () => hash(PUBLISHED), isAnother };
    saver = autosave({ ...parts, server: fake.server }, null, () => undefined);
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
    expect([saver.known().kept?.release, fake.state.release?.document]).toEqual(['r1', doc(2)]);
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

  it('begins nothing for what is published, also where that was gone back to before it was saved', async () => {
    saver.save(PUBLISHED);
    await pass(2000);
    saver.save(doc(1));
    await pass(300);
    saver.save(PUBLISHED);
    expect(saver.saving().kind).toBe('saving');
    await pass(2000);
    expect([fake.state.begun, saver.saving().kind]).toEqual([0, 'saved']);
    // Begun, it is saved whatever it says.
    saver.save(doc(1));
    await pass(2000);
    saver.save(PUBLISHED);
    await pass(2000);
    expect([fake.state.begun, fake.state.release?.document]).toEqual([1, PUBLISHED]);
  });

  it('found 34: does not meet itself where a save was done and its answer lost', async () => {
    saver.save(doc(0));
    await pass(1000);
    fake.state.isMute = true;
    saver.save(doc(1));
    await pass(1000);
    expect([fake.state.release?.document, saver.saving().kind]).toEqual([doc(1), 'lost']);
    saver.save(doc(2));
    await pass(1000);
    fake.state.isMute = false;
    await pass(5000);
    expect([fake.state.release?.document, saver.saving().kind]).toEqual([doc(2), 'saved']);
    // What another wrote upon the save that was not answered is his.
    fake.state.isMute = true;
    saver.save(doc(3));
    await pass(1000);
    const theirs = fake.write('r0', doc(77));
    fake.state.isMute = false;
    await pass(5000);
    expect(saver.saving()).toEqual({ kind: 'conflict', theirs });
  });

  it('begins one release, though the answer that it was begun is lost', async () => {
    fake.state.isMute = true;
    saver.save(doc(1));
    await pass(1000);
    // Nothing is begun while the server does not say whether there is a draft.
    expect(fake.state.begun).toBe(0);
    fake.state.isMute = false;
    const begin = fake.server.begin;
    Object.assign(fake.server, {
      begin: async (given: Parameters<typeof begin>[0]) => {
        fake.state.isMute = true;
        return await begin(given);
      },
    });
    await pass(5000);
    expect([fake.state.begun, saver.saving().kind]).toEqual([1, 'lost']);
    expect(saver.known()).toEqual({ kept: null, sent: hash(doc(1)) });
    saver.save(doc(2));
    fake.state.isMute = false;
    await pass(5000);
    expect([fake.state.begun, fake.state.release?.document, saver.saving().kind]).toEqual([1, doc(2), 'saved']);
  });

  it('finds the release that another tab began meanwhile before it begins one', async () => {
    const theirs = fake.write('r9', doc(5));
    saver.save(doc(1));
    await pass(1000);
    expect([fake.state.begun, saver.saving()]).toEqual([0, { kind: 'conflict', theirs }]);
    saver.settle(theirs);
    await pass(1000);
    expect([fake.state.release?.release, fake.state.release?.document]).toEqual(['r9', doc(1)]);
  });

  it('writes nothing in the name of somebody else who signed in', async () => {
    signedIn = 'p2';
    saver.save(doc(1));
    await saver.flush();
    expect([fake.state.begun, saver.saving().kind]).toEqual([0, 'signed-out']);
    signedIn = 'p1';
    await saver.flush();
    expect([fake.state.begun, saver.saving().kind]).toEqual([1, 'saved']);
  });

  describe('discarded', () => {
    beforeEach(async () => {
      saver.save(doc(1));
      await pass(1000);
    });
    /** As the page does: what is published stands there again. */
    const discard = () => {
      void saver.discard();
      saver.save(PUBLISHED);
    };

    it('is gone from the server, once', async () => {
      discard();
      expect([saver.isDiscarding(), saver.saving().kind]).toEqual([true, 'saving']);
      await pass(2000);
      expect([fake.state.release, saver.known().kept, saver.isDiscarding()]).toEqual([null, null, false]);
      expect([fake.state.begun, saver.saving().kind]).toEqual([1, 'saved']);
    });

    it('is gone as soon as the server is back, and not said to be before', async () => {
      fake.state.fault = new ServerError(0, 'lost');
      discard();
      await pass(9000);
      expect([saver.saving().kind, saver.isDiscarding()]).toEqual(['lost', true]);
      fake.state.fault = null;
      await pass(5000);
      expect([fake.state.release, saver.saving().kind]).toEqual([null, 'saved']);
    });

    it('is gone where the answer was lost', async () => {
      fake.state.isMute = true;
      fake.server.read = async () => fake.state.release;
      discard();
      await pass(500);
      expect([fake.state.release, saver.saving().kind]).toEqual([null, 'lost']);
      fake.state.isMute = false;
      await pass(5000);
      expect([saver.saving().kind, saver.known().kept]).toEqual(['saved', null]);
    });

    it.each([0, 30, 2000])('and taken back after %i ms, it is a draft again', async (ms) => {
      discard();
      await pass(ms);
      saver.save(doc(1));
      await pass(3000);
      expect([fake.state.release?.document, saver.saving().kind]).toEqual([doc(1), 'saved']);
      expect(saver.known().kept).toEqual(fake.state.release);
    });

    it('and taken back while the server is lost, it stays', async () => {
      fake.state.fault = new ServerError(0, 'lost');
      discard();
      await pass(1000);
      saver.save(doc(2));
      await pass(1000);
      fake.state.fault = null;
      await pass(5000);
      expect([fake.state.begun, fake.state.release?.document]).toEqual([1, doc(2)]);
    });

    it('takes no text with it that was not seen', async () => {
      const theirs = fake.write('r0', doc(77));
      discard();
      await pass(5000);
      expect([fake.state.release, saver.saving()]).toEqual([theirs, { kind: 'conflict', theirs }]);
      // Both were seen, and it is to go.
      saver.settle(theirs);
      await pass(1000);
      expect([fake.state.release, saver.saving().kind]).toEqual([null, 'saved']);
    });

    it('beside a text of another that is in sight, it is that one which goes', async () => {
      fake.write('r0', doc(77));
      saver.save(doc(2));
      await pass(2000);
      expect(saver.saving().kind).toBe('conflict');
      discard();
      await pass(2000);
      expect([fake.state.release, saver.saving().kind]).toEqual([null, 'saved']);
    });
  });
});
