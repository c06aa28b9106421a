import { isObject, type Json, type JsonObject, type Regression } from '../../../definitions/index.ts';
import { figureAs, insertAt, removeAt, setAt } from '../edit.ts';

type Term = Regression['terms'][number];

/** Where the sum starts. */
export function setIntercept(document: Regression, figure: string): Regression {
  return setAt(document, '/intercept', figureAs(document.intercept, figure));
}

/** The coefficient of a term; with `value`, the one that stands for this value of its fact. */
export function setCoefficient(document: Regression, term: number, figure: string, value?: string): Regression {
  const before = document.terms[term];
  if (before === undefined) return document;
  if (value === undefined) return setAt(document, `/terms/${term}/coefficient`, figureAs(before.coefficient, figure));
  const values = { ...before.values, [value]: figureAs(before.values?.[value], figure) };
  return setAt(document, `/terms/${term}/values`, values);
}

/** What becomes of a record that lacks the fact; undefined: nothing is said. */
export function setIfMissing(document: Regression, term: number, ifMissing: Term['ifMissing'] | undefined): Regression {
  const at = `/terms/${term}/ifMissing`;
  return ifMissing === undefined ? removeAt(document, at) : setAt(document, at, ifMissing);
}

/** A new last term, without weight yet: a coefficient, or one for each value of a fact that is a choice. */
export function addTerm(
  document: Regression,
  fact: string,
  isOptional: boolean,
  values: readonly string[],
): Regression {
  const own =
    values.length === 0 ? { coefficient: 0 } : { values: Object.fromEntries(values.map((value) => [value, 0])) };
  const term: Json = { fact, ...own, ...(isOptional ? { ifMissing: 'missing' } : {}) };
  return insertAt(document, '/terms', document.terms.length, term);
}

export function removeTerm(document: Regression, term: number): Regression {
  return removeAt(document, `/terms/${term}`);
}

export function setLink(document: Regression, link: Regression['link']): Regression {
  return setAt(document, '/link', link);
}

/** The figures of a fit in the place of these: intercept and terms, and of the document nothing else. */
export function takeFitted(document: Regression, fitted: JsonObject): Regression {
  const { intercept, terms } = fitted;
  if ((typeof intercept !== 'number' && typeof intercept !== 'string') || !Array.isArray(terms)) return document;
  const own = terms as readonly Json[];
  const isSame =
    own.length === document.terms.length &&
    own.every((term, i) => isObject(term) && term['fact'] === document.terms[i]?.fact);
  if (!isSame) return document;
  // The server fits a regression whose schema holds, and gives one back.
  return { ...document, intercept, terms: own as unknown as Regression['terms'] };
}
