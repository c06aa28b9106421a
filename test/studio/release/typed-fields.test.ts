import { describe, expect, it } from 'vitest';
import { type Fields, fieldsWith, isTyped, settled, typedInto } from '../../../studio/release/typed-fields.ts';

const stands: Fields = { title: 'Gold', note: '', at: null };

describe('what an author types of a change', () => {
  it('lies over what stands, and lets what was not touched follow it', () => {
    const typed = typedInto(stands, null, { note: 'mine' });
    expect(fieldsWith(stands, typed)).toEqual({
      fields: { title: 'Gold', note: 'mine', at: null },
      isChanged: true,
      conflicts: [],
    });
    expect(fieldsWith({ ...stands, title: 'Theirs' }, typed)).toMatchObject({
      fields: { title: 'Theirs', note: 'mine' },
      conflicts: [],
    });
  });

  it('is no change once it stands', () => {
    const typed = typedInto(stands, null, { note: 'mine' });
    expect(fieldsWith({ ...stands, note: 'mine' }, typed)).toMatchObject({ isChanged: false, conflicts: [] });
  });

  it('is asked about where another wrote the same field, also when more is typed afterwards', () => {
    const theirs = { ...stands, note: 'theirs' };
    const typed = typedInto(theirs, typedInto(stands, null, { note: 'mine' }), { note: 'mine too', title: 'New' });
    expect(fieldsWith(theirs, typed).conflicts).toEqual(['note']);
    expect(fieldsWith(theirs, settled(theirs, typed, 'note', true))).toMatchObject({
      fields: { title: 'New', note: 'mine too' },
      conflicts: [],
    });
    expect(fieldsWith(theirs, settled(theirs, typed, 'note', false))).toMatchObject({
      fields: { title: 'New', note: 'theirs' },
      conflicts: [],
    });
  });

  it('tells an instant that is not filled in from going live at once', () => {
    const typed = typedInto(stands, null, { at: '' });
    expect(fieldsWith(stands, typed)).toMatchObject({ fields: { at: '' }, isChanged: true });
    expect(fieldsWith({ ...stands, at: '2026-12-01T00:00' }, typedInto(stands, null, { at: null })).fields.at).toBe(
      null,
    );
  });

  it.each([
    [typedInto(stands, null, { note: 'mine' }), true],
    [{ base: stands, own: {} }, true],
    [{ base: { title: 'Gold' }, own: {} }, false],
    [{ base: stands, own: { note: 3 } }, false],
    [{ base: { ...stands, at: 3 }, own: {} }, false],
    [null, false],
    ['mine', false],
  ])('reads back only what it kept: %j', (found, isSo) => {
    expect(isTyped(found)).toBe(isSo);
  });
});
