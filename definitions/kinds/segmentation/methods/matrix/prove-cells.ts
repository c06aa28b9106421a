import type { Decision } from '../../../../model/decision.ts';
import { and, not } from '../../../../expression/build-logic.ts';
import type { Bins, Expression } from '../../../../model/expression.ts';
import type { WrittenNodes } from '../../../../proofs/index-nodes.ts';
import { requestOf } from '../../../../proofs/witness/request-builder.ts';
import { createProbe } from '../../../../proofs/witness/probe.ts';
import { provedProblem } from '../../../../proofs/problems.ts';
import { testOf } from '../../../../proofs/prove-bins.ts';
import { canHold, type ProofContext } from '../../../../proofs/satisfiability.ts';
import { proved, refuted, undecided } from '../../../../proofs/verdict.ts';
import { isObject, type Json } from '../../../../model/json.ts';
import type { Proof } from '../../../../model/proof.ts';
import type { MatrixSegmentation } from '../../segmentation.ts';

/** The most cells that are asked of one by one. */
const MOST_CELLS = 400;

/** Every cell of a matrix is some record's for which `path` holds: its row and its column can meet. */
export function proveCells(
  { rows, columns, title, name, cases = [] }: MatrixSegmentation,
  decision: Decision,
  written: WrittenNodes,
  setting: ProofContext,
  path: Expression | null,
): readonly Proof[] {
  const place = { definition: decision.id, pointer: '/cells' };
  const [row, column] = [written.bins.get('/rows/bands'), written.bins.get('/columns/bands')];
  if (row === undefined || column === undefined) return [];
  const [inRow, inColumn] = [testsOf(row), testsOf(column)];
  const gate = path === null ? [] : [path];
  const cells = inRow.flatMap((one, r) =>
    inColumn.map((other, c) => ({
      first: rows.bands[r]?.title ?? rows.bands[r]?.name ?? '',
      second: columns.bands[c]?.title ?? columns.bands[c]?.name ?? '',
      when: and([...gate, one, other]),
    })),
  );
  const told = title ?? name;
  if (cells.length > MOST_CELLS) return [undecided('cells-reachable', place, told, 'budget')];
  const shown = shownByRequests(
    inRow,
    inColumn,
    gate,
    setting,
    cases.map(({ given }) => given),
  );
  const open = cells.filter((_, i) => shown[i] !== true);
  const answers = canHold(
    open.map((cell) => cell.when),
    setting,
    'any',
  );
  const found = open.flatMap(({ first, second }, i): readonly Proof[] =>
    answers[i]?.verdict === 'never'
      ? [refuted('cells-reachable', provedProblem('cell-unreachable', place, { title: told, first, second }))]
      : [],
  );
  if (found.length > 0) return found;
  const unsure = answers.find((answer) => answer.verdict === 'open');
  return [
    unsure?.verdict === 'open'
      ? undecided('cells-reachable', place, told, unsure.why)
      : proved('cells-reachable', place),
  ];
}

/** Cells that one of the definition's cases shows, or a record put together: one in the row, with what lays another in the column. */
function shownByRequests(
  rows: readonly Expression[],
  columns: readonly Expression[],
  gate: readonly Expression[],
  setting: ProofContext,
  given: readonly Json[],
): readonly boolean[] {
  const probe = createProbe(setting.whole, [...rows, ...columns, ...gate], setting.environment);
  const ofCases = given.map((request) => probe.evaluate(request));
  const ordinary = requestOf(probe.drafter.ordinary());
  const inBand = (tests: readonly Expression[]) =>
    canHold(
      tests.map((test) => and([...gate, test])),
      setting,
    ).map((answer) => (answer.verdict === 'can' ? answer.request : ordinary));
  const [byRow, byColumn] = [inBand(rows), inBand(columns)];
  return byRow.flatMap((row, r) =>
    byColumn.map((column, c) => {
      const shows = (values: ReturnType<typeof probe.evaluate>) =>
        values?.[r] === true &&
        values[rows.length + c] === true &&
        values.slice(rows.length + columns.length).every((one) => one === true);
      const together = [merged(row, column, ordinary), merged(column, row, ordinary)];
      return ofCases.some(shows) || together.some((request) => shows(probe.evaluate(request)));
    }),
  );
}

/** A request with what another one changes of the ordinary one. */
function merged(request: Json, other: Json, ordinary: Json): Json {
  if (!isObject(request) || !isObject(other) || !isObject(ordinary)) return request;
  const keys = new Set([...Object.keys(other), ...Object.keys(ordinary)]);
  const next: Record<string, Json> = { ...request };
  for (const key of keys) {
    const [theirs, usual] = [other[key] ?? null, ordinary[key] ?? null];
    if (JSON.stringify(theirs) === JSON.stringify(usual)) continue;
    const own = request[key] ?? null;
    if (isObject(own) && isObject(theirs)) next[key] = merged(own, theirs, usual);
    else if (other[key] === undefined) delete next[key];
    else next[key] = theirs;
  }
  return next;
}

/** When a value is taken by each band: where no earlier one holds it, *otherwise* where no other does. */
function testsOf({ on, bins }: Bins): readonly Expression[] {
  const stated = bins.map(({ test }) => testOf(on, test));
  return stated.map((test, i) => {
    const earlier = stated.slice(0, i).filter((one) => one !== undefined);
    return and([...earlier.map((one) => not(one)), ...(test === undefined ? [] : [test])]);
  });
}
