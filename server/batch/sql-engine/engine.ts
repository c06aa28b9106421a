import { DuckDBInstance } from '@duckdb/node-api';
import {
  compile,
  decisionQuery,
  type Json,
  type Language,
  type Library,
  readSet,
  type Result,
} from '../../../definitions/index.ts';
import { Refusal } from '../../terminal.ts';
import type { Engine, EngineOptions } from '../../engine.ts';
import { type SqlEngineContext, columnsOf } from './workbench.ts';
import { engineProblem } from './problems.ts';
import { type RequestGroup, groupsOf } from './groups.ts';
import { refuseRest } from './refuse-rest.ts';
import { resultOf } from './result.ts';
import { specOf } from './spec.ts';

/**
 * Decides requests in DuckDB by the SQL of the batch: facts go into tables as JSON, and SQL reads, refuses and decides them. The request
 * around the facts (its keys, unknown names, `$asOf`, `$previous`, products, lists of rows that are none) is read as the function reads
 * it, whose sentences about a field that SQL refuses are used; rows within a hair of a rounding tie are decided by the function.
 */
export async function sqlEngine(library: Library, ref: string, options: EngineOptions): Promise<Engine> {
  const decision = library.environment.decision(ref);
  const definition = library.definitions.get(ref);
  if (decision === undefined || definition === undefined) throw new Error(`${ref} has no decision`);
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");
  const reads = readSet([decision], (id) => library.environment.entity(id));
  const { version, hash, closure } = definition;
  const context: SqlEngineContext = {
    library,
    connection,
    asked: { ref, decision, reads },
    options,
    compiled: compile(library, [ref], options),
    stamp: { id: ref, version, hash, closure },
  };
  return {
    group: 1024,
    async decide(requests, language) {
      const { refused, groups } = groupsOf(context, requests, language);
      const results: Result[] = [];
      for (const [row, result] of refused) results[row] = result;
      for (const group of groups) await decideGroup(context, group, requests, language, results);
      return results;
    },
    async close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** Decides the requests of one query; each answer goes to its place among the results. */
async function decideGroup(
  context: SqlEngineContext,
  group: RequestGroup,
  requests: readonly Json[],
  language: Language,
  results: Result[],
): Promise<void> {
  const spec = await specOf(context, group, language);
  const query = decisionQuery(spec);
  const [gap] = query.gaps;
  if (gap !== undefined)
    throw new Refusal([
      engineProblem('engine-without-field', { definition: context.asked.ref, pointer: '' }, { field: gap.field }),
    ]);
  for (const columns of columnsOf(await context.connection.runAndReadAll(query.sql))) {
    const at = Number(columns.get('#row'));
    const isDoubted = query.doubt !== null && columns.get(query.doubt) === true;
    const own = isDoubted
      ? context.compiled.decide(requests[at], language)[context.asked.ref]
      : resultOf(context, columns, requests[at] ?? null, language);
    if (own !== undefined) results[at] = own;
  }
  if (group.records.some(({ row }) => results[row] === undefined))
    await refuseRest(context, spec, group.records, requests, results);
}
