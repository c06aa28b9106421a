import type { Decision } from '../model/decision.ts';
import type { Case, Document, Reference } from '../model/document.ts';
import type { Entity } from '../model/entity.ts';
import type { Environment } from '../model/environment.ts';
import type { Stepper } from '../machine/life-lines.ts';
import { below, type Json, type JsonObject } from '../model/json.ts';
import type { Problem } from '../model/problem.ts';
import type { Budget, Proof } from '../model/proof.ts';
import type { Steps } from '../model/steps.ts';
import type { Language, Text } from '../model/text.ts';
import type { Lowered } from './gather.ts';
import type { Counted } from './counted.ts';
import type { ShownText } from './shown-text.ts';

/** What a kind that decides nothing makes of a case. */
export interface Answer {
  readonly value: Json;
  readonly problems: readonly Problem[];
}

/** One kind of definition: everything that is particular to it stands in its folder. `D` is its document's type. */
export interface Kind<D extends Document = Document> {
  readonly name: string;
  readonly title: Text;
  /** JSON Schema 2020-12 with `$id`, served at /schemas/<kind>.json; unknown keys are refused. */
  readonly schema: JsonObject;
  readonly examples: readonly D[];
  /** Every mention of another definition, in the order they stand. */
  references(document: D): readonly Reference[];
  /** The names that a document gives to its parts, in groups within which they have to be told apart. */
  names?(document: D): readonly (readonly NamedPart[])[];
  /** The pointers of a document's lists whose order means nothing, beside those that any document may have. */
  sets?(document: D): readonly string[];
  /** The pointer of the list whose intervals divide a score, each item with its name and `in`; undefined where there is none. */
  divided?(document: D): string | undefined;
  /** Whether it decides anything (an entity, a reference table or a feed does not). */
  readonly decides: boolean;
  /** Whether its results divide a population into classes. */
  readonly divides?: boolean;
  /** The meaning, and all that the schema cannot say: one pass, made once for each document whose schema holds. */
  lower(document: D, environment: Environment): Lowered;
  /** The same step by step, for a kind whose documents may be very large. */
  lowerInSteps?(document: D, environment: Environment): Steps<Lowered>;
  /** What no definition alone can say, of all of this kind together (their schema holds), in the order of the sources. */
  checkTogether?(documents: readonly D[]): readonly Problem[];
  /** The entity that expressions read, of a kind that declares one. */
  entity?(document: D): Entity;
  /** Whether its definitions may mention each other in a circle, as entities do by their relations. */
  readonly mayPointBack?: boolean;
  /** The proofs, within a budget of diagram nodes. */
  prove(document: D, decision: Decision | null, environment: Environment, budget: Budget): readonly Proof[];
  /** What can only be proved of all definitions of the kind together; one proof for each that has something to show, by id. */
  proveTogether?(members: readonly Together<D>[], environment: Environment, budget: Budget): ReadonlyMap<string, Proof>;
  /** What such proofs need of each definition, as a print that hangs on its closure alone; null where there is none. */
  print?(decision: Decision, budget: Budget): string | null;
  /** What its cases show, for a kind that decides nothing: the value of a case, null where it is refused. */
  answer?(one: Case, document: D, environment: Environment): Answer | undefined;
  /** Whether what its cases expect are members of that value, and the codes of problems: `{ "dueAt": … }`. */
  readonly expectsMembers?: boolean;
  /** What a name in that value is called, where the document says so elsewhere than in lists of parts: the states of a machine. */
  titleOf?(name: string, document: D, environment: Environment): Text | undefined;
  /** The life of a request by it, in virtual time, for a kind that steps. Asked of definitions without errors. */
  steps?(document: D, environment: Environment): Stepper;
  /** The definition as sentences, the first one the most important. */
  words(document: D, decision: Decision | null, environment: Environment, language: Language): readonly string[];
  /** What is computed in parts of it that are shown by themselves, in words by their pointers; undefined where a kind has none. */
  computedWords?(document: D, environment: Environment, language: Language): ReadonlyMap<string, string>;
  /** What its parts come to on a record, as a decision that refuses nothing and whose value holds them by their pointers; null where it has errors. */
  parts?(document: D, environment: Environment): Decision | null;
  /** Its parts of which it is counted who meets them; null where it has errors, or too many. */
  counted?(document: D, environment: Environment): Counted | null;
  /** The formula texts of a document as an editor shows them, in the order they stand; undefined where a kind has none. */
  texts?(document: D, environment: Environment): readonly ShownText[];
}

/** A definition without errors among all of its kind. */
export interface Together<D extends Document = Document> {
  readonly id: string;
  readonly document: D;
  /** What was proved of it among those that stood then, where it stands as it stood. */
  readonly before: Proof | undefined;
  print(): string | null;
  decision(): Decision;
}

/** A name that a document gives to a part of it, and where it stands. */
export interface NamedPart {
  readonly name: string;
  readonly pointer: string;
}

/** The parts of a list by their names, where the list stands at `pointer`. */
export const namedItems = (items: readonly { readonly name: string }[], pointer: string): readonly NamedPart[] =>
  items.map(({ name }, i) => ({ name, pointer: `${pointer}/${i}/name` }));

/** The members of an object by their keys, where the object stands at `pointer`. */
export const namedKeys = (members: object | undefined, pointer: string): readonly NamedPart[] =>
  Object.keys(members ?? {}).map((name) => ({ name, pointer: below(pointer, name) }));
