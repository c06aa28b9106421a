import type { Kind } from './kinds/kind.ts';
import { type Graph, groups, reached } from './model/graph.ts';
import type { Definition } from './linking/definition.ts';
import { closureHash } from './model/hash.ts';
import { type IdentifiedDocument, identify, type Source } from './linking/identify.ts';
import { kindOf, kinds } from './kinds/index.ts';
import type { Document } from './model/document.ts';
import type { Environment } from './model/environment.ts';
import { chainCounter, cycleProblems, hasErrors, type Linking, linkProblems } from './linking/links.ts';
import { type Problem, refuses } from './model/problem.ts';
import type { Steps } from './model/steps.ts';
import { partsOf } from './linking/mentions.ts';
import { environmentOf } from './linking/environment.ts';
import { capProblems } from './linking/cap-problems.ts';
import { caseTwins } from './linking/case-twins.ts';
import { workProblem } from './linking/loop-limit.ts';
import { type LinkedBefore, unchangedSince } from './linking/unchanged.ts';

/** A linked set of definitions. */
export interface Library {
  readonly definitions: ReadonlyMap<string, Definition>;
  /** Of schema, links, cycles and checks, in the order of the sources; proofs are asked for by `prove`. */
  readonly problems: readonly Problem[];
  /** The definitions that have errors, or use one that has: they have no decision. */
  readonly broken: ReadonlySet<string>;
  /** What was told of each definition that is not broken, by itself and all it reaches: no errors. */
  readonly notes: ReadonlyMap<string, readonly Problem[]>;
  readonly environment: Environment;
  /** Lowers a definition step by step, so that asking for its decision afterwards takes no time. */
  lowering(id: string): Steps<void>;
}

/**
 * Links documents into a library: schema and identity, then references, cycles, and each kind's check, those built upon before
 * those that build. Never throws for what documents say: whatever is wrong is among the problems. What stands as it did in a library
 * linked before, by itself and in all it reaches, is taken over from it; the outcome is the same. `unread`: ids of definitions that are
 * there but have no document; who mentions them is told that they have errors.
 */
export function link(sources: readonly Source[], before?: LinkedBefore, unread: readonly string[] = []): Library {
  const unchanged = before === undefined ? new Map<string, Definition>() : unchangedSince(sources, before);
  const identified = identify(sources, unchanged, unread);
  const { drafts, entries } = identified;
  const graph = new Map([...drafts.values()].map((draft) => [draft.id, draft.targets]));
  const environment = environmentOf(drafts);
  const linking: Linking = { identified, graph, isBroken: environment.isBroken };
  const found = new Map<string, Problem[]>();
  for (const entry of entries) if (entry.draft !== null) found.set(entry.draft.id, [...entry.problems]);
  const together = new Set(problemsTogether(drafts));
  for (const problem of together) found.get(problem.definition ?? '')?.push(problem);
  const chain = chainCounter();
  const mayLoop = loopTeller(drafts);
  const connected = groups(graph);
  const overlong = new Set<string>();
  for (const ids of connected) {
    const group = ids.flatMap((id) => drafts.get(id) ?? []);
    const cycles = cycleProblems(group, linking);
    const members = new Set(ids);
    for (const draft of group) {
      const problems = found.get(draft.id) ?? [];
      const cycle = cycles.get(draft.id);
      const tooLong = chain(draft);
      if (tooLong.length > 0) overlong.add(draft.id);
      if (unchanged.has(draft.id)) {
        problems.push(...(before?.notes.get(draft.id) ?? []));
        environment.settle(draft.id, refuses(problems));
        continue;
      }
      problems.push(...linkProblems(draft, members, linking), ...(cycle === undefined ? [] : [cycle]), ...tooLong);
      if (!refuses(problems)) {
        const own = [
          ...caseTwins(draft.kind, draft.document, draft.id),
          ...(environment.lowered(draft.id)?.problems ?? []),
        ];
        problems.push(...capProblems(own, draft.id));
      }
      environment.settle(draft.id, refuses(problems));
      if (!mayLoop(draft)) continue;
      const endless = workProblem(environment.decision(draft.id));
      if (endless !== undefined) problems.push(endless);
      environment.settle(draft.id, refuses(problems));
    }
    spreadErrors(group, found, environment);
  }
  const problems = entries.flatMap((entry) =>
    entry.draft === null ? entry.problems : (found.get(entry.draft.id) ?? []),
  );
  const broken = new Set([...drafts.keys()].filter(environment.isBroken));
  const notes = new Map(
    [...found].flatMap(([id, own]) =>
      broken.has(id) ? [] : [[id, own.filter((problem) => !together.has(problem))] as const],
    ),
  );
  const closures = closuresOf(drafts, graph, connected, { unchanged, overlong });
  const { lowering } = environment;
  return { definitions: definitionsOf(drafts, closures), problems, broken, notes, environment, lowering };
}

/** Tells whether a sequence stands in a definition or in one it stands on. Those built upon are asked before. */
function loopTeller(drafts: ReadonlyMap<string, IdentifiedDocument>): (draft: IdentifiedDocument) => boolean {
  const known = new Map<string, boolean>();
  const mayLoop = (draft: IdentifiedDocument): boolean => {
    const open = [draft];
    const seen = new Set([draft.id]);
    // What is found is walked through in its turn: definitions may stand on each other by the thousand, and in a circle.
    for (const one of open) {
      const told = known.get(one.id);
      if (told ?? one.mayLoop) {
        known.set(draft.id, true);
        return true;
      }
      if (told === false) continue;
      for (const id of one.targets) {
        const target = drafts.get(id);
        if (target === undefined || seen.has(id)) continue;
        seen.add(id);
        open.push(target);
      }
    }
    for (const id of seen) known.set(id, false);
    return false;
  };
  return mayLoop;
}

/** What each kind asks of all its definitions together. */
function problemsTogether(drafts: ReadonlyMap<string, IdentifiedDocument>): readonly Problem[] {
  const all = [...drafts.values()];
  return kinds.flatMap((kind) => {
    if (kind.checkTogether === undefined) return [];
    return kind.checkTogether(all.filter((draft) => draft.kind === kind).map(({ document }) => document));
  });
}

/** Entities that point at each other are checked one by one; then an error of one is an error of all that reach it. */
function spreadErrors(
  group: readonly IdentifiedDocument[],
  found: ReadonlyMap<string, Problem[]>,
  environment: ReturnType<typeof environmentOf>,
): void {
  for (let isSpreading = group.length > 1; isSpreading; ) {
    isSpreading = false;
    for (const draft of group) {
      if (environment.isBroken(draft.id)) continue;
      const cause = draft.references.find((reference) => environment.isBroken(partsOf(reference.target).id));
      if (cause === undefined) continue;
      found.get(draft.id)?.push(hasErrors(draft, cause));
      environment.settle(draft.id, true);
      isSpreading = true;
    }
  }
}

function definitionsOf(
  drafts: ReadonlyMap<string, IdentifiedDocument>,
  closures: ReadonlyMap<string, string>,
): ReadonlyMap<string, Definition> {
  const definitions = [...drafts.values()].map((draft): [string, Definition] => {
    const { id, kind, document, version, hash, targets: references } = draft;
    const closure = closures.get(id) ?? '';
    return [id, { id, kind: kind.name, name: document.name, document, version, hash, closure, references }];
  });
  return new Map(definitions);
}

/**
 * Definitions that reach each other reach the same, so that each group is hashed once. Those on top of too long a chain are not: all of
 * the chain would be hashed for each of its links.
 */
function closuresOf(
  drafts: ReadonlyMap<string, IdentifiedDocument>,
  graph: Graph,
  connected: readonly (readonly string[])[],
  {
    unchanged,
    overlong,
  }: { readonly unchanged: ReadonlyMap<string, Definition>; readonly overlong: ReadonlySet<string> },
): ReadonlyMap<string, string> {
  const closures = connected.flatMap((group): readonly (readonly [string, string])[] => {
    if (group.some((id) => overlong.has(id))) return [];
    const known = unchanged.get(group[0] ?? '');
    if (known !== undefined) return group.map((id): [string, string] => [id, known.closure]);
    const pairs = [...reached(graph, group[0] ?? '')].map((id): [string, string] => [id, drafts.get(id)?.hash ?? '']);
    const closure = closureHash(pairs);
    return group.map((id): [string, string] => [id, closure]);
  });
  return new Map(closures);
}

/** A library as plain data, for a thread that links on behalf of another. */
export interface LinkedLibrary {
  readonly definitions: readonly Definition[];
  readonly problems: readonly Problem[];
  /** Ids of the definitions that have errors, or use one that has. */
  readonly broken: readonly string[];
}

/**
 * The library that `link` made elsewhere, out of its plain data: nothing is validated, hashed or checked again, and each decision is
 * lowered when it is first asked for. Only for what `link` of the same program found; a kind that is not known throws.
 */
export function restoreLibrary({ definitions, problems, broken }: LinkedLibrary): Library {
  const environment = environmentOf(new Map(definitions.map((one) => [one.id, parsed(one)])));
  const isBroken = new Set(broken);
  for (const { id } of definitions) environment.settle(id, isBroken.has(id));
  const notes = new Map<string, Problem[]>();
  for (const { id } of definitions) if (!isBroken.has(id)) notes.set(id, []);
  for (const problem of problems) notes.get(problem.definition ?? '')?.push(problem);
  const byId = new Map(definitions.map((one) => [one.id, one]));
  const { lowering } = environment;
  return { definitions: byId, problems, broken: isBroken, notes, environment, lowering };
}

function parsed({ id, kind: name, document }: Definition): { readonly kind: Kind; readonly document: Document } {
  const kind = kindOf(name);
  if (kind === undefined) throw new Error(`${id} is of no known kind`);
  return { kind, document };
}
