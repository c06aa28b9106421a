import {
  claimedId,
  compile,
  type Compiled,
  type Cuts,
  type Document,
  isObject,
  type Json,
  kindOf,
  LANGUAGES,
  type Language,
  type Library,
  link,
  type Problem,
  PROPERTIES,
  prove,
  proveRows,
  readJson,
  readSet,
  runCases,
  type Source,
  type Text,
  workParts,
  workTexts,
} from '../../../definitions/index.ts';
import { play } from '../../editors/workflow/play.ts';
import { closureOf } from './closure.ts';
import { formOf, type KnownClass } from './form.ts';
import type { WorkerAnswer, WorkerQuestion, AskedProof, Calls, Opened, EvaluatorSubject } from './protocol.ts';

/**
 * The evaluator: a worker that holds the whole library and answers what a definition, or a draft of one, says, proves and decides.
 * It runs the server's own language. Compiling makes functions from text, which the page may not do: only the response of this
 * worker's script allows it.
 */

/** A definition linked with all it stands on. Made once per subject; the last few are kept. */
interface Linked {
  readonly document: Json | null;
  readonly library: Library | null;
  readonly problems: readonly Problem[];
  compiled?: Compiled | null;
}

const KEPT = 12;
let published = new Map<string, Source>();
let frozenCuts: Cuts = {};
const linkedBySubject = new Map<string, Linked>();

const calls: Calls = {
  load({ sources, cuts }) {
    frozenCuts = cuts;
    published = new Map(sources.map((source) => [claimedId(source.document), source]));
    linkedBySubject.clear();
    return published.size;
  },
  open(subject) {
    const { document, library, problems } = linkedFor(subject);
    return {
      document: isObject(document) ? document : null,
      words: wordsOf(subject.id, library),
      computed: computedOf(subject.id, library),
      problems,
      form: formsOf(subject.id, library),
      hash: library?.definitions.get(subject.id)?.hash ?? null,
    };
  },
  prove(subject) {
    const { library } = linkedFor(subject);
    const proofs = library === null ? [] : (prove(library, [subject.id])[0]?.proofs ?? []);
    return proofs.map((proof): AskedProof => ({ ...proof, question: questionOf(proof.property) }));
  },
  rows({ entity, rows, ...subject }) {
    const { library } = linkedFor(subject);
    return library === null ? [] : proveRows(rows, entity, library.environment);
  },
  parts({ request, ...subject }) {
    const { library } = linkedFor(subject);
    return library === null ? null : (workParts(library, subject.id, request) ?? null);
  },
  texts({ request, language, ...subject }) {
    const { library } = linkedFor(subject);
    return library === null ? null : (workTexts(library, subject.id, request, language) ?? null);
  },
  play({ path, ...subject }) {
    const { library } = linkedFor(subject);
    return library === null || library.broken.has(subject.id) ? null : play(library, subject.id, path);
  },
  decide({ request, language, ...subject }) {
    return compiledFor(subject)?.decide(request, language)[subject.id] ?? null;
  },
  cases({ language, ...subject }) {
    const { library } = linkedFor(subject);
    return library === null || compiledFor(subject) === null ? [] : runCases(library, subject.id, language);
  },
};

self.onmessage = ({ data }: MessageEvent<WorkerQuestion>) => {
  self.postMessage(answer(data));
};

function answer({ call, name, argument }: WorkerQuestion): WorkerAnswer {
  try {
    // The client's types pair each name with its argument.
    const ask = calls[name] as (of: unknown) => unknown;
    return { call, result: ask(argument) };
  } catch (error) {
    return { call, error: error instanceof Error ? error.message : String(error) };
  }
}

function linkedFor(subject: EvaluatorSubject): Linked {
  const key = `${subject.id}\n${subject.draft ?? ''}`;
  const known = linkedBySubject.get(key);
  if (known !== undefined) return known;
  const made = linkSubject(subject);
  linkedBySubject.set(key, made);
  const oldest = linkedBySubject.keys().next().value;
  if (linkedBySubject.size > KEPT && oldest !== undefined) linkedBySubject.delete(oldest);
  return made;
}

function linkSubject({ id, draft }: EvaluatorSubject): Linked {
  const sources = new Map(published);
  if (draft !== null) {
    const read = readJson(draft, id);
    if (read.kind === 'refused') return { document: null, library: null, problems: read.problems };
    sources.set(id, { document: read.document, place: `${id}.json` });
  }
  const documents = new Map([...sources].map(([of, source]) => [of, source.document]));
  const library = link(closureOf(id, documents).flatMap((of) => sources.get(of) ?? []));
  // A published document came as JSON; a draft was just read as JSON.
  const document = (documents.get(id) ?? null) as Json | null;
  return { document, library, problems: library.problems };
}

function compiledFor(subject: EvaluatorSubject): Compiled | null {
  const linked = linkedFor(subject);
  if (linked.compiled !== undefined) return linked.compiled;
  const { library } = linked;
  const decides = library?.environment.decision(subject.id) !== undefined;
  linked.compiled =
    library !== null && decides ? compile(library, [subject.id], { trace: true, cuts: frozenCuts }) : null;
  return linked.compiled;
}

function wordsOf(id: string, library: Library | null): Opened['words'] {
  const definition = library?.definitions.get(id);
  const kind = definition === undefined ? undefined : kindOf(definition.kind);
  if (library === null || definition === undefined || kind === undefined || library.broken.has(id)) return NO_WORDS;
  const decision = library.environment.decision(id) ?? null;
  return inEach((language) => kind.words(definition.document, decision, library.environment, language));
}

function computedOf(id: string, library: Library | null): Opened['computed'] {
  const definition = library?.definitions.get(id);
  const told = definition === undefined ? undefined : kindOf(definition.kind)?.computedWords;
  if (library === null || definition === undefined || told === undefined || library.broken.has(id)) return null;
  return inEach((language) => Object.fromEntries(told(definition.document, library.environment, language)));
}

function formsOf(id: string, library: Library | null): Opened['form'] {
  const decision = library?.environment.decision(id);
  if (library === null || decision === undefined) return null;
  const reads = readSet([decision], (of) => library.environment.entity(of));
  const classes = classesOf(library.definitions.get(id)?.document);
  return inEach((language) => formOf(reads, language, classes));
}

/** The classes of a segmentation, which the last run may have given. */
function classesOf(document: Document | undefined): readonly KnownClass[] {
  if (document === undefined || !('classes' in document) || !Array.isArray(document.classes)) return [];
  // The document's schema holds: its classes have names and may have titles.
  return (document.classes as readonly { name: string; title?: Text }[]).map(({ name, title }) => ({
    name,
    title: title ?? name,
  }));
}

function questionOf(property: string): AskedProof['question'] {
  return PROPERTIES[property] ?? { 'zh-CN': property, en: property };
}

function inEach<T>(make: (language: Language) => T): Readonly<Record<Language, T>> {
  return Object.fromEntries(LANGUAGES.map((language) => [language, make(language)])) as Record<Language, T>;
}

const NO_WORDS: Opened['words'] = inEach(() => []);
