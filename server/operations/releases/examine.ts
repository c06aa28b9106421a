import {
  caseChanges,
  type CaseChange,
  type Cuts,
  type Definition,
  hash,
  lazily,
  isObject,
  type Json,
  type JsonObject,
  type Language,
  LANGUAGES,
  type Library,
  link,
  mentionsIn,
  type Message,
  type Problem,
  type Source,
} from '../../../definitions/index.ts';
import { bankDay, type Clock } from '../../clock.ts';
import type { BoundCase, BoundClosure } from '../../population/impact/bound-hash.ts';
import type { Impact } from '../../population/impact/impact.ts';
import { snapshotsFolder } from '../../population/snapshot.ts';
import { changedCuts, type CutsChange, readCuts } from '../../store/cuts.ts';
import { type Publication, readPublication } from '../../store/definitions.ts';
import type { ReleaseMemberTable } from '../../store/release-tables.ts';
import type { Database } from '../../store/tables.ts';
import { Refusal } from '../../terminal.ts';
import { linkedPublication } from '../definitions/linked-publication.ts';
import { prepareSet, type PreparedSet } from '../definitions/load-definitions.ts';
import { cutsWith, type Restored } from '../impacts/draft-cuts.ts';
import { judgedSnapshots, lackingSnapshots } from '../impacts/population-of.ts';
import { documentOf } from './content.ts';
import { releaseProblem } from './problems.ts';
import { type Judgement, judgedBy, releaseImpact } from './release-impact.ts';

/**
 * All that has to be found out about a release before it may be handed in, and again before it goes live: it only reads, takes as long
 * as it takes, and says upon which publication and which frozen cuts it looked. What it found is compared with what is in force in the
 * transaction that uses it.
 */
export interface Examiner {
  examine(asked: Asked): Promise<Examined>;
  /** The current populations whose files are not here: what is judged on them is left to a node that has them. */
  lacking(database: Database): Promise<readonly string[]>;
  close(): Promise<void>;
}

export type MemberText = Omit<ReleaseMemberTable, 'release' | 'revision'>;

export interface Asked {
  readonly members: readonly MemberText[];
  /** The digest of the case changes that the author accepts; null: none were shown yet. */
  readonly acceptsCases: string | null;
  /** Whether it is judged on the populations, to be held against what was approved. */
  readonly hasImpact: boolean;
  /** Of what undoes something: what it goes back to. */
  readonly restores?: Restored;
  /** The report that was approved, where this one is to be held against it. */
  readonly approved: readonly Impact[] | null;
}

export type Examined =
  | (Upon & { readonly kind: 'refused'; readonly problems: readonly [Problem, ...Problem[]] })
  /** Cases come out otherwise, and are not accepted. */
  | (Upon & { readonly kind: 'cases'; readonly changes: readonly ToldCase[]; readonly digest: string })
  | Ready;

/** What was in force when it was examined. */
export interface Upon {
  readonly basedOn: number;
  /** The number of the frozen cuts. */
  readonly cutsInForce: number;
}

export interface Ready extends Upon {
  readonly kind: 'ready';
  /** The members as they are to be: where cases were accepted, with what these come to now. */
  readonly members: readonly MemberText[];
  readonly cases: readonly ToldCase[];
  /** Every definition whose closure changes. */
  readonly closures: readonly BoundClosure[];
  readonly set: Omit<PreparedSet, 'library'>;
  /** What is frozen with it. */
  readonly cuts: CutsChange;
  readonly impact: Judgement | null;
}

export interface ToldCase extends BoundCase {
  readonly words: Message;
}

/** Examines within the caller's own thread. */
export const directExaminer = (database: Database, dataFolder: string, clock: Clock): Examiner => ({
  examine: async (asked) => await examine(database, asked, { dataFolder, clock }),
  lacking: async (from) => await lackingSnapshots(from, dataFolder, bankDay(clock)),
  close: async () => {},
});

interface Around {
  readonly dataFolder: string;
  readonly clock: Clock;
}

export async function examine(database: Database, asked: Asked, around: Around): Promise<Examined> {
  const publication = await readPublication(database);
  const { number: cutsInForce, cuts } = await readCuts(database);
  const upon: Upon = { basedOn: publication.number, cutsInForce };
  try {
    return await examineUpon(database, asked, around, { publication, cuts, upon });
  } catch (error) {
    // A population that is damaged, or cannot be read.
    if (!(error instanceof Refusal) || !isFilled(error.problems)) throw error;
    return { kind: 'refused', ...upon, problems: error.problems };
  }
}

async function examineUpon(
  database: Database,
  asked: Asked,
  around: Around,
  { publication, cuts, upon }: { readonly publication: Publication; readonly cuts: Cuts; readonly upon: Upon },
): Promise<Examined> {
  const stuck = stillUsed(publication, asked.members);
  if (stuck !== undefined) return { kind: 'refused', ...upon, problems: [stuck] };
  const before = linkedPublication(publication);
  const written = link(sourcesOf(publication, asked.members), before);
  const errors = written.problems.filter(({ severity }) => severity === 'error');
  if (isFilled(errors)) return { kind: 'refused', ...upon, problems: errors };
  const judged = lazily(async () =>
    judgedBy(
      snapshotsFolder(around.dataFolder),
      await judgedSnapshots(database, around.dataFolder, bankDay(around.clock)),
    ),
  );
  const cutsChange = await cutsWith(database, asked.restores, { before, after: written, cuts }, judged);
  const cutsAfter = changedCuts(cuts, cutsChange);
  const changes = caseChanges(before, written, { cuts, cutsAfter }).changed;
  const told = changes.map(toldCase);
  const digest = hash(told.map((one) => [one.ref, one.name, one.before, one.after]));
  if (changes.length > 0 && asked.acceptsCases !== digest) return { kind: 'cases', ...upon, changes: told, digest };
  const members = accepted(publication, asked.members, written, changes);
  const texts = members.flatMap((member) => documentOf(member) ?? []).map((document) => ({ document }));
  const prepared = await prepareSet(database, publication, texts, { withdrawn: retired(members), cuts: cutsAfter });
  if (prepared.kind === 'refused') {
    const { problems } = prepared;
    return isFilled(problems)
      ? { kind: 'refused', ...upon, problems }
      : Promise.reject(new Error('Refused for nothing'));
  }
  const { library, kind: _kind, ...set } = prepared;
  const closures = closuresChanged(publication, set.definitions);
  if (closures.length === 0)
    return { kind: 'refused', ...upon, problems: [releaseProblem('release-empty', { pointer: '' })] };
  const impact = asked.hasImpact
    ? await releaseImpact({ before, after: library, cuts, cutsAfter, approved: asked.approved }, await judged())
    : null;
  return { kind: 'ready', ...upon, members, cases: told, closures, set, cuts: cutsChange, impact };
}

const isFilled = (problems: readonly Problem[]): problems is readonly [Problem, ...Problem[]] => problems.length > 0;

const retired = (members: readonly MemberText[]): readonly string[] =>
  members.filter(({ change }) => change === 'retire').map(({ ref }) => ref);

/** What is in force, with the members in the place of what they replace. */
function sourcesOf({ sources }: Publication, members: readonly MemberText[]): readonly Source[] {
  const refs = new Set(members.map(({ ref }) => ref));
  const texts = members.flatMap((member) => documentOf(member) ?? []);
  return [...sources.filter(({ id }) => !refs.has(id)), ...texts.map((document) => ({ document }))];
}

/** A definition that is to be retired while others, as they are to be, mention it: with all of these. */
function stillUsed(publication: Publication, members: readonly MemberText[]): Problem | undefined {
  const sources = sourcesOf(publication, members);
  for (const ref of retired(members)) {
    const by = sources
      .filter(({ document }) => mentionsIn(document).includes(ref))
      .map(({ document }) => nameOf(document));
    if (by.length > 0)
      return releaseProblem('retired-still-used', { pointer: '', definition: ref }, { found: ref, by: by.join(', ') });
  }
  return undefined;
}

const nameOf = (document: unknown): string => {
  const { kind, name } = (document ?? {}) as { readonly kind?: unknown; readonly name?: unknown };
  return `${String(kind)}/${String(name)}`;
};

const toldCase = ({ ref, name, before, after, words }: CaseChange): ToldCase => ({
  ref,
  name,
  before: before as unknown as Json,
  after: after as unknown as Json,
  words: Object.fromEntries(LANGUAGES.map((language) => [language, words(language)])) as Record<Language, string>,
});

/** The members with what their cases come to now; a definition whose case is changed from afar becomes a member by that. */
function accepted(
  { sources }: Publication,
  members: readonly MemberText[],
  { definitions }: Library,
  changes: readonly CaseChange[],
): readonly MemberText[] {
  const refs = [...new Set(changes.map(({ ref }) => ref))];
  const known = new Map(members.map((member) => [member.ref, member]));
  for (const ref of refs) {
    const document = definitions.get(ref)?.document as unknown as JsonObject;
    const own = changes.filter((change) => change.ref === ref);
    const cases = ((document['cases'] ?? []) as readonly JsonObject[]).map((one, i) => {
      const change = own.find(({ pointer }) => pointer === `/cases/${i}`);
      return change === undefined ? one : { ...one, expect: expectationOf(one['expect'] as JsonObject, change) };
    });
    const next = { ...document, cases };
    const live = sources.find(({ id }) => id === ref);
    const stood = known.get(ref) ?? {
      ref,
      change: 'change' as const,
      base_version: live?.version ?? null,
      base_hash: live?.hash ?? null,
    };
    known.set(ref, { ...stood, json: JSON.stringify(next), hash: hash(next) });
  }
  return [...known.values()].toSorted((one, other) => (one.ref < other.ref ? -1 : 1));
}

/** What a case expected, as it comes out now: of an object the same members as before. */
function expectationOf(expected: JsonObject, { after }: CaseChange): JsonObject {
  const found = after as unknown as JsonObject;
  return Object.fromEntries(
    Object.entries(expected).map(([part, value]) => [part, within(value, found[part] ?? null)]),
  );
}

function within(expected: Json, found: Json): Json {
  if (!isObject(expected) || !isObject(found)) return found;
  const keys = Object.keys(expected);
  return keys.every((key) => Object.hasOwn(found, key))
    ? Object.fromEntries(keys.map((key) => [key, within(expected[key] ?? null, found[key] ?? null)]))
    : found;
}

function closuresChanged({ sources }: Publication, definitions: readonly Definition[]): readonly BoundClosure[] {
  const before = new Map(sources.map(({ id, closure }) => [id, closure]));
  const after = new Map(definitions.map(({ id, closure }) => [id, closure]));
  return [...new Set([...before.keys(), ...after.keys()])]
    .toSorted()
    .filter((ref) => before.get(ref) !== after.get(ref))
    .map((ref) => ({ ref, before: before.get(ref) ?? null, after: after.get(ref) ?? null }));
}
