/** One change of one line that makes a back door, a front door, a prover or a kind wrong, and the quick tests of which one must see it. */
export interface Mutant {
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  readonly tests: readonly string[];
}

const AGREE = 'test/server/referee/agree';
/** Small cases by every engine, then random ones. */
export const ENGINES = [
  `${AGREE}/edges.test.ts`,
  `${AGREE}/ties.test.ts`,
  `${AGREE}/gates.test.ts`,
  `${AGREE}/large-table.test.ts`,
  `${AGREE}/reweigh.test.ts`,
  `${AGREE}/matching.test.ts`,
  `${AGREE}/read-set.test.ts`,
];
export const RANDOM = `${AGREE}/random.test.ts`;
export const LOOKUP = 'test/definitions/expression/lookup.test.ts';
/** The tests of a kind. */
export const kind = (name: string) => [`test/definitions/kinds/${name}`, 'test/definitions/traps', ...ENGINES, RANDOM];

/** A mutant of `definitions/`. */
export const mutant = (file: string, find: string, replace: string, tests: readonly string[]): Mutant => ({
  file: `definitions/${file}`,
  find,
  replace,
  tests,
});
