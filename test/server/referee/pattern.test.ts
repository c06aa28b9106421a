import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isPattern, link, parsePattern } from '../../../definitions/index.ts';
import { engineFor } from '../../../server/engines.ts';
import { anyPattern, anySubject } from '../../support/random-pattern.ts';
import { isFound } from '../../../server/referee/pattern.ts';

it('the referee finds a pattern exactly where the regular expressions of the platform do', () => {
  fc.assert(
    fc.property(anyPattern, anySubject, (source, subject) => {
      const read = parsePattern(source);
      if (!isPattern(read)) throw new Error(`${source}: ${read.reason}`);
      expect(isFound(source, subject)).toBe(new RegExp(read.portable, 'u').test(subject));
    }),
    { numRuns: 4000 },
  );
});

const ENTITY = { kind: 'entity', name: 'thing', fields: { t: { type: 'string' } } };
const LETTERS = 'abcdefghijklm'.repeat(400);

it.each([
  ['found 16: (a+)+$', '(a+)+$', `${'a'.repeat(5000)}!`],
  ['found 16: .*.*.*.*.*.*x', '.*.*.*.*.*.*x', 'y'.repeat(5000)],
  ['field 31: ^([a-z]+)+$', '^([a-z]+)+$', `${LETTERS}1`],
  ['counted repetitions within each other', '^((a{0,9}){0,9}){0,9}$', `${'a'.repeat(5000)}b`],
])('%s is answered by the referee on a long value, in a condition and in a formula', async (_, source, subject) => {
  const criteria = {
    kind: 'criteria',
    name: 'c',
    entity: 'entity/thing',
    when: { all: [{ fact: 't', operator: 'matches', value: source }] },
  };
  const line = { name: 'f', text: `matches(t, ${JSON.stringify(source)})`, type: 'boolean' };
  const formula = { kind: 'formula', name: 'f', entity: 'entity/thing', lines: [line], outputs: ['f'] };
  const library = link([ENTITY, criteria, formula].map((document) => ({ document })));
  for (const [ref, no] of [
    ['criteria/c', false],
    ['formula/f', { f: false }],
  ] as const) {
    const referee = await engineFor('reference', library, ref);
    const [result] = await referee.decide([{ facts: { t: subject } }], 'en');
    expect(result?.value).toEqual(no);
  }
});
