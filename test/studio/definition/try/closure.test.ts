import { describe, expect, it } from 'vitest';
import { link } from '../../../../definitions/index.ts';
import { closureOf, mentionsIn, mentionsInText } from '../../../../studio/definition/try/closure.ts';
import { packSources } from './pack.ts';

describe('what a definition stands on', () => {
  const sources = packSources('bank-crm');
  const library = link(sources);
  const documents = new Map([...library.definitions.values()].map(({ id, document }) => [id, document as unknown]));

  it.each([...library.definitions.keys()])('%s reaches at least what linking finds', (id) => {
    const reached = new Set(closureOf(id, documents));
    const waiting = [id];
    const linked = new Set<string>();
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (linked.has(next)) continue;
      linked.add(next);
      waiting.push(...(library.definitions.get(next)?.references ?? []));
    }
    expect([...linked].filter((one) => !reached.has(one))).toEqual([]);
  });

  it('links and decides the same alone as among all', () => {
    const id = 'segmentation/customer-class';
    const alone = link(closureOf(id, documents).map((one) => ({ document: documents.get(one) })));
    expect(alone.problems).toEqual([]);
    expect(alone.definitions.get(id)?.closure).toBe(library.definitions.get(id)?.closure);
  });

  const known = new Set(['criteria/a', 'scorecard/b']);
  it.each<[string, unknown, readonly string[]]>([
    [
      'ids and results, each once',
      { x: ['scorecard/b#score', 'criteria/a'], y: { z: 'scorecard/b' } },
      ['scorecard/b', 'criteria/a'],
    ],
    ['nothing unknown', { x: 'criteria/unknown' }, []],
    ['nothing of cases', { cases: [{ given: { facts: { x: 'criteria/a' } } }] }, []],
  ])('mentions %s', (_, document, found) => {
    expect(mentionsIn(document, known)).toEqual(found);
  });

  it.each<[string, readonly string[]]>([
    ['{ "of": "scorecard/b#score", "when": { "condition": "criteria/a" }', ['criteria/a', 'scorecard/b']],
    ['{ "title": "see criteria/a" }', []],
    ['', []],
  ])('reads mentions in unfinished text: %s', (text, found) => {
    expect(mentionsInText(text, known)).toEqual(found);
  });
});
