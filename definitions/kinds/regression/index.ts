import { factReferences } from '../references.ts';
import type { Kind } from '../kind.ts';
import { checkRegression } from './check.ts';
import { regressionParts } from './design.ts';
import { proveRegression } from './prove.ts';
import { type Regression, regressionExamples, regressionSchema } from './regression.ts';
import { regressionWords } from './words.ts';

/** Regressions: an intercept plus coefficients, as they are or as a probability. */
export const regressionKind: Kind<Regression> = {
  name: 'regression',
  title: { 'zh-CN': '回归', en: 'Regression' },
  schema: regressionSchema,
  examples: regressionExamples,
  references: ({ entity, terms }) => [
    { pointer: '/entity', target: entity },
    ...terms.flatMap(({ fact }, i) => factReferences(fact, `/terms/${i}/fact`)),
  ],
  decides: true,
  lower: checkRegression,
  prove: proveRegression,
  words: regressionWords,
  parts: regressionParts,
};
