import { expect, it } from 'vitest';
import { attack } from './attack.ts';
import { keywordShares } from './keywords.ts';
import { never } from './claim.ts';
import { isWithin } from './truth/indicators.ts';

it('what is proved of 2,000 small definitions is true of every record there is', { timeout: 900_000 }, () =>
  attack(2_000),
);

it('counts keywords where they stand, and where they do not', () => {
  const shares = keywordShares([{ kind: 'criteria', name: 'one', when: { all: [{ not: { fact: 'n' } }] } }]);
  expect(
    ['criteria condition.not', 'criteria condition.fact', 'criteria condition.any'].map((name) => shares.get(name)),
  ).toEqual([1, 1, 0]);
});

it('reads intervals by hand', () => {
  expect([isWithin('[1, 2)', 1), isWithin('[1, 2)', 2), isWithin('(-∞, 2]', -9), isWithin('(1, inf)', 1)]).toEqual([
    true,
    false,
    true,
    false,
  ]);
});

it('settles nothing where not all records are known', () => {
  const claim = never({ property: 'any', scope: '' }, () => false);
  expect([claim.truth([], true), claim.truth([], false)]).toEqual([true, undefined]);
});
