import { readFileSync } from 'node:fs';
import { isObject, type Json, type JsonObject } from '../../definitions/index.ts';

/** A decision table of the DMN technology compatibility kit, cells in S-FEEL, with its cases. */
interface Suite {
  readonly suite: string;
  readonly tables: readonly {
    readonly hitPolicy: string;
    readonly aggregation: string | null;
    readonly inputs: readonly { readonly expression: string; readonly type: string; readonly values: string | null }[];
    readonly outputs: readonly {
      readonly name: string | null;
      readonly type: string | null;
      readonly values: string | null;
      readonly default: string | null;
    }[];
    readonly rules: readonly { readonly in: readonly string[]; readonly out: readonly string[] }[];
  }[];
  readonly cases: readonly {
    readonly id: string;
    readonly inputs: JsonObject;
    readonly results: readonly { readonly expected: Json }[];
  }[];
}

/** A suite as an entity and a decision table, and its cases as facts with the value expected. */
export interface WrittenSuite {
  readonly title: string;
  readonly documents: readonly JsonObject[];
  readonly cases: readonly { readonly id: string; readonly facts: JsonObject; readonly expected: Json }[];
}

export function readSuites(file: string): readonly WrittenSuite[] {
  return (JSON.parse(readFileSync(file, 'utf8')) as readonly Suite[]).map(written);
}

function written({ suite, tables, cases }: Suite): WrittenSuite {
  const [table] = tables;
  if (table === undefined) throw new Error(`${suite} has no table`);
  const fields = Object.fromEntries(
    table.inputs.map(({ expression, type, values }) => [
      camel(expression),
      {
        ...(type === 'number' ? { type: 'decimal', decimals: 2 } : { type }),
        ...(values === null ? {} : { enum: listed(values) }),
        optional: true,
      },
    ]),
  );
  const isFigure = table.aggregation !== null;
  const outputs = table.outputs.map(({ name, values }) => ({
    name: outputName(name),
    ...(isFigure
      ? { type: 'decimal', decimals: 2 }
      : { type: 'string', ...(values === null ? {} : { enum: listed(values) }) }),
  }));
  const defaults = table.outputs.map((output) => output.default);
  const isList = /ORDER|COLLECT/.test(table.hitPolicy) && table.aggregation === null;
  const document: JsonObject = {
    kind: 'decision-table',
    name: 'dmn',
    entity: 'entity/case',
    hitPolicy: policyOf(table.hitPolicy, table.aggregation),
    inputs: table.inputs.map(({ expression }) => ({ fact: camel(expression) })),
    outputs,
    rules: table.rules.map((rule) => ({
      when: rule.in.map((cell, i) => cellOf(cell, table.inputs[i]?.type ?? 'string')),
      then: rule.out.map((out) => JSON.parse(out) as Json),
    })),
    ...(defaults.includes(null) ? {} : { otherwise: defaults.map((text) => JSON.parse(text ?? 'null') as Json) }),
  };
  return {
    title: suite,
    documents: [{ kind: 'entity', name: 'case', fields }, document],
    cases: cases.map(({ id, inputs, results }) => ({
      id,
      facts: Object.fromEntries(Object.entries(inputs).map(([name, value]) => [camel(name), value])),
      expected: expectedOf(results[0]?.expected ?? null, isList),
    })),
  };
}

const camel = (name: string) => name.slice(0, 1).toLowerCase() + name.slice(1);
const outputName = (name: string | null) => (name === null ? 'result' : camel(name.replace(/[^A-Za-z]/g, '')));
const listed = (values: string): readonly string[] => JSON.parse(`[${values}]`) as readonly string[];

function policyOf(policy: string, aggregation: string | null): string {
  const own = policy.toLowerCase().replace(' ', '-');
  return aggregation === null ? own : `${own}-${aggregation.toLowerCase()}`;
}

/** S-FEEL: `-`, `>=18`, `"Medium","Low"`, `true`. */
function cellOf(cell: string, type: string): Json {
  if (cell === '-') return '-';
  const [, sign = '', bound = ''] = /^([<>]=?)(.+)$/.exec(cell) ?? [];
  if (sign === '>=') return `[${bound}, ∞)`;
  if (sign === '>') return `(${bound}, ∞)`;
  if (sign === '<=') return `(-∞, ${bound}]`;
  if (sign === '<') return `(-∞, ${bound})`;
  const values = JSON.parse(`[${cell}]`) as readonly Json[];
  return type === 'boolean' || values.length === 1 ? (values[0] ?? null) : values;
}

/** Outputs without a name are named. */
function expectedOf(expected: Json, isList: boolean): Json {
  if (isList)
    return (Array.isArray(expected) ? (expected as readonly Json[]) : [expected]).map((one) => expectedOf(one, false));
  if (!isObject(expected)) return expected === null ? null : { result: expected };
  return Object.fromEntries(Object.entries(expected).map(([name, value]) => [outputName(name), value]));
}
