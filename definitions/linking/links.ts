import { cycleText, cycleThrough, type Graph } from '../model/graph.ts';
import type { IdentifiedDocument, Identified } from './identify.ts';
import type { Reference } from '../model/document.ts';
import { linkProblem } from './link-problems.ts';
import { partsOf } from './mentions.ts';
import { nearestName } from '../model/did-you-mean.ts';
import { MOST_TOLD, type Problem } from '../model/problem.ts';

/** How many definitions may stand upon each other: what generated code nests without danger. */
const LONGEST_CHAIN = 100;
/** For how many members of one cycle a path of their own is sought. */
const OWN_PATHS = 50;

/** What is known while a library is being linked. */
export interface Linking {
  readonly identified: Identified;
  readonly graph: Graph;
  isBroken(id: string): boolean;
}

/** What is wrong with a draft's mentions, no more than is told; `members` are the definitions it is mutually connected with. */
export function linkProblems(
  draft: IdentifiedDocument,
  members: ReadonlySet<string>,
  linking: Linking,
): readonly Problem[] {
  const { malformed, drafts } = linking.identified;
  const problems: Problem[] = [];
  const told = new Set<string>();
  for (const reference of draft.references) {
    if (problems.length >= MOST_TOLD) break;
    const { id } = partsOf(reference.target);
    if (members.has(id)) continue;
    const isKnown = malformed.has(id) || drafts.has(id);
    if (!isKnown) problems.push(unknownReference(draft, reference, problems.length < MOST_HINTS ? drafts.keys() : []));
    // However often a definition with errors is mentioned, it is said once.
    else if (!told.has(id) && (malformed.has(id) || linking.isBroken(id))) {
      told.add(id);
      problems.push(hasErrors(draft, reference));
    }
  }
  return problems;
}

/** For how many unknown mentions of one definition a nearest name is sought: among ten thousand definitions it takes its time. */
const MOST_HINTS = 10;

function unknownReference(draft: IdentifiedDocument, { pointer, target }: Reference, known: Iterable<string>): Problem {
  const { id } = partsOf(target);
  const near = nearestId(id, known);
  const hint = near === undefined ? '' : { 'zh-CN': `；是否指 ${near}？`, en: `; did you mean ${near}?` };
  return linkProblem('unknown-reference', { definition: draft.id, pointer }, { target: id, hint }, { found: target });
}

/** The problem of a mention whose target has errors itself. */
export function hasErrors(draft: IdentifiedDocument, reference: Reference): Problem {
  const { id } = partsOf(reference.target);
  return linkProblem('reference-has-errors', { definition: draft.id, pointer: reference.pointer }, { target: id });
}

function nearestId(id: string, known: Iterable<string>): string | undefined {
  const [kind = '', name = ''] = id.split('/');
  const ids = [...known];
  const sameKind = ids.filter((other) => other.startsWith(`${kind}/`)).map((other) => other.slice(kind.length + 1));
  const near = nearestName(name, sameKind);
  return near === undefined ? ids.find((other) => other.endsWith(`/${name}`)) : `${kind}/${near}`;
}

/**
 * The cycle of a mutually connected group, told to each member with its own path. Entities alone may point at each other: a relation
 * is no meaning that is built upon another.
 */
export function cycleProblems(group: readonly IdentifiedDocument[], linking: Linking): ReadonlyMap<string, Problem> {
  const [first] = group;
  if (first === undefined || group.every((draft) => draft.kind.mayPointBack === true)) return new Map();
  // Only a definition that mentions itself is a cycle alone: to look for another way round would walk all that it reaches.
  if (group.length === 1 && !first.targets.includes(first.id)) return new Map();
  const whole = cycleThrough(linking.graph, first.id);
  if (whole === undefined) return new Map();
  const members = new Set(group.map((member) => member.id));
  const problems = group.map((draft, i): [string, Problem] => {
    const path = i > 0 && i < OWN_PATHS ? (cycleThrough(linking.graph, draft.id) ?? whole) : whole;
    const next = path[0] === draft.id ? path[1] : undefined;
    const mention = draft.references.find(({ target }) =>
      next === undefined ? members.has(partsOf(target).id) : partsOf(target).id === next,
    );
    return [
      draft.id,
      linkProblem('cycle', { definition: draft.id, pointer: mention?.pointer ?? '' }, { path: cycleText(path) }),
    ];
  });
  return new Map(problems);
}

/** Counts how many definitions stand upon each other, those built upon first; says so where there are too many. */
export function chainCounter(): (draft: IdentifiedDocument) => readonly Problem[] {
  const chains = new Map<string, number>();
  return (draft) => {
    const below = draft.targets.map((id) => chains.get(id) ?? 0);
    const found = draft.kind.mayPointBack === true ? 0 : 1 + Math.max(0, ...below);
    chains.set(draft.id, found);
    if (found <= LONGEST_CHAIN) return [];
    return [
      linkProblem('reference-chain-too-long', { definition: draft.id, pointer: '' }, { found, most: LONGEST_CHAIN }),
    ];
  };
}
