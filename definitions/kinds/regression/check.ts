import type { Lowered } from '../gather.ts';
import { checkRange } from '../../expression/check.ts';
import type { Figure } from '../../model/document.ts';
import type { Expression } from '../../model/expression.ts';
import { below } from '../../model/json.ts';
import type { Place, Problem } from '../../model/problem.ts';
import { entityScope } from '../../expression/computed/record-scope.ts';
import { checkFigure } from '../figure-problems.ts';
import type { Environment } from '../../model/environment.ts';
import { readFact } from '../read-fact.ts';
import { coefficientText, readCoefficient, roundedBy } from './coefficient.ts';
import { lowerRegression } from './lower.ts';
import { regressionProblem } from './problems.ts';
import type { Regression, Term } from './regression.ts';

/** What a regression's schema cannot say: its coefficients, and what its facts are. */
export function checkRegression(document: Regression, environment: Environment): Lowered {
  const at = (pointer: string) => ({ definition: `regression/${document.name}`, pointer });
  const { decision, problems } = lowerRegression(document, environment);
  const value = decision?.outputs['value'];
  const all = [
    ...coefficientsOf(document).flatMap(({ figure, pointer }) => checkCoefficient(figure, at(pointer))),
    ...document.terms.flatMap(({ values, ifMissing }, i) =>
      values === undefined && typeof ifMissing === 'number' ? checkFigure(ifMissing, at(`/terms/${i}/ifMissing`)) : [],
    ),
    ...problems,
    ...(value === undefined ? [] : checkRange(value, at('/terms'))),
    ...(value === undefined ? [] : roundingNote(document, environment)),
  ];
  return { decision, problems: all };
}

/** A coefficient where it stands; `term`: whose fact it multiplies, null where it is added as it is. */
interface Written {
  readonly figure: Figure;
  readonly pointer: string;
  readonly term: Term | null;
}

function coefficientsOf({ intercept, terms }: Regression): readonly Written[] {
  const ofTerms = terms.flatMap((term, i): Written[] => [
    ...(term.coefficient === undefined ? [] : [{ figure: term.coefficient, pointer: `/terms/${i}/coefficient`, term }]),
    ...Object.entries(term.values ?? {}).map(([key, figure]) => ({
      figure,
      pointer: below(`/terms/${i}/values`, key),
      term: null,
    })),
    ...(term.values !== undefined && typeof term.ifMissing === 'number'
      ? [{ figure: term.ifMissing, pointer: `/terms/${i}/ifMissing`, term: null }]
      : []),
  ]);
  return [{ figure: intercept, pointer: '/intercept', term: null }, ...ofTerms];
}

function checkCoefficient(figure: Figure, at: Place): readonly Problem[] {
  if (readCoefficient(figure) !== undefined) return [];
  return [regressionProblem('coefficient-unreadable', at, { found: String(figure) }, { found: figure })];
}

const MOST_EXAMPLES = 3;

/** What was rounded, and how far all of it together can move a result. */
function roundingNote(document: Regression, environment: Environment): readonly Problem[] {
  const id = `regression/${document.name}`;
  const scope = entityScope(environment, document.entity, id);
  const rounded = coefficientsOf(document).flatMap(({ figure, term }) => {
    const read = readCoefficient(figure);
    if (read === undefined || roundedBy(read) === 0) return [];
    const fact = term && readFact(term.fact, scope, { definition: id, pointer: '' }).expression;
    return [{ figure, moves: roundedBy(read) * largest(term, fact) }];
  });
  if (rounded.length === 0) return [];
  const sum = rounded.reduce((total, { moves }) => total + moves, 0);
  // The logistic function is nowhere steeper than 1 in 4.
  const most = document.link === 'logit' ? Math.min(sum / 4, 1) : sum;
  const shown = rounded.slice(0, MOST_EXAMPLES).map(({ figure }) => `${figure} → ${coefficientText(figure)}`);
  const examples = [...shown, ...(rounded.length > MOST_EXAMPLES ? ['…'] : [])].join(', ');
  const slots = { count: rounded.length, examples, most: atMost(most) };
  return [regressionProblem('coefficients-rounded', { definition: id, pointer: '/terms' }, slots)];
}

/** The largest magnitude of what a coefficient is multiplied with. */
function largest(term: Term | null, fact: Expression | null): number {
  if (fact === null || fact.type.kind !== 'number') return 1;
  const { minimum, maximum, decimals } = fact.type;
  const bound = Math.max(Math.abs(Number(minimum)), Math.abs(Number(maximum))) / 10 ** decimals;
  return typeof term?.ifMissing === 'number' ? Math.max(bound, Math.abs(term.ifMissing)) : bound;
}

/** A figure of two digits that is not below another. */
function atMost(figure: number): string {
  const unit = 10 ** (Math.floor(Math.log10(figure)) - 1);
  return String(Number((Math.ceil((figure / unit) * (1 + 1e-9)) * unit).toPrecision(2)));
}
