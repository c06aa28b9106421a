import {
  type Computed,
  type DecisionTable,
  type Json,
  type JsonObject,
  type TableCell,
  type TableResult,
  TESTED,
  unaryTestText,
} from '../../definitions/index.ts';
import { benchOf, declaredOn, judgeOf } from './judge-context.ts';
import { computedValue } from './computed.ts';
import { constantOf, type Declared, declaredOf } from './declared.ts';
import { Fraction, ZERO } from './figure.ts';
import { type RefereeAnswer, outcome } from './outcome.ts';
import type { RefereeSubject } from './subject.ts';
import { type Flaw, type FoundValue, found, order, type RefereeValue, wired } from './value.ts';

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
  const kinds: Record<string, Declared> = Object.fromEntries(declared.map((one, i) => [inputName(i), one]));
  for (const [r, { when }] of document.rules.entries()) {
    for (const [i, cell] of when.entries()) {
      if (typeof cell !== 'object' || !('text' in cell)) continue;
      const test = await unaryTest(cell, own[inputName(i)] ?? null, subject);
      flaws.push(...test.flaws);
      own[testName(r, i)] = test.value;
      kinds[testName(r, i)] = FLAG;
    }
  }
  const judge = judgeOf(
    document.rules,
    subject,
    () =>
      document.rules.map(({ when }, r) => ({
        all: when.flatMap((cell, i) => cellConditions(cell, i, declared[i], testName(r, i))),
      })),
    kinds,
  );
  const verdict = await judge.hits(benchOf(subject, own));
  const matching = document.rules.flatMap((_, i) => (verdict.hits.has(i) ? [i] : []));
  const computed = await computedResults(document, matching, subject, flaws);
  return selected(document, matching, computed, flaws);
}

const inputName = (i: number) => `$input ${i}`;
const testName = (rule: number, i: number) => `$test ${rule} ${i}`;
const FLAG: Declared = { kind: 'boolean', decimals: 0, isList: false };

type Text = Extract<TableCell, { readonly text: string }>;
const formulas = new WeakMap<Text, Computed>();

/** A computed value that a part of a table stands for, the same object for every record. */
function formulaOf(part: Text, make: () => Computed): Computed {
  const known = formulas.get(part) ?? make();
  formulas.set(part, known);
  return known;
}

/** A unary test of a value: false where the value is missing. */
async function unaryTest(cell: Text, value: RefereeValue, subject: RefereeSubject): Promise<FoundValue> {
  const formula = formulaOf(cell, () => {
    const wrapped = unaryTestText(cell.text);
    if (wrapped === undefined) throw new Error(`Not a unary test: ${cell.text}`);
    return { ...cell, text: wrapped.text, type: 'boolean' };
  });
  const read = await computedValue(formula, subject, new Map([[TESTED, found(value)]]));
  return found(value !== null && read.value === true, read.flaws);
}

/** By rule and output (the rule behind the last is `otherwise`), what computed results come to; what goes wrong counts where the rule does. */
async function computedResults(
  { outputs, rules, otherwise = [] }: DecisionTable,
  matching: readonly number[],
  subject: RefereeSubject,
  flaws: Flaw[],
): Promise<ReadonlyMap<string, RefereeValue>> {
  const values = new Map<string, RefereeValue>();
  for (const [r, then] of [...rules.map((rule) => rule.then), otherwise].entries()) {
    const counts = r < rules.length ? matching.includes(r) : matching.length === 0;
    for (const [j, result] of then.entries()) {
      const output = outputs[j];
      if (typeof result !== 'object' || result === null || output === undefined) continue;
      const { type, decimals = 0 } = output;
      const formula = formulaOf(result, () => ({ ...result, type, ...(type === 'decimal' ? { decimals } : {}) }));
      const read = await computedValue(formula, subject, new Map());
      // The flaws of facts it names are the record's, whether or not the rule matches; its own are not.
      flaws.push(...read.flaws.filter(({ of }) => counts || of !== undefined));
      const isOutside = read.value !== null && !isInDomain(read.value, output);
      if (isOutside && counts) flaws.push({ code: 'computed-result-outside', refuses: false });
      values.set(`${r}/${j}`, isOutside ? null : read.value);
    }
  }
  return values;
}

function isInDomain(value: RefereeValue, output: DecisionTable['outputs'][number]): boolean {
  const { kind } = declaredOf(output);
  if (kind === 'string') return output.enum?.includes(String(value)) ?? true;
  if (kind === 'boolean') return true;
  const { minimum, maximum } = output;
  return (
    (minimum === undefined || order(value, constantOf(minimum, kind)) >= 0) &&
    (maximum === undefined || order(value, constantOf(maximum, kind)) <= 0)
  );
}

function cellConditions(
  cell: TableCell,
  i: number,
  declared: Declared | undefined,
  test: string,
): readonly JsonObject[] {
  const fact = inputName(i);
  if (cell === '-' || declared === undefined) return [];
  const leaf = (operator: string, value: Json): JsonObject => ({ fact, operator, value });
  // A text that is no value of the input's own kind is an interval.
  const member = (written: boolean | number | string) =>
    leaf(typeof written === 'string' && isInterval(written, declared) ? 'between' : 'equal', written);
  const anyOf = (list: readonly (boolean | number | string)[]): JsonObject => ({ any: list.map(member) });
  if (typeof cell !== 'object') return [member(cell)];
  if (Array.isArray(cell)) return [anyOf(cell as readonly (boolean | number | string)[])];
  if ('text' in cell) return [{ fact: test, operator: 'equal', value: true }];
  if ('missing' in cell) return [leaf('isMissing', true)];
  const { not } = cell as { readonly not: boolean | number | string | readonly (boolean | number | string)[] };
  return [leaf('isPresent', true), { not: anyOf(typeof not === 'object' ? not : [not]) }];
}

const isInterval = (text: string, { kind }: Declared) =>
  (kind === 'number' || kind === 'date' || kind === 'instant') && /^\s*[[(].*,.*[\])]\s*$/.test(text);

type Row = readonly RefereeValue[];

function selected(
  document: DecisionTable,
  matching: readonly number[],
  computed: ReadonlyMap<string, RefereeValue>,
  flaws: readonly Flaw[],
): RefereeAnswer {
  const { hitPolicy, outputs, rules, otherwise } = document;
  const rowOf = (written: readonly TableResult[], rule: number): Row =>
    outputs.map((output, j) => {
      const own = computed.get(`${rule}/${j}`);
      return own === undefined ? constantOf(written[j] ?? null, declaredOf(output).kind) : own;
    });
  const rows = new Map(matching.map((i) => [i, rowOf(rules[i]?.then ?? [], i)]));
  const none = otherwise === undefined ? undefined : rowOf(otherwise, rules.length);
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
      if (matching.length === 0) return figure(none === undefined ? ZERO : (none[0] ?? null));
      if (figures().includes(null)) return figure(null);
      return figure(
        figures().reduce<Fraction>((sum, value) => (value instanceof Fraction ? sum.plus(value) : sum), ZERO),
      );
    case 'collect-min':
    case 'collect-max': {
      const sign = hitPolicy === 'collect-min' ? 1 : -1;
      if (figures().includes(null)) return one([null], null);
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
