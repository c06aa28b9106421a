import { kindOf, type Language, LANGUAGES, type Library } from '../../../definitions/index.ts';

/** What a definition tells its readers. Lowering and wording all of a library takes its time, so it is done where it is linked. */
export interface DefinitionSummary {
  /** Whether it decides anything. */
  readonly decides: boolean;
  /** The entity whose record a request holds; null for other requests. */
  readonly entity: string | null;
  readonly words: Words;
  readonly computed: ComputedWords;
}

/** Sentences in each language. */
export type Words = Readonly<Record<Language, readonly string[]>>;
/** What computed parts say in each language, by pointer; null where there are none. */
export type ComputedWords = Readonly<Record<Language, Readonly<Record<string, string>>>> | null;

export function definitionSummary(library: Library, id: string): DefinitionSummary {
  const facts = library.environment.decision(id)?.facts;
  const entity = facts?.kind === 'entity' ? facts.entity : null;
  return { decides: facts !== undefined, entity, words: wordsOf(library, id), computed: computedOf(library, id) };
}

/** The sentences of a definition in each language; none where it has errors. */
export function wordsOf(library: Library, id: string): Words {
  const definition = library.definitions.get(id);
  const kind = definition === undefined ? undefined : kindOf(definition.kind);
  if (definition === undefined || kind === undefined || library.broken.has(id)) return { 'zh-CN': [], en: [] };
  const decision = library.environment.decision(id) ?? null;
  const [zh, en] = LANGUAGES.map((language) =>
    kind.words(definition.document, decision, library.environment, language),
  );
  return { 'zh-CN': zh ?? [], en: en ?? [] };
}

function computedOf(library: Library, id: string): ComputedWords {
  const definition = library.definitions.get(id);
  const kind = definition === undefined ? undefined : kindOf(definition.kind);
  if (definition === undefined || kind?.computedWords === undefined || library.broken.has(id)) return null;
  const [zh, en] = LANGUAGES.map((language) =>
    kind.computedWords?.(definition.document, library.environment, language),
  );
  if (zh === undefined || en === undefined || zh.size === 0) return null;
  return { 'zh-CN': Object.fromEntries(zh), en: Object.fromEntries(en) };
}
