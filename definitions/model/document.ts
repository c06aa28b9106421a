import type { Json, JsonObject } from './json.ts';
import type { Text } from './text.ts';

/** What every definition document has, whatever its kind. */
export interface Document {
  readonly kind: string;
  readonly name: string;
  readonly title?: Text;
  readonly description?: Text;
  readonly subject?: Text;
  readonly owner?: string;
  readonly purpose?: string;
  readonly basis?: readonly { readonly document: Text; readonly clause?: string }[];
  readonly reviewBy?: string;
  readonly cases?: readonly Case[];
}

/**
 * An example a definition carries: `given` is a request, `expect` what its result must show (objects by subset, lists exactly); what happens
 * in between stands in `events`, where a kind has them.
 */
export interface Case {
  readonly name: string;
  readonly given: JsonObject;
  readonly events?: readonly Json[];
  readonly expect: {
    readonly value?: Json;
    readonly reasons?: readonly string[];
    readonly problems?: readonly string[];
  };
}

/** The id that a document claims, `kind/name`, whatever else is wrong with it. */
export function claimedId(document: unknown): string {
  const { kind, name } = (document ?? {}) as { readonly kind?: unknown; readonly name?: unknown };
  return `${String(kind)}/${String(name)}`;
}

/** A mention of another definition: `kind/name`, or `kind/name#output`, and where it stands. */
export interface Reference {
  readonly pointer: string;
  readonly target: string;
}

/** A condition as it is written: json-rules-engine's JSON. `fromCondition` reads it. */
export type Condition = JsonObject;

/** A decimal as it is written: a JSON number, or a text beyond 15 significant digits. */
export type Figure = number | string;

/** One written value: a member of an enum, a flag, a figure, a date. */
export type Scalar = boolean | number | string;
