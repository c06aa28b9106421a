import { type DuckDBConnection, DuckDBInstance, DuckDBListValue, type DuckDBValue } from '@duckdb/node-api';
import {
  type AskedDecision,
  compile,
  type Decision,
  decisionQuery,
  duckdb,
  type Entity,
  isObject,
  type Json,
  type JsonObject,
  type Language,
  type Library,
  meaningOf,
  parseDays,
  parseMilliseconds,
  type Problem,
  type QuerySpec,
  type ReadField,
  type ReadSet,
  readSet,
  type Reason,
  refusalQuery,
  type Result,
  say,
} from '../../definitions/index.ts';
import type { Engine, EngineOptions } from '../engines.ts';
import { Refusal } from '../cli/terminal.ts';
import { engineProblem } from './problems.ts';
import { keyOf, type SqlRecord, tablesOf } from './tables.ts';
import { valueOf } from './values.ts';

const CARRIED = [{ column: '#row', name: '#row' }];
const PARTS = new Set(['reasons', 'missing', 'problems', 'partial'] as const);

/**
 * Decides requests in DuckDB by the SQL of the batch: facts go into tables as JSON, and SQL reads, refuses and decides them. The request
 * around the facts (its keys, unknown names, `$asOf`, `$previous`, lists of rows that are none) is read as the function reads it; rows
 * within a hair of a rounding tie are decided by the function. Losses of reasons are not among SQL's results.
 */
export async function sqlEngine(library: Library, ref: string, options: EngineOptions): Promise<Engine> {
  const decision = library.around.decision(ref);
  const definition = library.definitions.get(ref);
  if (decision === undefined || definition === undefined) throw new Error(`${ref} has no decision`);
  if (decision.facts.kind === 'pair')
    throw new Refusal([engineProblem('engine-without-matching', { definition: ref, pointer: '' })]);
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");
  const entity = (id: string) => library.around.entity(id);
  const reads = readSet([decision], entity);
  const { version, hash, closure } = definition;
  const bench: Bench = {
    library,
    connection,
    asked: { ref, decision, reads },
    options,
    compiled: compile(library, [ref], options),
    stamp: { id: ref, version, hash, closure },
  };
  return {
    group: 1024,
    decide: (requests, language) => decideAll(bench, requests, language),
    async close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

interface Bench {
  readonly library: Library;
  readonly connection: DuckDBConnection;
  readonly asked: AskedDecision & { readonly reads: ReadSet };
  readonly options: EngineOptions;
  readonly compiled: ReturnType<typeof compile>;
  readonly stamp: Result['definition'];
}

async function decideAll(bench: Bench, requests: readonly Json[], language: Language): Promise<readonly Result[]> {
  const results: Result[] = [];
  const byDay = new Map<string, SqlRecord[]>();
  requests.forEach((request, row) => {
    const refused = refusedBefore(bench, request, language);
    if (refused !== undefined) {
      results[row] = refused;
      return;
    }
    const {
      facts,
      $asOf: asOf = null,
      $previous: previous = null,
    } = request as JsonObject & { readonly facts: JsonObject };
    const day = bench.asked.reads.asOf ? String(asOf) : '';
    byDay.set(day, [...(byDay.get(day) ?? []), { row, facts, previous: previousOf(bench, previous) }]);
  });
  for (const [day, records] of byDay) await decideDay(bench, day, records, requests, language, results);
  return results;
}

const FIELD_CODES: ReadonlySet<string> = new Set([
  'required-missing',
  'fact-of-wrong-type',
  'fact-too-precise',
  'fact-with-too-many-digits',
  'fact-out-of-domain',
]);

/** What is wrong around the facts; undefined where only SQL can tell. */
function refusedBefore({ compiled, asked }: Bench, request: Json, language: Language): Result | undefined {
  const reading = compiled.read(request);
  if (reading.record !== undefined) return undefined;
  const ofFields = reading.problems.every(
    ({ code, pointer }) => FIELD_CODES.has(code) && isScalar(asked.reads.fields, pointer),
  );
  return ofFields ? undefined : compiled.decide(request, language)[asked.ref];
}

/** Whether a pointer leads to a value of a field, not to a relation or a row of one. */
function isScalar(reads: readonly ReadField[], pointer: string): boolean {
  const steps = pointer
    .split('/')
    .slice(2)
    .filter((step) => !/^\d+$/.test(step));
  let fields: readonly ReadField[] | null = reads;
  for (const step of steps) {
    const read: ReadField | undefined = fields?.find(({ field }) => field.name === step);
    if (read === undefined) return false;
    fields = read.rows;
  }
  return steps.length > 0 && fields === null && pointer.startsWith('/facts/');
}

function previousOf({ asked }: Bench, json: Json): SqlRecord['previous'] {
  if (!asked.reads.previous || !isObject(json)) return null;
  const { class: name = null, since = null, misses = null } = json;
  return {
    class: typeof name === 'string' ? name : null,
    since: typeof since === 'string' ? (parseDays(since) ?? null) : null,
    misses: typeof misses === 'number' ? misses : null,
  };
}

async function decideDay(
  bench: Bench,
  day: string,
  records: readonly SqlRecord[],
  requests: readonly Json[],
  language: Language,
  results: Result[],
): Promise<void> {
  const spec = await specOf(bench, day, records, language);
  const query = decisionQuery(spec);
  const [gap] = query.gaps;
  if (gap !== undefined)
    throw new Refusal([
      engineProblem('engine-without-field', { definition: bench.asked.ref, pointer: '' }, { field: gap.field }),
    ]);
  const rows = await bench.connection.runAndReadAll(query.sql);
  const names = rows.columnNames();
  for (const row of rows.getRows()) {
    const columns = new Map(names.map((name, i) => [name, row[i] ?? null]));
    const at = Number(columns.get('#row'));
    const isDoubted = query.doubt !== null && columns.get(query.doubt) === true;
    const own = isDoubted
      ? bench.compiled.decide(requests[at], language)[bench.asked.ref]
      : resultOf(bench, columns, language);
    if (own !== undefined) results[at] = own;
  }
  if (records.some(({ row }) => results[row] === undefined)) await refuseRest(bench, spec, records, results);
}

async function specOf(
  bench: Bench,
  day: string,
  records: readonly SqlRecord[],
  language: Language,
): Promise<QuerySpec> {
  const { library, asked, options } = bench;
  const { facts } = asked.decision;
  const root = facts.kind === 'entity' ? facts.entity : '';
  const tables = await tablesOf(bench.connection, library, root, asked.reads.fields, records);
  return {
    context: {
      dialect: duckdb,
      asOf: day === '' ? 0n : dayOf(day),
      cuts: options.cuts ?? {},
      hasPrevious: asked.reads.previous,
      entity: (id) => withKeys(library.around.entity(id)),
      related: tables.related,
    },
    asked: [asked],
    reads: asked.reads,
    source: tables.record,
    carried: CARRIED,
    parts: PARTS,
    language,
  };
}

/** A day as it stands in a request; an instant's is its day at UTC+8. */
function dayOf(text: string): bigint {
  const days = parseDays(text);
  return BigInt(days ?? Math.floor(((parseMilliseconds(text) ?? 0) + 8 * 3_600_000) / 86_400_000));
}

/** Rows belong together by numbers made for the purpose: a request nests them, whatever field both sides share. */
function withKeys(entity: Entity | undefined): Entity | undefined {
  if (entity === undefined) return undefined;
  const relations = [...entity.relations].map(
    ([name, relation]) => [name, { ...relation, by: keyOf(entity.id, name) }] as const,
  );
  return { ...entity, relations: new Map(relations) };
}

function resultOf({ asked, stamp }: Bench, columns: ReadonlyMap<string, DuckDBValue>, language: Language): Result {
  const { decision } = asked;
  const texts = (name: string) => {
    const list = columns.get(name);
    return list instanceof DuckDBListValue ? list.items.map(String) : [];
  };
  const problems = texts('problems').map(problemOf);
  const isRefused =
    decision.problems.some(({ code, refuses }) => refuses && texts('problems').includes(code)) &&
    isNull(decision, columns);
  return {
    value: isRefused ? null : valueOf(decision, columns),
    reasons: texts('reasons').map((code) => reasonOf(decision, code, language)),
    missing: texts('missing'),
    problems,
    definition: stamp,
    ...(columns.get('partial') === true ? { partial: true as const } : {}),
  };
}

function isNull({ value }: Decision, columns: ReadonlyMap<string, DuckDBValue>): boolean {
  const others = new Set(['#row', '#doubt', 'reasons', 'missing', 'problems', 'partial']);
  return value.kind === 'object'
    ? [...columns].every(([name, of]) => others.has(name) || of === null)
    : columns.get('value') === null;
}

function reasonOf({ reasons }: Decision, code: string, language: Language): Reason {
  const text = reasons.flatMap(({ codes }) => codes).find((one) => one.code === code)?.text;
  return { code, text: say(text, language) };
}

function problemOf(code: string): Problem {
  const { severity = 'error', ...meaning } = meaningOf(code) ?? { 'zh-CN': code, en: code };
  return { code, severity, pointer: '', message: { 'zh-CN': meaning['zh-CN'], en: meaning.en } };
}

/** Rows that the query did not keep are refused; a second query says why. */
async function refuseRest(
  bench: Bench,
  spec: QuerySpec,
  records: readonly SqlRecord[],
  results: Result[],
): Promise<void> {
  const { sql } = refusalQuery(spec);
  const codes = new Map<number, Set<string>>();
  if (sql !== null) {
    for (const [row, , code] of (await bench.connection.runAndReadAll(sql)).getRows()) {
      const known = codes.get(Number(row)) ?? new Set();
      codes.set(Number(row), known.add(String(code)));
    }
  }
  for (const { row, facts } of records) {
    if (results[row] !== undefined) continue;
    const names = bench.asked.reads.fields.map(({ field }) => field.name);
    const missing = [...new Set(names)].filter((name) => (facts[name] ?? null) === null);
    results[row] = {
      value: null,
      reasons: [],
      missing,
      problems: [...(codes.get(row) ?? [])].map(problemOf),
      definition: bench.stamp,
    };
  }
}
