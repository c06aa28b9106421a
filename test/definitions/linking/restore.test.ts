import { describe, expect, it } from 'vitest';
import { compile, link, restoreLibrary } from '../../../definitions/index.ts';
import { documents } from '../../server/support/definitions.ts';

describe('a library that was linked elsewhere', () => {
  const broken = {
    kind: 'criteria',
    name: 'broken',
    entity: 'entity/client',
    when: { all: [{ condition: 'criteria/no' }] },
  };
  const linked = link([...documents, broken].map((document) => ({ document, version: 3 })));
  const { problems } = linked;
  // As it comes out of another thread.
  const data = structuredClone({ definitions: [...linked.definitions.values()], problems, broken: [...linked.broken] });
  const restored = restoreLibrary(data);

  it('has the same definitions, problems and errors', () => {
    expect([...restored.definitions]).toEqual([...linked.definitions]);
    expect([restored.problems, restored.broken]).toEqual([linked.problems, linked.broken]);
    expect(restored.broken).toEqual(new Set(['criteria/broken']));
  });

  it('answers the same, and has no decision where there are errors', () => {
    const request = { facts: { clientId: 'C', age: 1, aum: 5000 } };
    const ref = 'segmentation/tier';
    expect(compile(restored, [ref]).decide(request)).toEqual(compile(linked, [ref]).decide(request));
    expect(restored.environment.decision('criteria/broken')).toBeUndefined();
    expect(restored.environment.decision('entity/client')).toBeUndefined();
  });
});
