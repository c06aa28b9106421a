import { link } from '../../definitions/index.ts';
import { agree, type Difference } from '../../server/referee/agree/agree.ts';
import { cutsFor, decisionsOf, requestsFor } from '../../server/referee/agree/draw.ts';
import { randomLibrary } from '../../server/referee/agree/random/library.ts';
import { shrink } from '../../server/referee/agree/shrink.ts';
import type { EngineName } from '../../server/engine.ts';
import { type Coverage, cover } from './coverage.ts';

/** How much random definitions are compared on. */
export interface Extent {
  readonly seed: number;
  /** At least so many definitions. */
  readonly definitions: number;
  readonly records: number;
  /** Records of each definition that the referee judges. */
  readonly judged: number;
  /** Requests of each definition on which nodes are looked at. */
  readonly covered: number;
  /** How many attempts are made to make each difference small. */
  readonly tries: number;
}

export interface Outcome {
  definitions: number;
  readonly pairs: Record<EngineName, number>;
  decided: number;
  readonly kinds: Map<string, number>;
  readonly coverage: Coverage;
  /** Each difference made small, as text. */
  readonly differences: string[];
}

const MOST_DIFFERENCES = 3;

/** Compares all engines on random definitions, library after library, until there are enough. Stops at some differences. */
export async function compareRandomly(extent: Extent, told: (outcome: Outcome) => void = () => {}): Promise<Outcome> {
  const outcome: Outcome = {
    definitions: 0,
    pairs: { function: 0, reference: 0, sql: 0 },
    decided: 0,
    kinds: new Map(),
    coverage: new Map(),
    differences: [],
  };
  for (let seed = extent.seed; outcome.definitions < extent.definitions; seed += 1) {
    const sources = randomLibrary(seed);
    const library = link(sources);
    const options = {
      engines: ['function', 'reference', 'sql'] as const,
      records: extent.records,
      judged: extent.judged,
      seed,
    };
    const part = await agree(library, options);
    outcome.definitions += part.decisions;
    outcome.decided += part.decided;
    for (const engine of options.engines) outcome.pairs[engine] += part.pairs[engine];
    for (const ref of decisionsOf(library)) {
      const kind = ref.split('/')[0] ?? '';
      outcome.kinds.set(kind, (outcome.kinds.get(kind) ?? 0) + 1);
      if (extent.covered > 0)
        cover(outcome.coverage, library, ref, requestsFor(library, ref, extent.covered, seed), cutsFor(library, seed));
    }
    for (const one of distinct(part.differences)) {
      const { ref, engine, request, base, other, ...smallest } = await shrink(
        { sources, ...one, seed },
        true,
        extent.tries,
      );
      const documents = smallest.sources.map(({ document }) => document);
      outcome.differences.push(JSON.stringify({ seed, ref, engine, request, function: base, other, documents }));
    }
    told(outcome);
    if (outcome.differences.length >= MOST_DIFFERENCES) break;
  }
  return outcome;
}

/** One of each decision and engine. */
function distinct(differences: readonly Difference[]): readonly Difference[] {
  return differences
    .filter((one, i) => differences.findIndex((other) => other.ref === one.ref && other.engine === one.engine) === i)
    .slice(0, MOST_DIFFERENCES);
}
