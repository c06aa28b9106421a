import { describe, expect, it } from 'vitest';
import { type JsonObject, link, type Segmentation } from '../../../definitions/index.ts';
import * as edits from '../../../studio/editors/segmentation/exception-edits.ts';
import { packSources } from '../../support/packs.ts';

const sources = packSources('bank-crm');
const all = sources
  .map(({ document }) => document as unknown as Segmentation)
  .filter(({ kind }) => kind === 'segmentation');
const named = (name: string) => {
  const found = all.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
};
const customerClass = named('customer-class');
const reasons = (document: Segmentation) => document.exceptions?.map(({ reason }) => reason);
const textOf = (document: object) => JSON.stringify(document);

describe('exceptions of a segmentation', () => {
  it.each(all.map((document) => [document.name, document] as const))('%s is the same text again', (_, document) => {
    const [first = ''] = edits.classNames(document);
    const added = edits.addException(document, first);
    const last = (added.exceptions ?? []).length - 1;
    expect(textOf(edits.removeException(added, last))).toBe(textOf(document));
    const back = edits.setLimited(edits.setLimited(document, true), document.appliesTo !== undefined);
    expect(textOf(back)).toBe(textOf(document));
  });

  it('are added behind the others under a code of their own, moved, and taken out', () => {
    const two = edits.addException(edits.addException(customerClass, 'gold'), 'key');
    expect(reasons(two)).toEqual(['exit-approved', 'exception-2', 'exception-3']);
    expect(reasons(edits.moveException(two, 2, -1))).toEqual(['exit-approved', 'exception-3', 'exception-2']);
    expect(edits.moveException(two, 0, -1)).toBe(two);
    expect(edits.moveException(two, 2, 1)).toBe(two);
    expect(reasons(edits.removeException(two, 0))).toEqual(['exception-2', 'exception-3']);
    expect('exceptions' in edits.removeException(customerClass, 0)).toBe(false);
  });

  it('say their class, code and reason, and no empty one', () => {
    const said = edits.setExceptionTitle(edits.setException(customerClass, 0, 'class', 'gold'), 0, 'en', 'Approved');
    expect(said.exceptions?.[0]).toMatchObject({
      class: 'gold',
      title: { 'zh-CN': '退出已经有权人批准', en: 'Approved' },
    });
    const bare = edits.setExceptionTitle(edits.setExceptionTitle(said, 0, 'en', ''), 0, 'zh-CN', '');
    expect('title' in (bare.exceptions?.[0] ?? {})).toBe(false);
    expect(edits.setException(customerClass, 0, 'reason', '')).toBe(customerClass);
  });

  it('may give every class that is offered, and the check agrees', () => {
    const each = new Map(
      all.map((document) => [document as unknown, edits.classNames(document).reduce(edits.addException, document)]),
    );
    const changed = sources.map(({ document }) => ({
      document: (each.get(document) as unknown as JsonObject | undefined) ?? document,
    }));
    expect(all.every((document) => edits.classNames(document).length > 1)).toBe(true);
    const { problems } = link(changed);
    expect(problems.filter(({ pointer }) => /^\/exceptions\/\d+\/class$/.test(pointer))).toEqual([]);
    // A class that there is not is told.
    const wrong = edits.addException(customerClass, 'no-such');
    const told = link(
      sources.map((one) => ({
        document: one.document === (customerClass as unknown) ? (wrong as unknown as JsonObject) : one.document,
      })),
    );
    expect(told.problems.map(({ pointer }) => pointer)).toContain('/exceptions/1/class');
  });
});
