import type { Decision } from '../model/decision.ts';
import type { Field, Labels } from '../model/expression.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { Problem } from '../model/problem.ts';
import type { Language, Text } from '../model/text.ts';

/** What every definition document has, whatever its kind. */
export interface Document {
  readonly kind: string;
  readonly name: string;
  readonly title?: Text;
  readonly description?: Text;
  readonly subject?: Text;
  readonly owner?: string;
  readonly purpose?: string;
  readonly basis?: readonly { readonly document: string; readonly clause?: string }[];
  readonly reviewBy?: string;
  readonly cases?: readonly Case[];
}

/** An example a definition carries: `given` is a request, `expect` what its result must show (objects by subset, lists exactly). */
export interface Case {
  readonly name: string;
  readonly given: JsonObject;
  readonly expect: {
    readonly value?: Json;
    readonly reasons?: readonly string[];
    readonly problems?: readonly string[];
  };
}

/** A mention of another definition: `kind/name`, or `kind/name#output`, and where it stands. */
export interface Reference {
  readonly pointer: string;
  readonly target: string;
}

/** What a kind may ask of the definitions around its own while it is checked and lowered. All are memoised. */
export interface Surroundings {
  /** The document of another definition, undefined where there is none. */
  document(id: string): Document | undefined;
  /** The lowered form of another definition, undefined where it is absent or has errors. */
  decision(id: string): Decision | undefined;
  /** The fields, relations and derived fields of an entity. */
  entity(id: string): Entity | undefined;
}

/** An entity as expressions read it. */
export interface Entity {
  readonly id: string;
  readonly title: Text;
  readonly key: string | undefined;
  readonly fields: ReadonlyMap<string, Field>;
  readonly relations: ReadonlyMap<string, Relation>;
  /** Computed fields: lowered once, with the record (or a row of the entity, see `Scope`) as their subject. */
  readonly derived: ReadonlyMap<string, Derived>;
}
export interface Relation {
  readonly name: string;
  readonly title: Text;
  readonly entity: string;
  /** The field that both sides share. */
  readonly by: string;
  readonly many: boolean;
}
export interface Derived {
  readonly name: string;
  readonly title: Text;
  readonly unit?: string;
  /** What people call the texts it may give. */
  readonly labels?: Labels;
  readonly pointer: string;
  readonly computed: Computed;
}

/** A computed value as it is written everywhere. */
export interface Computed {
  readonly text: string;
  readonly type: 'boolean' | 'string' | 'integer' | 'decimal' | 'date' | 'instant';
  readonly decimals?: number;
  readonly ifMissing?: Json;
  readonly uses?: Readonly<Record<string, string>>;
}

/** The outcome of one question a kind proves about a definition. */
export interface Proof {
  /** What was asked, e.g. `bins-partition`, `rule-reachable`: a code with a sentence in both languages. */
  readonly property: string;
  readonly verdict: 'proved' | 'refuted' | 'undecided';
  readonly pointer: string;
  /** Refuted: the problem with its witness request. Undecided: why. */
  readonly problem?: Problem;
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
  /** What the schema cannot say. Called only where the schema holds. */
  check(document: D, around: Surroundings): readonly Problem[];
  /** What no definition alone can say, of all of this kind together (their schema holds), in the order of the sources. */
  checkTogether?(documents: readonly D[]): readonly Problem[];
  /** The meaning; null for kinds that decide nothing (entity, reference). Called only where check found no error. */
  lower: ((document: D, around: Surroundings) => Decision) | null;
  /** The proofs, within a budget of diagram nodes. */
  prove(document: D, decision: Decision | null, around: Surroundings, budget: Budget): readonly Proof[];
  /** What can only be proved of all definitions of the kind together; one proof for each that has something to show, by id. */
  proveTogether?(decisions: readonly Decision[], around: Surroundings, budget: Budget): ReadonlyMap<string, Proof>;
  /** The definition as sentences, the first one the most important. */
  words(document: D, decision: Decision | null, around: Surroundings, language: Language): readonly string[];
}

/** How much a proof may cost; counted, not timed, so that the answer is the same everywhere. */
export interface Budget {
  readonly nodes: number;
}
