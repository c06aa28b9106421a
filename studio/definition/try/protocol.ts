import type {
  AskedRow,
  CaseOutcome,
  Cuts,
  Json,
  JsonObject,
  Language,
  Problem,
  Proof,
  Result,
  RowProof,
  WorkedTexts,
} from '../../../definitions/index.ts';
import type { Path, Played } from '../../editors/workflow/play.ts';
import type { TryForm } from './form.ts';

/** Which definition is meant: the published one, or a draft of it as JSON text. */
export interface EvaluatorSubject {
  readonly id: string;
  readonly draft: string | null;
}

/** What computed parts of a definition say in each language, by pointer. */
export type ComputedWords = Readonly<Record<Language, Readonly<Record<string, string>>>>;

/** What a definition is, as the evaluator reads it. */
export interface Opened {
  /** The document; null where the draft is no JSON, or not one of this id. */
  readonly document: JsonObject | null;
  /** Sentences in both languages, the first the most important; none where it has errors. */
  readonly words: Readonly<Record<Language, readonly string[]>>;
  /** What computed parts say, by pointer; null where there are none. */
  readonly computed: ComputedWords | null;
  /** Problems of the definition and of those it stands on. */
  readonly problems: readonly Problem[];
  /** The form of a request; null where nothing is decided. */
  readonly form: Readonly<Record<Language, TryForm>> | null;
  readonly hash: string | null;
}

/** A proof with its question in the reader's words. */
export type AskedProof = Proof & { readonly question: Readonly<Record<Language, string>> };

/** What the evaluator's worker answers. Every call is a function of its argument and of the documents loaded last. */
export interface Calls {
  load(library: {
    readonly sources: readonly { readonly document: unknown; readonly version: number | null }[];
    readonly cuts: Cuts;
  }): number;
  open(subject: EvaluatorSubject): Opened;
  prove(subject: EvaluatorSubject): readonly AskedProof[];
  /** What is proved of parts of its condition, on records of an entity, by themselves. */
  rows(
    subject: EvaluatorSubject & { readonly entity: string; readonly rows: readonly AskedRow[] },
  ): readonly RowProof[];
  /** What its parts come to on a request, by their pointers; null where there are none. */
  parts(subject: EvaluatorSubject & { readonly request: Json }): Readonly<Record<string, Json>> | null;
  /** Its formula texts worked on a request; null where it has none. */
  texts(subject: EvaluatorSubject & { readonly request: Json; readonly language: Language }): WorkedTexts | null;
  /** What comes of a path through the life of its requests; null where it has errors. */
  play(subject: EvaluatorSubject & { readonly path: Path }): Played | null;
  decide(subject: EvaluatorSubject & { readonly request: Json; readonly language: Language }): Result | null;
  cases(subject: EvaluatorSubject & { readonly language: Language }): readonly CaseOutcome[];
}

export interface WorkerQuestion<Name extends keyof Calls = keyof Calls> {
  readonly call: number;
  readonly name: Name;
  readonly argument: Parameters<Calls[Name]>[0];
}
export type WorkerAnswer =
  | { readonly call: number; readonly result: unknown }
  | { readonly call: number; readonly error: string };
