import {
  claimedId,
  type Definition,
  defineProblems,
  type Library,
  link,
  type Problem,
  type Proof,
  prove,
  type Source,
} from '../../../definitions/index.ts';
import { type Words, wordsOf } from './definition-summary.ts';

/** A definition that is written in a release: its text as JSON, null where it is to go. */
export interface DraftedDefinition {
  readonly release: string;
  readonly ref: string;
  readonly json: string | null;
}

/** What a draft is read beside, over what is in force. */
export interface DraftsBeside {
  /** What its own release changes: in the place of what is in force. */
  readonly change: readonly DraftedDefinition[];
  /** What its author has begun elsewhere: read only where the draft leads to it, and nothing of it is in force. */
  readonly begun: readonly DraftedDefinition[];
}

/** What can be said of a draft beside the definitions in force, and beside other drafts. */
export interface DraftReport {
  /** `kind/name`; null where the draft is no definition. */
  readonly id: string | null;
  readonly hash: string | null;
  readonly closure: string | null;
  /** Of the draft itself: schema, links, checks. */
  readonly problems: readonly Problem[];
  readonly proofs: readonly Proof[];
  /** Errors that other definitions would have because of it: those they have without it are not its own. */
  readonly breaks: readonly Problem[];
  readonly words: Words;
  /** The other drafts that it stands on: it can go live with them only, or after them. */
  readonly drafts: readonly Omit<DraftedDefinition, 'json'>[];
}

/**
 * Checks and proves a draft in the place of the definition of the same id, beside what other drafts change. Never throws for what drafts
 * say. `onChecked` is told what is known before the proofs, for whoever cannot wait for them.
 */
export function checkDraft(
  published: readonly Source[],
  draft: unknown,
  beside: DraftsBeside,
  onChecked: (report: DraftReport) => void = () => {},
): DraftReport {
  const alone = link([{ document: draft }]);
  const [own] = alone.definitions.values();
  if (own === undefined) return { ...NOTHING, problems: alone.problems };
  const { id } = own;
  const { others, replaced, drafts } = othersOf(published, own, beside);
  const library = link([...others, { document: draft }]);
  const definition = library.definitions.get(id);
  const checked = {
    ...NOTHING,
    id,
    hash: definition?.hash ?? null,
    closure: definition?.closure ?? null,
    problems: library.problems.filter((problem) => problem.definition === id),
    breaks: brokenBy(library, id, [...others, ...replaced]),
    drafts: draftsUnder(library, id, drafts),
  };
  const unfinished = draftProblem('proofs-not-finished', { definition: id, pointer: '' });
  onChecked({ ...checked, problems: [...checked.problems, unfinished] });
  return {
    ...checked,
    proofs: prove(library, [id], { nodes: MOST_NODES })[0]?.proofs ?? [],
    words: wordsOf(library, id),
  };
}

/** What stands beside a draft: what its change makes of what is in force, and what its author has begun where the draft leads to it. */
function othersOf(published: readonly Source[], { id, references }: Definition, { change, begun }: DraftsBeside) {
  const inForce = new Map(published.map((source) => [claimedId(source.document), source]));
  const drafts = new Map<string, DraftedDefinition & Source>();
  for (const one of change) {
    inForce.delete(one.ref);
    if (one.json !== null && one.ref !== id) drafts.set(one.ref, read(one, one.json));
  }
  const replaced = inForce.get(id);
  inForce.delete(id);
  const changed = new Set([id, ...change.map(({ ref }) => ref)]);
  const elsewhere = new Map<string, DraftedDefinition & Source>();
  for (const one of begun)
    if (one.json !== null && !inForce.has(one.ref) && !changed.has(one.ref) && !elsewhere.has(one.ref))
      elsewhere.set(one.ref, read(one, one.json));
  const waiting = elsewhere.size === 0 ? [] : [...references, ...[...drafts.values()].flatMap(referencesOf)];
  for (const ref of waiting) {
    const found = elsewhere.get(ref);
    if (found === undefined || drafts.has(ref)) continue;
    drafts.set(ref, found);
    waiting.push(...referencesOf(found));
  }
  const others = [...inForce.values(), ...drafts.values()];
  return { others, replaced: replaced === undefined ? [] : [replaced], drafts };
}

/** The errors of others that they do not have as well without the draft, beside what it would replace. */
function brokenBy(library: Library, id: string, without: readonly Source[]): readonly Problem[] {
  const errors = library.problems.filter((problem) => problem.definition !== id && problem.severity === 'error');
  if (errors.length === 0) return [];
  const place = ({ definition, code, pointer }: Problem) => JSON.stringify([definition, code, pointer]);
  const anyway = new Set(link(without).problems.map(place));
  return errors.filter((problem) => !anyway.has(place(problem)));
}

const read = (one: DraftedDefinition, json: string) => ({ ...one, document: JSON.parse(json) as unknown });

/** What a document by itself says that it stands on; nothing where its schema does not hold. */
const referencesOf = ({ document }: Source): readonly string[] =>
  [...link([{ document }]).definitions.values()].flatMap(({ references }) => references);

/** The drafts that a definition reaches. */
function draftsUnder(
  library: Library,
  id: string,
  drafts: ReadonlyMap<string, DraftedDefinition>,
): DraftReport['drafts'] {
  const seen = new Set([id]);
  for (const one of seen) for (const ref of library.definitions.get(one)?.references ?? []) seen.add(ref);
  return [...drafts.values()].flatMap(({ ref, release }) => (ref !== id && seen.has(ref) ? [{ ref, release }] : []));
}

/** The budget of a draft's proofs: less than a load has, as somebody waits. */
const MOST_NODES = 200_000;

const draftProblem = defineProblems({
  'proofs-not-finished': {
    severity: 'warning',
    status: 200,
    'zh-CN': '在允许的时间内未能证明完；命令 guiju check 没有时限',
    en: 'The proofs were not finished in the time allowed; the command guiju check has no limit',
  },
});

const NOTHING: Omit<DraftReport, 'problems'> = {
  id: null,
  hash: null,
  closure: null,
  proofs: [],
  breaks: [],
  words: { 'zh-CN': [], en: [] },
  drafts: [],
};
