import {
  claimedId,
  isObject,
  type Json,
  type JsonObject,
  link,
  type Result,
  type Source,
} from '../../../definitions/index.ts';
import type { EngineName } from '../../engine.ts';
import { answers, type OpenEngine } from './agree.ts';
import { cutsFor } from './draw.ts';
import { isSameResult } from './compare.ts';

/** A difference as it was found. */
export interface Pair {
  readonly sources: readonly Source[];
  readonly ref: string;
  readonly request: JsonObject;
  readonly engine: EngineName;
  readonly seed: number;
  /** As the difference was found: engines of the program where absent. */
  readonly open?: OpenEngine;
}

/** The smallest definitions and record found that two engines still answer differently. */
export interface Smallest extends Pair {
  readonly base: Result | null;
  /** Null where the engine breaks off. */
  readonly other: Result | null;
}

const MOST_TRIES = 400;

/**
 * Makes a difference small: fields and rows leave the record, then definitions leave the library, rules, bins, terms, leaves and keys
 * leave the definitions (only where `mayCut`), as long as the engines still differ.
 */
export async function shrink(pair: Pair, mayCut: boolean, mostTries = MOST_TRIES): Promise<Smallest> {
  let tries = 0;
  let best = pair;
  const take = async (candidate: Pair): Promise<boolean> => {
    tries += 1;
    if (tries > mostTries || !(await differs(candidate))) return false;
    best = candidate;
    return true;
  };
  let isSmaller = true;
  while (isSmaller && tries <= mostTries) {
    isSmaller = false;
    for (const request of smallerRequests(best.request)) {
      if (!(await take({ ...best, request }))) continue;
      isSmaller = true;
      break;
    }
    if (isSmaller || !mayCut) continue;
    for (const sources of smallerLibraries(best)) {
      if (!(await take({ ...best, sources }))) continue;
      isSmaller = true;
      break;
    }
  }
  const shown = await results(best);
  return { ...best, base: shown?.base ?? null, other: shown?.other ?? null };
}

async function differs(pair: Pair): Promise<boolean> {
  const shown = await results(pair);
  if (shown === undefined || shown.base === null) return false;
  if (shown.other === null) return true;
  return !isSameResult(shown.base, shown.other, pair.engine);
}

async function results({
  sources,
  ref,
  request,
  engine,
  seed,
  open,
}: Pair): Promise<{ base: Result | null; other: Result | null } | undefined> {
  const library = link(sources);
  if (library.environment.decision(ref) === undefined) return undefined;
  const cuts = cutsFor(library, seed);
  const one = (name: EngineName) =>
    answers(library, ref, name, [request], cuts, open).then(
      ([result]) => result ?? null,
      () => null,
    );
  return { base: await one('function'), other: await one(engine) };
}

/** The same without one of its parts: larger parts first. */
function* smallerRequests(request: JsonObject): Generator<JsonObject> {
  for (const key of ['$previous', 'products', 'facts'] as const) {
    const value = request[key];
    if (value === undefined) continue;
    if (key === '$previous') yield without(request, key);
    for (const smaller of smallerParts(value)) yield { ...request, [key]: smaller };
  }
}

function* smallerParts(json: Json): Generator<Json> {
  if (Array.isArray(json)) {
    const list = json as readonly Json[];
    for (let i = 0; i < list.length; i += 1) yield list.filter((_, j) => j !== i);
    for (let i = 0; i < list.length; i += 1)
      for (const smaller of smallerParts(list[i] ?? null)) yield list.map((item, j) => (j === i ? smaller : item));
  } else if (isObject(json)) {
    for (const key of Object.keys(json)) yield without(json, key);
    for (const [key, value] of Object.entries(json))
      for (const smaller of smallerParts(value)) yield { ...json, [key]: smaller };
  } else if (typeof json === 'number' && json !== 0 && json !== 1) {
    yield 0;
    yield 1;
    if (Math.trunc(json) !== json) yield Math.trunc(json);
  }
}

const without = (of: JsonObject, key: string): JsonObject =>
  Object.fromEntries(Object.entries(of).filter(([name]) => name !== key));

/** Without one definition, or with one of them smaller. */
function* smallerLibraries({ sources, ref }: Pair): Generator<readonly Source[]> {
  for (const [i, source] of sources.entries())
    if (claimedId(source.document) !== ref) yield sources.filter((_, j) => j !== i);
  for (const [i, { document }] of sources.entries()) {
    if (!isObject(document)) continue;
    for (const smaller of smallerDocuments(document))
      yield sources.map((source, j) => (j === i ? { document: smaller } : source));
  }
}

const KEPT: ReadonlySet<string> = new Set([
  'kind',
  'name',
  'entity',
  'text',
  'type',
  'fact',
  'operator',
  'value',
  'method',
  'key',
]);

/** Without one item of a list or one key; what the check then refuses is passed over. */
function* smallerDocuments(json: JsonObject): Generator<JsonObject> {
  for (const [key, value] of Object.entries(json)) {
    if (KEPT.has(key)) continue;
    yield without(json, key);
    for (const smaller of smallerValues(value)) yield { ...json, [key]: smaller };
  }
}

function* smallerValues(json: Json): Generator<Json> {
  if (isObject(json)) yield* smallerDocuments(json);
  if (!Array.isArray(json)) return;
  const list = json as readonly Json[];
  if (list.length > 1) for (let i = 0; i < list.length; i += 1) yield list.filter((_, j) => j !== i);
  for (let i = 0; i < list.length; i += 1)
    for (const smaller of smallerValues(list[i] ?? null)) yield list.map((item, j) => (j === i ? smaller : item));
}
