import {
  kindOf,
  type Language,
  LANGUAGES,
  type Library,
  link,
  type Problem,
  type Proof,
  prove,
  type Source,
} from '../../definitions/index.ts';

/** What can be said of a draft beside the definitions in force. */
export interface DraftReport {
  /** `kind/name`; null where the draft is no definition. */
  readonly id: string | null;
  readonly hash: string | null;
  readonly closure: string | null;
  /** Of the draft itself: schema, links, checks. */
  readonly problems: readonly Problem[];
  readonly proofs: readonly Proof[];
  /** Errors that other definitions would have because of it. */
  readonly breaks: readonly Problem[];
  readonly words: Readonly<Record<Language, readonly string[]>>;
}

/** Checks and proves a draft in the place of the definition of the same id. Never throws for what the draft says. */
export function checkDraft(published: readonly Source[], draft: unknown, budget = 200_000): DraftReport {
  const alone = link([{ document: draft }]);
  const id = [...alone.definitions.keys()][0] ?? null;
  if (id === null) return { ...NOTHING, problems: alone.problems };
  const others = published.filter(({ document }) => idOf(document) !== id);
  const library = link([...others, { document: draft }]);
  const definition = library.definitions.get(id);
  return {
    id,
    hash: definition?.hash ?? null,
    closure: definition?.closure ?? null,
    problems: library.problems.filter((problem) => problem.definition === id),
    proofs: prove(library, [id], { nodes: budget })[0]?.proofs ?? [],
    breaks: library.problems.filter((problem) => problem.definition !== id && problem.severity === 'error'),
    words: wordsOf(library, id),
  };
}

const NOTHING: Omit<DraftReport, 'problems'> = {
  id: null,
  hash: null,
  closure: null,
  proofs: [],
  breaks: [],
  words: { 'zh-CN': [], en: [] },
};

/** The sentences of a definition in each language; none where it has errors. */
export function wordsOf(library: Library, id: string): DraftReport['words'] {
  const definition = library.definitions.get(id);
  const kind = definition === undefined ? undefined : kindOf(definition.kind);
  if (definition === undefined || kind === undefined || library.broken.has(id)) return NOTHING.words;
  const decision = library.around.decision(id) ?? null;
  const [zh, en] = LANGUAGES.map((language) => kind.words(definition.document, decision, library.around, language));
  return { 'zh-CN': zh ?? [], en: en ?? [] };
}

function idOf(document: unknown): string {
  const { kind, name } = document as { readonly kind?: unknown; readonly name?: unknown };
  return `${String(kind)}/${String(name)}`;
}
