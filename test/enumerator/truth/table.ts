import type { Json, JsonObject } from '../../../definitions/index.ts';
import { type Answers, type Claim, ever, isRefused, listOf, never, type Watch } from '../claim.ts';
import { neverDividedByZero } from './divisions.ts';

const ONE_ROW = ['unique', 'first', 'any', 'priority', 'collect-min', 'collect-max'];

/** The same rules under *rule-order*, each with its number: which of them match, and what they give. */
export function watchTable(document: JsonObject): Watch {
  const rules = listOf(document, 'rules');
  const { otherwise, ...others } = document;
  const listed: JsonObject = { ...others, cases: [], hitPolicy: 'rule-order' };
  const numbered: JsonObject = {
    ...listed,
    name: 'watched-rules',
    outputs: [{ name: 'rule', type: 'integer' }],
    rules: rules.map((rule, i) => ({ ...rule, then: [i] })),
  };
  const given: JsonObject = { ...listed, name: 'watched-results' };
  const policy = String(document['hitPolicy']);
  const place = { scope: '/rules' };
  const isAsked = ONE_ROW.includes(policy) && otherwise === undefined;
  const before = earlier(document, policy);
  return {
    probes: policy === 'any' ? [numbered, given] : [numbered],
    claims: [
      ...(isAsked ? [never({ property: 'complete', ...place }, (answers) => matched(answers)?.length === 0)] : []),
      ...overlapClaims(policy),
      ...rules.map((_, i) =>
        ever({ property: 'rules-reachable', ...place, pointer: `/rules/${i}` }, (answers) => {
          const numbers = matched(answers) ?? [];
          return numbers.includes(i) && !before(i).some((one) => numbers.includes(one));
        }),
      ),
      neverDividedByZero('decision-table/target'),
    ],
  };
}

/** The rows of a list of rules; undefined where the record is refused. */
function rowsOf(answers: Answers, name: string): readonly JsonObject[] | undefined {
  const result = answers.of(`decision-table/${name}`);
  return !Array.isArray(result.value) || isRefused(result) ? undefined : (result.value as readonly JsonObject[]);
}

/** The rules that match a record. */
const matched = (answers: Answers) => rowsOf(answers, 'watched-rules')?.map(({ rule }) => Number(rule));

function overlapClaims(policy: string): readonly Claim[] {
  if (policy !== 'unique' && policy !== 'any') return [];
  const clashes = (answers: Answers) => {
    if (policy === 'unique') return (matched(answers)?.length ?? 0) > 1;
    return new Set(rowsOf(answers, 'watched-results')?.map((row) => JSON.stringify(row))).size > 1;
  };
  return [never({ property: 'no-overlap', scope: '/rules' }, clashes)];
}

/** The rules that win over one where both match. */
function earlier(document: JsonObject, policy: string): (rule: number) => readonly number[] {
  const rules = listOf(document, 'rules');
  const all = rules.map((_, i) => i);
  if (policy === 'first') return (rule) => all.slice(0, rule);
  if (policy !== 'priority') return () => [];
  const ranks = rules.map(({ then }) =>
    listOf(document, 'outputs').map((output, j) =>
      (output['enum'] as readonly Json[]).indexOf((then as readonly Json[])[j] ?? null),
    ),
  );
  const wins = (one: number, over: number) => {
    const [a = [], b = []] = [ranks[one], ranks[over]];
    const at = a.findIndex((rank, j) => rank !== b[j]);
    return at < 0 ? one < over : (a[at] ?? 0) < (b[at] ?? 0);
  };
  return (rule) => all.filter((one) => one !== rule && wins(one, rule));
}
