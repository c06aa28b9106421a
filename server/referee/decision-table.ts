import type { DecisionTable, Json, JsonObject, TableCell } from '../../definitions/index.ts';
import { benchOf, declaredOn, judgeOf } from './judge-context.ts';
import { computedValue } from './computed.ts';
import { constantOf, type Declared, declaredOf } from './declared.ts';
import { Fraction, ZERO } from './figure.ts';
import { type RefereeAnswer, outcome } from './outcome.ts';
import type { RefereeSubject } from './subject.ts';
import { type Flaw, order, type RefereeValue, wired } from './value.ts';

/** A table: each rule a rule of json-rules-engine, each cell a leaf on its input; then what the hit policy makes of the rules that match. */
export async function judgeDecisionTable(document: DecisionTable, subject: RefereeSubject): Promise<RefereeAnswer> {
  const flaws: Flaw[] = [];
  const own: Record<string, RefereeValue> = {};
  const declared = document.inputs.map(
    ({ fact, formula }): Declared =>
      fact !== undefined
        ? declaredOn(subject.hearing.context.documents, subject, fact)
        : declaredOf(formula ?? { text: '', type: 'string' }),
  );
  for (const [i, { fact, formula }] of document.inputs.entries()) {
    const read =
      fact !== undefined ? await subject.fact(fact) : formula && (await computedValue(formula, subject, new Map()));
    flaws.push(...(read?.flaws ?? []));
    own[inputName(i)] = read?.value ?? null;
  }
  const judge = judgeOf(
    document.rules,
    subject,
    () => document.rules.map(({ when }) => ({ all: when.flatMap((cell, i) => cellConditions(cell, i, declared[i])) })),
    Object.fromEntries(declared.map((one, i) => [inputName(i), one])),
  );
  const verdict = await judge.hits(benchOf(subject, own));
  const matching = document.rules.flatMap((_, i) => (verdict.hits.has(i) ? [i] : []));
  return selected(document, matching, flaws);
}

const inputName = (i: number) => `$input ${i}`;

function cellConditions(cell: TableCell, i: number, declared: Declared | undefined): readonly JsonObject[] {
  const fact = inputName(i);
  if (cell === '-' || declared === undefined) return [];
  const leaf = (operator: string, value: Json): JsonObject => ({ fact, operator, value });
  // A text that is no value of the input's own kind is an interval.
  const member = (written: boolean | number | string) =>
    leaf(typeof written === 'string' && isInterval(written, declared) ? 'between' : 'equal', written);
  const anyOf = (list: readonly (boolean | number | string)[]): JsonObject => ({ any: list.map(member) });
  if (typeof cell !== 'object') return [member(cell)];
  if (Array.isArray(cell)) return [anyOf(cell as readonly (boolean | number | string)[])];
  if ('missing' in cell) return [leaf('isMissing', true)];
  const { not } = cell as { readonly not: boolean | number | string | readonly (boolean | number | string)[] };
  return [leaf('isPresent', true), { not: anyOf(typeof not === 'object' ? not : [not]) }];
}

const isInterval = (text: string, { kind }: Declared) =>
  (kind === 'number' || kind === 'date' || kind === 'instant') && /^\s*[[(].*,.*[\])]\s*$/.test(text);

type Row = readonly RefereeValue[];

function selected(document: DecisionTable, matching: readonly number[], flaws: readonly Flaw[]): RefereeAnswer {
  const { hitPolicy, outputs, rules, otherwise } = document;
  const rowOf = (written: readonly Json[]): Row =>
    outputs.map((output, j) => constantOf(written[j] ?? null, declaredOf(output).kind));
  const rows = new Map(matching.map((i) => [i, rowOf(rules[i]?.then ?? [])]));
  const none = otherwise === undefined ? undefined : rowOf(otherwise);
  const shown = (row: Row): Json =>
    Object.fromEntries(outputs.map((output, j) => [output.name, wired(row[j] ?? null, declaredOf(output).decimals)]));
  const one = (row: Row | undefined, code: string | null): RefereeAnswer => {
    const failed = code ?? (row === undefined ? 'no-rule-matches' : null);
    const own: readonly Flaw[] = failed === null ? [] : [{ code: failed, refuses: true }];
    return outcome(
      row === undefined ? null : shown(row),
      new Map(outputs.map((output, j) => [output.name, row?.[j] ?? null])),
      [...flaws, ...own],
    );
  };
  const list = (order: readonly number[]): RefereeAnswer => {
    const kept = order.flatMap((i) => rows.get(i) ?? []);
    return outcome(
      (kept.length > 0 || none === undefined ? order.flatMap((i) => [rows.get(i) ?? []]) : [none]).map(shown),
      new Map(),
      flaws,
    );
  };
  const figures = () => [...rows.values()].map((row) => row[0] ?? null);
  const figure = (value: RefereeValue): RefereeAnswer => {
    const [output] = outputs;
    const decimals = hitPolicy === 'collect-count' || output === undefined ? 0 : declaredOf(output).decimals;
    const name = output?.name ?? '';
    return outcome({ [name]: wired(value, decimals) }, new Map([[name, value]]), flaws);
  };
  const [first] = matching;
  const firstRow = first === undefined ? none : rows.get(first);
  switch (hitPolicy) {
    case 'unique':
      return one(firstRow, matching.length > 1 ? 'several-rules-match' : null);
    case 'first':
      return one(firstRow, null);
    case 'any': {
      const distinct = new Set([...rows.values()].map((row) => JSON.stringify(shown(row))));
      return one(firstRow, distinct.size > 1 ? 'rules-conflict' : null);
    }
    case 'priority': {
      const [best] = byEnums(document, matching);
      return one(best === undefined ? none : rows.get(best), null);
    }
    case 'rule-order':
    case 'collect':
      return list(matching);
    case 'output-order':
      return list(byEnums(document, matching));
    case 'collect-count':
      return figure(new Fraction(matching.length));
    case 'collect-sum':
      if (matching.length === 0) return figure(none?.[0] ?? ZERO);
      return figure(
        figures().reduce<Fraction>((sum, value) => (value instanceof Fraction ? sum.plus(value) : sum), ZERO),
      );
    case 'collect-min':
    case 'collect-max': {
      const sign = hitPolicy === 'collect-min' ? 1 : -1;
      const [best] = figures().sort((a, b) => sign * order(a, b));
      return one(best === undefined ? none : [best], null);
    }
  }
}

/** Rules whose results stand first in their outputs' enums come first; ties as they stand. */
function byEnums({ outputs, rules }: DecisionTable, matching: readonly number[]): readonly number[] {
  const rank = (rule: number, output: number) => {
    const [values, value] = [outputs[output]?.enum ?? [], rules[rule]?.then[output] ?? null];
    return value === null ? values.length : Math.max(0, values.indexOf(String(value)));
  };
  return [...matching].sort((a, b) => {
    const differing = outputs.findIndex((_, j) => rank(a, j) !== rank(b, j));
    return differing < 0 ? a - b : rank(a, differing) - rank(b, differing);
  });
}
