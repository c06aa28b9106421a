import {
  type AskedDecision,
  handedOn,
  type Input,
  isObject,
  type Json,
  type QuerySpec,
  type Result,
  type Shape,
} from '../../definitions/index.ts';
import { withReasonCodes } from '../http/wire/reason-codes.ts';

/** What the run before left, as it stands on the wire. */
export type PreviousOnWire = Readonly<Record<Exclude<Input['name'], '$asOf'>, Json>>;

/** A result of the compiled function as the columns that the query gives it. */
export function flattened(
  spec: QuerySpec,
  { ref, decision }: AskedDecision,
  result: Result,
  previous: PreviousOnWire,
): Record<string, Json> {
  const prefix = prefixOf(spec.asked, ref);
  const columns: Record<string, Json> = {};
  flatten(decision.value, result.value, prefix, columns);
  if (result.value === null)
    for (const [column, { name }] of handedOn(decision.value, prefix))
      if (name !== '$asOf') columns[column] = previous[name];
  const named = (part: string) => (prefix === '' ? part : `${prefix}_${part}`);
  if (spec.parts.has('reasons')) columns[named('reasons')] = result.reasons.map(({ code }) => code);
  if (spec.parts.has('losses')) columns[named('losses')] = result.reasons.map(({ loss }) => loss ?? null);
  if (spec.parts.has('missing')) columns[named('missing')] = [...result.missing];
  if (spec.parts.has('partial') && decision.partial !== null) columns[named('partial')] = result.partial ?? false;
  if (spec.parts.has('problems')) columns[named('problems')] = result.problems.map(({ code }) => code);
  return columns;
}

function flatten(shape: Shape, value: Json, name: string, columns: Record<string, Json>): void {
  if (shape.kind !== 'object') {
    columns[name === '' ? 'value' : name] = shape.kind === 'products' ? withReasonCodes(value) : value;
    return;
  }
  for (const member of shape.members)
    flatten(
      member.shape,
      isObject(value) ? (value[member.name] ?? null) : null,
      name === '' ? member.name : `${name}_${member.name}`,
      columns,
    );
}

/** As the query names its columns: nothing for a single decision, else its name, with its kind where two share a name. */
export function prefixOf(asked: readonly AskedDecision[], ref: string): string {
  if (asked.length === 1) return '';
  const name = (one: string) => one.slice(one.indexOf('/') + 1);
  const isShared = asked.some((other) => other.ref !== ref && name(other.ref) === name(ref));
  return isShared ? ref.replace('/', '_') : name(ref);
}
