import { expect, it } from 'vitest';
import { link } from '../../definitions/index.ts';
import { availableEngines } from '../../server/engines.ts';
import { describeShared } from '../support/shared.ts';
import { answersOf } from './answers.ts';
import { eventsOf, readRuns, written } from './json-rules-engine.ts';

/** Runs whose rules mean something else than what stands there, or reach where a condition may not: refused, each with its code. */
const REFUSED: Readonly<Record<string, string>> = {
  // A named condition that nobody defined: false there where undefined conditions are allowed.
  f2e0f2af37: 'unknown-reference',
  a03ab176d3: 'unknown-reference',
  // `$.address.occupantHistory[0].year`: a position in a list; met and not met.
  '427f4fa2de': 'path-form',
  '5d4655094c': 'path-form',
  // `$.address.occupantHistory[*].year`: a list out of a list, which needs a derived field; of two rows and of one.
  a3c9b4b0bc: 'path-form',
  '57b5edcc13': 'path-form',
  // `$.address.['dot.property']`: a key that is no name.
  '89ff107b9b': 'path-form',
  // `y[0]`: a path in the language of a resolver of one's own.
  be507529c9: 'path-form',
  // `$.age` of a plain number, where the library ignores the path.
  c597df3acb: 'path-unfit',
};

describeShared('the runs of json-rules-engine’s own tests', 'cases/jre/jre-triples.json', (file) => {
  const runs = readRuns(file);
  const read = runs.map((run) => {
    const { documents, ids, facts } = written(run);
    const library = link(documents.map((document) => ({ document })));
    const codes = library.problems.filter(({ severity }) => severity === 'error').map(({ code }) => code);
    return { run, library, ids, facts, codes: [...new Set(codes)] };
  });

  it('are 81, of which at most 16 are refused, each for the reason beside it', () => {
    const refused = read.filter(({ codes }) => codes.length > 0).map(({ run, codes }) => [run.id, codes.join(' ')]);
    expect(Object.fromEntries(refused)).toEqual(REFUSED);
    expect(runs).toHaveLength(81);
    expect(refused.length).toBeLessThanOrEqual(16);
  });

  it.each(availableEngines())('give the same events by %s', async (engine) => {
    const wrong: string[] = [];
    for (const { run, library, ids, facts, codes } of read) {
      if (codes.length > 0) continue;
      const holds: boolean[] = [];
      for (const id of ids) {
        const [result] = await answersOf(engine, library, id, [facts]);
        if (typeof result?.value !== 'boolean') wrong.push(`${run.title}: ${JSON.stringify(result?.problems)}`);
        holds.push(result?.value === true);
      }
      const expected = new Set(run.expected.events.map((event) => JSON.stringify(event)));
      const got = eventsOf(run, holds);
      if (got.size !== expected.size || [...got].some((event) => !expected.has(event)))
        wrong.push(`${run.id} ${run.title}: ${[...got].join()} instead of ${[...expected].join()}`);
    }
    expect(wrong).toEqual([]);
  });
});
