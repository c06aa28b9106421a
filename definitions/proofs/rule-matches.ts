import type { Json } from '../model/json.ts';
import type { Expression } from '../model/expression.ts';
import type { Box } from '../expression/to-regions/boxes.ts';
import { pathIn } from '../expression/to-regions/boxes-of.ts';
import type { Builder } from '../expression/to-regions/builder.ts';
import { requestOf } from './witness/request-builder.ts';
import { createProbe, type Probe } from './witness/probe.ts';
import { requestFor, type ProofContext } from './satisfiability.ts';

/** Which rules match for a request, one truth a rule. */
export type Hits = readonly boolean[];

/** Requests that were evaluated: what a table's rules do for them. */
export interface RuleMatches {
  /** A request that shows what is wanted: one in the box, one seen before, or one in the box among random facts (`tries` of them). */
  find(box: Box, isWanted: (hits: Hits) => boolean, tries: number): Json | undefined;
  /** A request among the random ones that shows what is wanted. */
  seen(isWanted: (hits: Hits) => boolean): Json | undefined;
}

/** How many random requests are looked at. */
const SAMPLE = 240;
/** How many conditions are evaluated, for each diagram node of the budget, before no more is tried. */
const EVALUATIONS_A_NODE = 2;

/** Evaluates the rules of a table on requests. */
export function ruleMatchesOf(matches: readonly Expression[], builder: Builder, setting: ProofContext): RuleMatches {
  let made: Probe | undefined;
  const probe = () => (made ??= createProbe(setting.whole, matches, setting.environment));
  let left = setting.nodes * EVALUATIONS_A_NODE;
  const hitsOf = (request: Json): Hits | undefined => {
    left -= matches.length;
    return left < 0
      ? undefined
      : probe()
          .evaluate(request)
          ?.map((value) => value === true);
  };
  let sample: readonly { readonly request: Json; readonly hits: Hits }[] | undefined;
  const seen: RuleMatches['seen'] = (isWanted) => {
    sample ??= Array.from({ length: SAMPLE }, (_, i) => {
      const request = requestOf(i === 0 ? probe().drafter.ordinary() : probe().drafter.random());
      return { request, hits: hitsOf(request) ?? [] };
    });
    return sample.find(({ hits }) => hits.length > 0 && isWanted(hits))?.request;
  };
  return {
    seen,
    find: (box, isWanted, tries) => {
      const shows = (request: Json) => {
        const hits = hitsOf(request);
        return hits !== undefined && isWanted(hits);
      };
      const path = pathIn(box);
      const first = requestFor(path, builder.subjects, probe().drafter.ordinary());
      if (shows(first)) return first;
      const known = seen(isWanted);
      if (known !== undefined) return known;
      for (let i = 0; i < tries && left >= 0; i++) {
        const request = requestFor(path, builder.subjects, probe().drafter.random());
        if (shows(request)) return request;
      }
      return undefined;
    },
  };
}
