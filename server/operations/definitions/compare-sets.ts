import {
  caseChanges,
  caseChangeWords,
  type CaseAnswer,
  type CaseTextChange,
  caseTextChanges,
  claimedId,
  type Difference,
  differences,
  type DocumentChange,
  type Json,
  type JsonObject,
  type Language,
  LANGUAGES,
  type Library,
  type LinePair,
  link,
  message,
  type Message,
  type Problem,
  PROPERTIES,
} from '../../../definitions/index.ts';
import { packageVersion } from '../../config.ts';
import { readCuts } from '../../store/cuts.ts';
import { readPublication } from '../../store/definitions.ts';
import { readFindings } from '../../store/proofs.ts';
import type { Database } from '../../store/tables.ts';
import { linkedPublication } from './linked-publication.ts';
import { type ProofChange, proofChanges } from './proof-changes.ts';

/** Two sets of definitions: a publication, and another, or the same with members in the place of what they replace. */
export interface CompareAsked {
  readonly base: number;
  /** The set after; null: `base` with the members. */
  readonly publication: number | null;
  /** Documents as JSON; null: the definition goes. */
  readonly members: readonly { readonly ref: string; readonly json: string | null }[];
  /** Only this definition, with what it stands on. */
  readonly ref: string | null;
  /** Cases that were accepted as they come out: the members' texts say so already. */
  readonly accepted: readonly AcceptedCase[];
}

export interface AcceptedCase {
  readonly ref: string;
  readonly name: string;
  readonly before: Json;
  readonly after: Json;
}

type InBoth<Of> = Readonly<Record<Language, Of>>;

/** What became of a definition, as it is read: in both languages. */
export interface ToldDifference {
  readonly ref: string;
  readonly title: Message;
  readonly kind: Exclude<Difference['kind'], 'same'>;
  readonly by: readonly string[];
  readonly words: InBoth<readonly string[]>;
  readonly lines: InBoth<readonly LinePair[]>;
  /** Of one that changed, the text that the changes begin with; null of any other. */
  readonly before: JsonObject | null;
  readonly changes: readonly DocumentChange[];
}

export interface ToldProof extends Pick<ProofChange, 'pointer' | 'before' | 'after'> {
  readonly ref: string;
  readonly title: Message;
  readonly question: Message;
  /** What refutes it, where something does. */
  readonly told: Message | null;
}

export interface ToldCase {
  readonly ref: string;
  readonly name: string;
  readonly title: Message;
  readonly words: Message;
}

export interface Compared {
  readonly differences: readonly ToldDifference[];
  readonly proofs: readonly ToldProof[];
  readonly cases: {
    readonly changed: readonly ToldCase[];
    readonly failing: readonly ToldCase[];
    /** Whose own text is changed, but for those that were accepted as they come out. */
    readonly texts: readonly (ToldCase & Pick<CaseTextChange, 'what'>)[];
  };
  readonly errors: readonly Problem[];
}

/** Holds one set of definitions against another: in sentences, by what is proved, and by what the cases come to. It only reads. */
export async function compareSets(database: Database, asked: CompareAsked): Promise<Compared> {
  const base = await readPublication(database, asked.base);
  const before = linkedPublication(base);
  const after =
    asked.publication === null
      ? withMembers(base.sources, before, asked.members)
      : linkedPublication(await readPublication(database, asked.publication));
  const { cuts } = await readCuts(database);
  const found = narrowed(differences(before, after), asked.ref);
  const refs = new Set(found.map(({ id }) => id));
  const cases = caseChanges(before, after, { cuts });
  const titleOf = (id: string) => titleIn(after, id) ?? titleIn(before, id) ?? message(id);
  const told = <Case extends { ref: string; name: string; words(language: Language): string }>(all: readonly Case[]) =>
    all
      .filter(({ ref }) => refs.has(ref))
      .map(({ ref, name, words }) => ({ ref, name, title: titleOf(ref), words: inBoth(words) }));
  const accepted = asked.accepted.map(({ ref, name, before: from, after: to }) => {
    // Bound by a release as `caseChanges` told them.
    const change = { ref, name, before: from, after: to } as unknown as Parameters<typeof caseChangeWords>[1] &
      Record<'before' | 'after', CaseAnswer>;
    return { ref, name, words: (language: Language) => caseChangeWords(after, change, language) };
  });
  return {
    differences: found.map((one) => toldDifference(one, titleOf(one.id), before)),
    proofs: proofChanges(before, after, found, await findingsOf(database, [before, after], refs)).map((proof) =>
      toldProof(proof, titleOf(proof.id)),
    ),
    cases: {
      changed: told([...accepted, ...cases.changed]),
      failing: told(cases.failing),
      texts: caseTextChanges(before, after)
        .filter(({ ref, name }) => !accepted.some((one) => one.ref === ref && one.name === name))
        .flatMap(({ what, ...one }) => told([one]).map((it) => ({ ...it, what }))),
    },
    errors: after.problems.filter(({ severity, definition = '' }) => severity === 'error' && refs.has(definition)),
  };
}

/** What this program has found of definitions, whichever of the libraries has them as they were examined. */
async function findingsOf(database: Database, libraries: readonly Library[], ids: ReadonlySet<string>) {
  const program = packageVersion();
  const closures = libraries.flatMap(({ definitions }) => [...ids].flatMap((id) => definitions.get(id)?.closure ?? []));
  const findings = await readFindings(database, [...new Set(closures)]);
  return new Map([...findings].filter(([, found]) => found.program === program));
}

function withMembers(
  sources: Awaited<ReturnType<typeof readPublication>>['sources'],
  before: Library,
  members: CompareAsked['members'],
): Library {
  const refs = new Set(members.map(({ ref }) => ref));
  const texts = members.flatMap(({ json }) => (json === null ? [] : [{ document: JSON.parse(json) as unknown }]));
  return link([...sources.filter(({ document }) => !refs.has(claimedId(document))), ...texts], before);
}

function narrowed(all: readonly Difference[], ref: string | null): readonly Difference[] {
  const changed = all.filter(({ kind }) => kind !== 'same');
  if (ref === null) return changed;
  const by = new Set(changed.find(({ id }) => id === ref)?.by);
  return changed.filter(({ id }) => id === ref || by.has(id));
}

const titleIn = ({ definitions }: Library, id: string): Message | undefined => {
  const document = definitions.get(id)?.document;
  return document === undefined ? undefined : message(document.title ?? id);
};

const inBoth = <Of>(say: (language: Language) => Of): InBoth<Of> =>
  Object.fromEntries(LANGUAGES.map((language) => [language, say(language)])) as InBoth<Of>;

const toldDifference = (
  { id, kind, by, changes, words, lines }: Difference,
  title: Message,
  { definitions }: Library,
): ToldDifference => ({
  ref: id,
  title,
  // Those that say the same were left out.
  kind: kind as ToldDifference['kind'],
  by,
  words: inBoth(words),
  lines: inBoth(lines),
  // Documents are JSON.
  before: kind === 'changed' ? (definitions.get(id)?.document as unknown as JsonObject) : null,
  changes,
});

const toldProof = ({ id, property, pointer, before, after, problem }: ProofChange, title: Message): ToldProof => ({
  ref: id,
  title,
  question: PROPERTIES[property] ?? message(property),
  pointer,
  before,
  after,
  told: problem?.message ?? null,
});
