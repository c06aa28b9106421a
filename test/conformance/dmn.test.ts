import { expect, it } from 'vitest';
import { availableEngines } from '../../server/engines.ts';
import { describeShared } from '../support/shared.ts';
import { answersOf, soundLibrary } from './answers.ts';
import { readSuites } from './dmn.ts';

describeShared(
  'the decision tables of the DMN compatibility kit, level 2',
  'cases/dmn/decision-tables-cl2.json',
  (file) => {
    const suites = readSuites(file);

    it('are 17 with 51 cases', () => {
      expect([suites.length, suites.flatMap(({ cases }) => cases).length]).toEqual([17, 51]);
    });

    it.each(availableEngines())('are decided by %s as the kit says, 51 of 51', async (engine) => {
      const wrong: string[] = [];
      let right = 0;
      for (const { title, documents, cases } of suites) {
        const results = await answersOf(
          engine,
          soundLibrary(documents),
          'decision-table/dmn',
          cases.map(({ facts }) => facts),
        );
        cases.forEach(({ id, expected }, i) => {
          const { value, problems } = results[i] ?? { value: null, problems: [] };
          if (JSON.stringify(value) === JSON.stringify(expected)) right += 1;
          else
            wrong.push(
              `${title} ${id}: ${JSON.stringify(value)} instead of ${JSON.stringify(expected)} ${problems.map(({ code }) => code).join()}`,
            );
        });
      }
      expect(wrong).toEqual([]);
      expect(right).toBe(51);
    });
  },
);
