import type { CodeOf, Problem, Regression, SlotsFor } from '../../definitions/index.ts';
import { designMatrix, type Observations } from './design-matrix.ts';
import { independentFeatures } from './fisher-scoring.ts';
import type { Fit } from './fit.ts';
import { statisticsProblem } from './problems.ts';
import { findSeparation } from './separation.ts';

/** What a feature stands for: a number (`value` null), a value of a fact, or its absence. */
export interface Feature {
  readonly fact: string;
  readonly value: string | null;
  readonly isMissing: boolean;
}

type Text = { readonly 'zh-CN': string; readonly en: string };

/** A feature as a person reads it: `age`, `grade = A`, `grade = missing`. */
export function featureName({ fact, value, isMissing }: Feature): Text {
  if (isMissing) return { 'zh-CN': `${fact} = 缺失`, en: `${fact} = missing` };
  const name = value === null ? fact : `${fact} = ${value}`;
  return { 'zh-CN': name, en: name };
}

/** What makes a fit unsound, or has to be said of it; `features` are those after the intercept, by column. */
export function fitFindings(
  fit: Fit,
  observations: Observations,
  features: readonly (readonly Feature[])[],
  document: Regression,
): readonly Problem[] {
  const flat = features.flat();
  const here = { definition: `regression/${document.name}`, pointer: '' };
  const problem: Tell = (code, ...[slots, extra]) => statisticsProblem.filled(code, here, slots, extra);
  const nameAt = (feature: number): Text => {
    const found = flat[feature - 1];
    return found === undefined ? { 'zh-CN': '截距', en: 'the intercept' } : featureName(found);
  };
  const findings: Problem[] = fit.dependent.map(({ feature, on }) => {
    const term = nameAt(feature);
    if (on.length > 0) return problem('term-determined', { term, others: listed(on.map(nameAt)) });
    const isLevel = flat[feature - 1]?.value !== null || flat[feature - 1]?.isMissing === true;
    return problem(isLevel && rowsWith(observations, fit, feature) === 0 ? 'level-without-rows' : 'term-constant', {
      term,
    });
  });
  if (fit.separation !== null) {
    const alone = separatedAlone(observations, features, problem);
    findings.push(...(alone.length > 0 ? alone : [separatedTogether(fit, observations, features, problem)]));
  } else if (!fit.hasConverged) findings.push(problem('fit-not-settled', { iterations: fit.iterations }));
  const intercept = fit.estimates[0];
  if (fit.separation === null && fit.degreesOfFreedom === 0)
    findings.push(
      problem('fit-without-freedom', {
        rows: observations.count,
        coefficients: observations.count - fit.degreesOfFreedom,
      }),
    );
  else if (intercept !== null && intercept?.standardError === null) findings.push(problem('fit-perfect', {}));
  return findings;
}

/** A problem of the regression. */
type Tell = <Code extends CodeOf<typeof statisticsProblem>>(
  code: Code,
  ...filling: SlotsFor<typeof statisticsProblem, Code>
) => Problem;

function listed(names: readonly Text[]): Text {
  const join = (language: keyof Text, comma: string) => names.map((name) => `“${name[language]}”`).join(comma);
  return { 'zh-CN': join('zh-CN', '、'), en: join('en', ', ') };
}

function rowsWith({ columns }: Observations, { starts }: Fit, feature: number): number {
  const c = starts.findLastIndex((start) => start <= feature);
  const column = columns[c];
  if (column?.kind !== 'level') return 0;
  return column.levels.reduce((sum, level) => sum + Number(level === feature - (starts[c] ?? 0)), 0);
}

/** Terms that separate by themselves: a number with a bound between the outcomes, a value (the base among them) with one outcome only. */
function separatedAlone(
  { outcome, columns }: Observations,
  features: readonly (readonly Feature[])[],
  problem: Tell,
): readonly Problem[] {
  return columns.flatMap((column, c): Problem[] => {
    const own = features[c] ?? [];
    if (column.kind === 'number') {
      const [events, others] = [1, 0].map((y) => rangeOf(column.values.filter((_, row) => outcome[row] === y)));
      if (events === undefined || others === undefined) return [];
      const isApart = events.low >= others.high || events.high <= others.low;
      if (!isApart || (events.low === others.high && events.high === others.low)) return [];
      const [feature] = own;
      const term = feature === undefined ? '' : featureName(feature);
      return [problem('separated-by-number', { term, events: rangeText(events), others: rangeText(others) })];
    }
    return Array.from({ length: column.features + 1 }, (_, i) => i - 1).flatMap((level) => {
      const rows = outcome.filter((_, row) => column.levels[row] === level);
      const events = rows.reduce((sum, y) => sum + y, 0);
      if (rows.length === 0 || (events > 0 && events < rows.length)) return [];
      const feature = own[level];
      const fact = own[0]?.fact ?? '';
      const term =
        feature === undefined
          ? { 'zh-CN': `${fact} = 其他各值`, en: `${fact} = any other value` }
          : featureName(feature);
      return [problem('separated-by-level', { term, events, count: rows.length })];
    });
  });
}

interface Range {
  readonly low: number;
  readonly high: number;
}
const rangeOf = (values: Float64Array): Range =>
  values.reduce<Range>((range, x) => ({ low: Math.min(range.low, x), high: Math.max(range.high, x) }), {
    low: Number.POSITIVE_INFINITY,
    high: Number.NEGATIVE_INFINITY,
  });
const rangeText = ({ low, high }: Range) => (low === high ? String(low) : `${low}…${high}`);

/** Looking for fewer terms asks the rows once a term; beyond this all that take part are told. */
const MOST_WORK = 100_000_000;

/** The terms that separate together, none of which can be left out. */
function separatedTogether(
  { separation }: Fit,
  observations: Observations,
  features: readonly (readonly Feature[])[],
  problem: Tell,
): Problem {
  const matrix = designMatrix(observations);
  const { used } = independentFeatures(matrix);
  const columnOf = (feature: number) => matrix.starts.findLastIndex((start) => start <= feature);
  let found = separation ?? { count: 0, features: [] };
  let columns = [...new Set(found.features.filter((feature) => feature > 0).map(columnOf))];
  const work = observations.count * columns.length ** 3;
  for (const column of work > MOST_WORK ? [] : columns) {
    const rest = columns.filter((one) => one !== column);
    const kept = used.filter((feature) => feature === 0 || rest.includes(columnOf(feature)));
    const without = findSeparation(matrix, observations.outcome, kept);
    if (without !== null) [columns, found] = [rest, without];
  }
  const parts = found.features.filter((feature) => feature > 0 && columns.includes(columnOf(feature)));
  const names = parts.flatMap((feature) => {
    const c = columnOf(feature);
    const one = features[c]?.[feature - (matrix.starts[c] ?? 0)];
    return one === undefined ? [] : [featureName(one)];
  });
  return problem('separated-together', { terms: listed(names), count: found.count, used: observations.count });
}
