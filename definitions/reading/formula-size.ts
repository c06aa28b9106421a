import { documentProblem } from './document-problems.ts';
import { isObject, type Json } from '../model/json.ts';
import type { Problem } from '../model/problem.ts';

/** How many characters all formulas of one definition may have together: reading FEEL costs some microseconds for each. */
const MOST_FORMULA_CHARACTERS = 250_000;

/** What is wrong with the size of a definition's formulas; its schema holds. */
export function formulaSizeProblems(document: Json, definition: string): readonly Problem[] {
  const found = formulaCharacters(document);
  if (found <= MOST_FORMULA_CHARACTERS) return [];
  const slots = { found, most: MOST_FORMULA_CHARACTERS };
  return [documentProblem('formulas-too-long', { definition, pointer: '' }, slots)];
}

/** Texts of computed values, wherever they stand; rows and cases hold data alone. */
function formulaCharacters(json: Json): number {
  if (Array.isArray(json)) return json.reduce<number>((sum, item: Json) => sum + formulaCharacters(item), 0);
  if (!isObject(json)) return 0;
  const { text, type } = json;
  const own = typeof text === 'string' && typeof type === 'string' ? text.length : 0;
  return Object.entries(json).reduce(
    (sum, [key, value]) => (DATA.has(key) ? sum : sum + formulaCharacters(value)),
    own,
  );
}

const DATA: ReadonlySet<string> = new Set(['rows', 'cases', 'rules', 'bins', 'when', 'all', 'any']);
