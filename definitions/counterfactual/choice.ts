import type { Expression } from '../model/expression.ts';
import { isObject } from '../model/json.ts';
import type { Library } from '../library.ts';
import type { Result } from '../model/result.ts';
import type { Value } from '../model/type.ts';
import type { Text } from '../model/text.ts';

/** What can be reached in a decision: the names of one of its outputs, and how a result tells which it is. */
export interface Reachable {
  readonly id: string;
  readonly names: readonly string[];
  titleOf(name: string): Text | undefined;
  outputIn(library: Library): Expression;
  /** The name a result holds; null where it holds none. */
  nameIn(result: Result): string | null;
  /** The output's value of a name. */
  valueOf(name: string): Value;
}

/** The choice of `kind/name` or `kind/name#output`; undefined where it answers with no name out of a known set. */
export function choiceOf(library: Library, ref: string): Reachable | undefined {
  const [id = '', asked] = ref.split('#');
  const decision = library.environment.decision(id);
  if (decision === undefined) return undefined;
  const outputs = Object.keys(decision.outputs).filter((name) => namesOf(decision.outputs[name]).length > 0);
  const member =
    asked ??
    decision.outcome?.find((name) => outputs.includes(name)) ??
    (outputs.length === 1 ? outputs[0] : undefined);
  if (member === undefined || !outputs.includes(member)) return undefined;
  const named = new Map(namedParts(library, id).map((part) => [part.name, part]));
  return {
    id,
    names: namesOf(decision.outputs[member]),
    titleOf: (name) => named.get(name)?.title,
    outputIn(within) {
      const output = within.environment.decision(id)?.outputs[member];
      if (output === undefined) throw new Error(`${id} has no output ${member}`);
      return output;
    },
    nameIn: ({ value }) => nameOf(isObject(value) ? (value[member] ?? null) : value),
    valueOf: (name) => (decision.outputs[member]?.type.kind === 'boolean' ? name === 'true' : name),
  };
}

function namesOf(output: Expression | undefined): readonly string[] {
  if (output?.type.kind === 'boolean') return ['true', 'false'];
  return output?.type.kind === 'string' ? (output.type.enum ?? []) : [];
}

const nameOf = (value: unknown): string | null =>
  typeof value === 'boolean' ? String(value) : typeof value === 'string' ? value : null;

interface NamedPart {
  readonly name: string;
  readonly title?: Text;
}

/** Classes or bands as the document writes them. */
function namedParts(library: Library, id: string): readonly NamedPart[] {
  const document = library.definitions.get(id)?.document as
    | { readonly classes?: unknown; readonly bands?: unknown; readonly otherwise?: unknown }
    | undefined;
  const parts = [document?.classes ?? document?.bands ?? [], document?.otherwise ?? []].flat();
  return parts.filter((part): part is NamedPart => typeof part === 'object' && part !== null && 'name' in part);
}
