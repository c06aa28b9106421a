import { DuckDBListValue, DuckDBStructValue, type DuckDBValue } from '@duckdb/node-api';
import {
  type Compilable,
  compile,
  type Cuts,
  dateText,
  type Json,
  productRow,
  type ReadField,
  type Result,
  type RowValue,
} from '../../definitions/index.ts';
import { flattened } from './flat-result.ts';
import type { PreparedBatch, BatchRequest } from './batch-request.ts';

/** Decides single rows of a batch by the compiled function: the values as they were read, answers as columns. */
export interface RowDecider {
  /** The columns it needs beside the values of the fields: of the run before, and the row's own cuts. */
  readonly beside: readonly string[];
  row(beside: readonly DuckDBValue[], values: readonly DuckDBValue[]): Record<string, Json>;
}

const PREVIOUS = ['$previous.class', '$previous.since', '$previous.misses', '$previous.run'];

export function rowDecider({ spec, numbered, frozen }: PreparedBatch, request: BatchRequest): RowDecider {
  const { asked, reads, context, products = [] } = spec;
  const previous = context.hasPrevious ? PREVIOUS : [];
  const shares = [...(numbered.context.cutColumns ?? [])].map((id) => ({ id, count: frozen[id]?.length ?? 0 }));
  const cuts = shares.flatMap(({ id, count }) => Array.from({ length: count }, (_, i) => `#cut.${id}.${i}`));
  const known = new Map<string, ReturnType<typeof compile>>();
  /** One function for each place among the classes by share; without such classes there is one. */
  const compiledFor = (own: readonly DuckDBValue[]) => {
    const key = own.map((cut) => (Number(cut) < 0 ? '-' : '+')).join('');
    const before = known.get(key);
    if (before !== undefined) return before;
    const made = compile(compilable(request), request.refs, {
      cuts: { ...request.cuts, ...placed(shares, key) },
      unknown: 'ignore',
    });
    known.set(key, made);
    return made;
  };
  const matched = products.map((product) => productRow(reads.products ?? [], product));
  return {
    beside: [...previous, ...cuts],
    row(beside, values) {
      const compiled = compiledFor(beside.slice(previous.length));
      const [name = null, since = null, misses = null, run = null] = beside.slice(0, previous.length);
      const record = compiled.fromRow(
        reads.fields.map((read, i) => rowValue(read, values[i] ?? null)),
        {
          asOf: request.asOf,
          previous: {
            class: name === null ? null : String(name),
            since: since === null ? null : Number(since),
            misses: misses === null ? null : Number(misses),
            run: run === null ? null : Number(run),
          },
          products: matched,
        },
      );
      const results = compiled.evaluate(record, request.language);
      const left = {
        '$previous.class': name === null ? null : String(name),
        '$previous.since': since === null ? null : dateText(Number(since)),
        '$previous.misses': misses === null ? null : Number(misses),
        '$previous.run': run === null ? null : dateText(Number(run)),
      };
      return Object.assign({}, ...asked.map((one) => flattened(spec, one, results[one.ref] as Result, left))) as Record<
        string,
        Json
      >;
    },
  };
}

/** Cuts below or above every figure, so that a row falls into the class that its place gives it. */
function placed(shares: readonly { readonly id: string; readonly count: number }[], signs: string): Cuts {
  const far = `1${'0'.repeat(25)}`;
  let at = 0;
  return Object.fromEntries(
    shares.map(({ id, count }) => {
      const own = [...signs.slice(at, at + count)].map((sign) => (sign === '-' ? `-${far}` : far));
      at += count;
      return [id, own];
    }),
  );
}

/** The library, with the decisions of the request's own. */
export function compilable({ library, decisions }: Pick<BatchRequest, 'library' | 'decisions'>): Compilable {
  if (decisions === undefined) return library;
  type Stamp = readonly [string, { readonly version: number | null; readonly hash: string; readonly closure: string }];
  const own = [...decisions.keys()].map((ref): Stamp => [ref, { version: null, hash: '', closure: '' }]);
  return {
    environment: { ...library.environment, decision: (id) => decisions.get(id) ?? library.environment.decision(id) },
    definitions: new Map<Stamp[0], Stamp[1]>([...library.definitions, ...own]),
  };
}

/** A value of DuckDB's as the compiled function takes it: rows as lists of their values in the order they are read. */
function rowValue(read: ReadField, value: DuckDBValue): RowValue {
  if (value === null) return null;
  if (value instanceof DuckDBListValue) return value.items.map((item) => rowValue(read, item));
  if (value instanceof DuckDBStructValue && read.rows !== null)
    return read.rows.map((row) => rowValue(row, value.entries[row.field.name] ?? null));
  return value as RowValue;
}
