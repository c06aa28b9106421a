import { expect, it } from 'vitest';
import { link } from '../../definitions/index.ts';
import { engineFor, availableEngines } from '../../server/engines.ts';
import { describeShared } from '../support/shared.ts';
import { readMortgages } from './hmda.ts';

describeShared(
  'the mortgage rules of a regulator (HMDA 2013, 82 rules × 1,000 records)',
  'cases/hmda/hmda-2013.json',
  (file) => {
    const { sources, ids, requests, violations } = readMortgages(file);
    const library = link(sources);

    it('are read without an error', () => {
      expect(
        library.problems.filter((problem) => problem.severity === 'error').map((p) => [p.definition, p.code]),
      ).toEqual([]);
      expect([ids.size, requests.length]).toEqual([82, 1000]);
    });

    it.each(availableEngines())('are answered by %s as the regulator answers them, 82,000 of 82,000', async (name) => {
      const wrong: string[] = [];
      let right = 0;
      for (const [rule, id] of ids) {
        const engine = await engineFor(name, library, id);
        const results = await engine.decide(requests, 'en');
        await engine.close();
        results.forEach(({ value }, i) => {
          if (value === !violations[i]?.has(rule)) right++;
          else wrong.push(`${rule} record ${i}: ${JSON.stringify(value)}`);
        });
      }
      expect(wrong.slice(0, 10)).toEqual([]);
      expect(right).toBe(82_000);
    });
  },
);
