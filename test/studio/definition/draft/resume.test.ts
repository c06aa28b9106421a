import { beforeEach, describe, expect, it, vi } from 'vitest';
import { hash, type JsonObject } from '../../../../definitions/index.ts';
import { changed, drawn, textOf, typed, undone } from '../../../../studio/definition/draft/history.ts';
import {
  forgetSaved,
  type LocalCopy,
  NOBODY,
  NOTHING_SEEN,
  readLocal,
  writeLocal,
} from '../../../../studio/definition/draft/local-copy.ts';
import { openedFor, resumed, signedInAs } from '../../../../studio/definition/draft/resume.ts';

const ID = 'scorecard/x';
const doc = (initial: number): JsonObject => ({ kind: 'scorecard', name: 'x', initial });
const ORIGIN = textOf(doc(0));
const kept = (initial: number) => ({ release: 'r1', hash: hash(doc(initial)) });
const copy = (initial: number | null, more: Partial<LocalCopy> = {}): LocalCopy => ({
  ...NOTHING_SEEN,
  ...{ text: initial === null ? null : textOf(doc(initial)), isDrawn: true, isSaved: false },
  ...more,
});

beforeEach(() => {
  const store: Record<string, string> = {};
  // As in a browser: what is kept are its keys.
  vi.stubGlobal(
    'localStorage',
    Object.defineProperties(store, {
      getItem: { value: (key: string) => store[key] ?? null },
      setItem: { value: (key: string, value: string) => (store[key] = value) },
      removeItem: { value: (key: string) => delete store[key] },
    }),
  );
});

describe('whose page of a definition it is', () => {
  const shown = ({ history }: { readonly history: { readonly present: { readonly document: JsonObject | null } } }) =>
    history.present.document?.['initial'];
  /** The page of somebody who has changed what stood there to this. */
  const writing = (who: string, initial: number) => {
    const page = openedFor(who, ID, ORIGIN);
    return { ...page, history: changed(page.history, drawn(doc(initial))) };
  };

  it('is opened with the text of its person, else of a visitor, else with what is published', () => {
    expect([shown(openedFor('p1', ID, ORIGIN)), openedFor('p1', ID, ORIGIN).seen]).toEqual([0, NOTHING_SEEN]);
    writeLocal(NOBODY, ID, copy(1));
    expect(shown(openedFor('p1', ID, ORIGIN))).toBe(1);
    const seen = copy(null, { kept: kept(0) });
    writeLocal('p1', ID, seen);
    // What was seen of another text says nothing of this one.
    expect(openedFor('p1', ID, ORIGIN)).toMatchObject({ seen: NOTHING_SEEN });
    writeLocal('p1', ID, copy(2, { kept: kept(2) }));
    expect(shown(openedFor('p1', ID, ORIGIN))).toBe(2);
    expect(openedFor('p1', ID, ORIGIN).seen).toMatchObject({ kept: kept(2) });
  });

  it("goes on with a visitor's text as that of whoever signs in, and nobody else finds it then", () => {
    writeLocal(NOBODY, ID, copy(1));
    const page = signedInAs('p1', writing(NOBODY, 1), ID, ORIGIN);
    expect([page.who, shown(page), page.seen]).toEqual(['p1', 1, NOTHING_SEEN]);
    writeLocal('p1', ID, copy(1));
    expect(shown(openedFor('p2', ID, ORIGIN))).toBe(0);
    expect(readLocal(NOBODY, ID)).toBeNull();
  });

  it('has the text of its person once he signs in, where the visitor wrote nothing', () => {
    writeLocal('p1', ID, copy(5));
    expect(shown(signedInAs('p1', openedFor(NOBODY, ID, ORIGIN), ID, ORIGIN))).toBe(5);
  });

  it('is not of another who signs in: what the first wrote stays his', () => {
    writeLocal('p1', ID, copy(5));
    const page = signedInAs('p2', writing('p1', 5), ID, ORIGIN);
    expect([page.who, shown(page), page.history.past]).toEqual(['p2', 0, []]);
    expect(shown(signedInAs('p1', page, ID, ORIGIN))).toBe(5);
  });

  it("keeps a visitor's text one step back where the person has one here that the server does not have", () => {
    writeLocal(NOBODY, ID, copy(1));
    writeLocal('p1', ID, copy(5, { kept: kept(4) }));
    const page = signedInAs('p1', writing(NOBODY, 1), ID, ORIGIN);
    expect([shown(page), page.seen]).toMatchObject([5, { kept: kept(4) }]);
    expect(shown({ history: undone(page.history) })).toBe(1);
    writeLocal('p1', ID, copy(5));
    expect([readLocal(NOBODY, ID)?.text, readLocal('p1', ID)?.text]).toEqual([textOf(doc(1)), textOf(doc(5))]);
    // What the server has is met there.
    writeLocal('p1', ID, copy(5, { kept: kept(5), isSaved: true }));
    expect(shown(signedInAs('p1', writing(NOBODY, 1), ID, ORIGIN))).toBe(1);
  });

  it('leaves in this browser, when somebody signs out, only what the server does not have', () => {
    writeLocal('p1', ID, copy(5, { kept: kept(5), isSaved: true }));
    writeLocal('p1', 'scorecard/y', copy(6, { kept: kept(5) }));
    writeLocal(NOBODY, 'scorecard/z', copy(7));
    localStorage.setItem('guiju.theme', 'dark');
    forgetSaved();
    expect(Object.keys(localStorage)).toEqual([
      'guiju.draft.p1.scorecard/y',
      'guiju.draft..scorecard/z',
      'guiju.theme',
    ]);
  });
});

describe('a page goes on when the server has told its draft', () => {
  const half = typed(ID, '{"kind": "scor');
  const seen = (initial: number, more: Partial<LocalCopy> = {}) => ({ ...NOTHING_SEEN, kept: kept(initial), ...more });
  const found = (initial: number) => ({ hash: hash(doc(initial)) });

  it.each([
    ['nothing is written, and none is there', drawn(doc(0)), NOTHING_SEEN, null, 'go-on'],
    ['nothing is written here', drawn(doc(0)), NOTHING_SEEN, found(1), 'anew'],
    ['it was gone back to what is published', drawn(doc(0)), seen(1), found(1), 'go-on'],
    ['it was discarded', drawn(doc(0)), seen(1, { isDiscarded: true }), found(1), 'discard'],
    ['it was discarded, and written elsewhere', drawn(doc(0)), seen(1, { isDiscarded: true }), found(2), 'anew'],
    ['a text is written, and none is there', drawn(doc(1)), NOTHING_SEEN, null, 'go-on'],
    ['what was saved was handed in elsewhere', drawn(doc(1)), seen(1), null, 'anew'],
    ['more was written than was saved and handed in', drawn(doc(2)), seen(1), null, 'go-on'],
    ['what was sent is not there', drawn(doc(1)), { ...NOTHING_SEEN, sent: hash(doc(1)) }, null, 'go-on'],
    ['all is saved', drawn(doc(1)), seen(1), found(1), 'go-on'],
    ['more was written than was saved', drawn(doc(2)), seen(1), found(1), 'go-on'],
    ['more was written than was sent', drawn(doc(2)), seen(0, { sent: hash(doc(1)) }), found(1), 'go-on'],
    ['what was saved was changed elsewhere', drawn(doc(1)), seen(1), found(3), 'anew'],
    ['it was changed here and elsewhere', drawn(doc(2)), seen(1), found(3), 'meet'],
    ['it was changed here and elsewhere alike', drawn(doc(3)), seen(1), found(3), 'go-on'],
    ['two were written that know nothing of each other', drawn(doc(2)), NOTHING_SEEN, found(3), 'meet'],
    ['a text that is no JSON yet stands upon what was saved', half, seen(1), found(1), 'go-on'],
    ['a text that is no JSON yet stands beside another', half, seen(1), found(3), 'meet'],
    ['a text that is no JSON yet, and none is there', half, seen(1), null, 'go-on'],
  ] as const)('%s', (_, present, known, there, way) => {
    expect(resumed(present, ORIGIN, known, there)).toBe(way);
  });
});
