import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../definitions/index.ts';
import { begunAmong, draftsReached, type OwnDraft, withDrafts } from '../../../studio/api/drafts-reached.ts';
import { mentionsIn, mentionsInText } from '../../../studio/definition/try/closure.ts';

const draft = (release: string, ref: string, uses: readonly string[] = []): OwnDraft => {
  const [kind = '', name = ''] = ref.split('/');
  return { release, title: release, ref, change: 'add', document: { kind, name, uses } };
};
const inForce = new Set(['entity/customer', 'scorecard/loyalty', 'criteria/adult']);

describe('what a draft is read with', () => {
  const reached = (own: readonly OwnDraft[], release: string | null, text: string) => {
    const mentions = (of: JsonObject | null, known: { has(id: string): boolean }) =>
      of === null ? mentionsInText(text, known) : mentionsIn(of, known);
    const found = draftsReached(own, inForce, { id: 'segmentation/new', release }, mentions);
    return [found.drafts.map((one) => `${one.release} ${one.ref}`).join(), found.inForce.join()];
  };
  const savers = draft('r1', 'scorecard/年轻储户', ['criteria/begun', 'entity/customer']);
  const begun = draft('r2', 'criteria/begun', ['criteria/adult']);
  const aside = draft('r3', 'criteria/aside');
  const loyalty = draft('r4', 'scorecard/loyalty', ['entity/customer']);
  const own = draft('r5', 'segmentation/new');

  it.each<[string, readonly OwnDraft[], string | null, string, readonly string[]]>([
    [
      'nothing, where it mentions none',
      [savers, begun],
      null,
      '{"entity": "entity/customer"}',
      ['', 'entity/customer'],
    ],
    [
      'what its author has begun where it leads to it, by whichever name, and no other',
      [aside, savers, begun, own],
      'r5',
      '["scorecard/年轻储户#score"]',
      ['r1 scorecard/年轻储户,r2 criteria/begun', 'criteria/adult,entity/customer'],
    ],
    [
      'not a draft of what is in force that is another change',
      [loyalty, own],
      'r5',
      '["scorecard/loyalty"]',
      ['', 'scorecard/loyalty'],
    ],
    [
      'all that its own release changes',
      [{ ...loyalty, release: 'r5' }, own],
      'r5',
      '[]',
      ['r5 scorecard/loyalty', 'entity/customer,scorecard/loyalty'],
    ],
    [
      'not itself',
      [own, draft('r1', 'criteria/x', ['segmentation/new'])],
      'r5',
      '["criteria/x"]',
      ['r1 criteria/x', ''],
    ],
    [
      'of what was begun twice the newest',
      [draft('r2', 'criteria/x'), draft('r1', 'criteria/x')],
      null,
      '["criteria/x"]',
      ['r2 criteria/x', ''],
    ],
  ])('is %s', (_, drafts, release, text, found) => {
    expect(reached(drafts, release, text)).toEqual(found);
  });

  it('leaves out what is in force from what was begun', () => {
    expect(begunAmong([loyalty, savers], inForce)).toEqual([savers]);
  });

  it('stands in the place of what is in force, takes out what is to go, and is another set by each text', () => {
    const document = { kind: 'scorecard', name: 'loyalty' };
    const published = { key: 'k', sources: [{ document, version: 2 }], cuts: {} };
    const changed = withDrafts(published, [loyalty]);
    expect(changed?.sources).toEqual([{ document: loyalty.document, version: null }]);
    expect(withDrafts(published, [{ ...loyalty, document: null }])?.sources).toEqual([]);
    const other = withDrafts(published, [{ ...loyalty, document: { ...document, uses: ['x'] } }]);
    expect(new Set([published.key, changed?.key, other?.key]).size).toBe(3);
    expect(withDrafts(published, [])).toBe(published);
  });
});
