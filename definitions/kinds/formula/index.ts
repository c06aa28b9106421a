import { computedReferences } from '../references.ts';
import { type Kind, namedItems, namedKeys } from '../kind.ts';
import { checkFormula } from './check.ts';
import { type Formula, formulaExamples, formulaSchema } from './formula.ts';
import { proveFormula } from './prove.ts';
import { formulaTexts } from './lower.ts';
import { formulaWords } from './words.ts';

/** Formulas: figures computed line by line. */
export const formulaKind: Kind<Formula> = {
  name: 'formula',
  title: { 'zh-CN': '公式', en: 'Formula' },
  schema: formulaSchema,
  examples: formulaExamples,
  references: ({ entity, lines }) => [
    ...(entity === undefined ? [] : [{ pointer: '/entity', target: entity }]),
    ...lines.flatMap((line, i) => computedReferences(line, `/lines/${i}`)),
  ],
  names: ({ inputs, lines }) => [[...namedKeys(inputs, '/inputs'), ...namedItems(lines, '/lines')]],
  sets: () => ['/outputs'],
  decides: true,
  lower: checkFormula,
  prove: proveFormula,
  words: formulaWords,
  texts: formulaTexts,
};
