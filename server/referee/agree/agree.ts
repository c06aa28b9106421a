import type { JsonObject, Library, Result } from '../../../definitions/index.ts';
import { engineFor } from '../../engines.ts';
import { type EngineName } from '../../engine.ts';
import { isSameResult } from './compare.ts';
import { cutsFor, decisionsOf, requestsFor } from './draw.ts';
import { fedOtherwise } from './feeds.ts';
import { readsDiffer } from './read-names.ts';

/** How much is compared. */
export interface AgreeOptions {
  readonly engines: readonly EngineName[];
  /** Records for each decision. */
  readonly records: number;
  /** Of these, how many the referee judges: it is slow. */
  readonly judged?: number;
  readonly seed: number;
  /** Opens an engine; those of the program where absent. */
  readonly open?: OpenEngine;
}

export type OpenEngine = typeof engineFor;

/** One request that two engines answer differently; `error` where one broke off. */
export interface Difference {
  readonly ref: string;
  readonly request: JsonObject;
  readonly engine: EngineName;
  readonly base: Result;
  readonly other: Result | null;
  readonly error?: string;
}

export interface Agreement {
  /** (record, definition) pairs each engine was compared on. */
  readonly pairs: Readonly<Record<EngineName, number>>;
  readonly decisions: number;
  /** Pairs that were decided, not refused as requests. */
  readonly decided: number;
  readonly differences: readonly Difference[];
}

const MOST_TOLD = 5;

/** Compares the engines on random records of every decision (or the named ones). */
export async function agree(
  library: Library,
  options: AgreeOptions,
  refs: readonly string[] = decisionsOf(library),
  told: (pairs: number) => void = () => {},
): Promise<Agreement> {
  const pairs: Record<EngineName, number> = { function: 0, reference: 0, sql: 0 };
  const differences: Difference[] = [];
  let decided = 0;
  for (const [i, ref] of refs.entries()) {
    const requests = requestsFor(library, ref, options.records, options.seed * 100_003 + i);
    const outcome = await compared(library, ref, requests, options);
    for (const engine of options.engines) pairs[engine] += outcome.pairs[engine];
    decided += outcome.decided;
    differences.push(...outcome.differences);
    told(pairs.function);
  }
  return { pairs, decisions: refs.length, decided, differences };
}

async function compared(
  library: Library,
  ref: string,
  requests: readonly JsonObject[],
  { engines, seed, judged, open }: AgreeOptions,
) {
  const cuts = cutsFor(library, seed);
  const base = await answers(library, ref, 'function', requests, cuts, open);
  const differences: Difference[] = [];
  const readings = readsDiffer(library, ref);
  const [first] = base;
  if (readings !== undefined && first !== undefined)
    differences.push({ ref, request: {}, engine: 'reference', base: first, other: null, error: readings });
  const fed = fedOtherwise(library, ref, requests, seed);
  if (fed !== undefined && first !== undefined)
    differences.push({ ref, request: fed.request, engine: 'reference', base: first, other: null, error: fed.error });
  const pairs: Record<EngineName, number> = { function: requests.length, reference: 0, sql: 0 };
  for (const engine of engines) {
    if (engine === 'function') continue;
    const asked = engine === 'reference' ? requests.slice(0, judged ?? requests.length) : requests;
    pairs[engine] = asked.length;
    const results = await answers(library, ref, engine, asked, cuts, open).catch((error: unknown) =>
      String(error instanceof Error ? error.stack : error),
    );
    if (typeof results === 'string') {
      const request = await breaking(library, ref, engine, asked, cuts, open);
      differences.push({
        ref,
        request,
        engine,
        base: base[asked.indexOf(request)] as Result,
        other: null,
        error: results.slice(0, 1500),
      });
      continue;
    }
    const differing = asked.flatMap((request, i) => {
      const [a, b] = [base[i], results[i]];
      return a === undefined || b === undefined || isSameResult(a, b, engine)
        ? []
        : [{ ref, request, engine, base: a, other: b }];
    });
    differences.push(...differing.slice(0, MOST_TOLD));
  }
  return {
    pairs,
    differences,
    decided: base.filter(({ problems }) => !problems.some(({ code }) => /^(fact|required|request|as-of)/.test(code)))
      .length,
  };
}

type GivenCuts = Readonly<Record<string, readonly number[]>>;

/** Results of one engine on some requests. */
export async function answers(
  library: Library,
  ref: string,
  name: EngineName,
  requests: readonly JsonObject[],
  cuts: GivenCuts,
  open: OpenEngine = engineFor,
): Promise<readonly Result[]> {
  const engine = await open(name, library, ref, { cuts });
  try {
    return await engine.decide(requests, 'en');
  } finally {
    await engine.close();
  }
}

/** The first request an engine breaks off at. */
async function breaking(
  library: Library,
  ref: string,
  engine: EngineName,
  requests: readonly JsonObject[],
  cuts: GivenCuts,
  open?: OpenEngine,
): Promise<JsonObject> {
  for (const request of requests) {
    const isBroken = await answers(library, ref, engine, [request], cuts, open).then(
      () => false,
      () => true,
    );
    if (isBroken) return request;
  }
  return requests[0] ?? {};
}
