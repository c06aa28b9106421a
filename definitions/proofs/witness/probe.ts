import { compile } from '../../compile.ts';
import type { Decision, Facts } from '../../model/decision.ts';
import { isObject, type Json } from '../../model/json.ts';
import type { Environment } from '../../model/environment.ts';
import { expressionsOf, readSet } from '../../expression/read-set.ts';
import { integer } from '../../expression/build-logic.ts';
import type { Expression } from '../../model/expression.ts';
import { scaleNumber, scaleText } from '../../model/decimal.ts';
import { parseDate, parseInstant } from '../../expression/date-text.ts';
import type { Type, Value } from '../../model/type.ts';
import { boundaryValuesOf } from './boundary-values.ts';
import { createDrafter, type Drafter } from './random-request.ts';
import { fixedRandom } from './random-value.ts';

/** Evaluates expressions on requests with the compiled function that answers customers, so that no witness rests on a theory. */
export interface Probe {
  /** The expressions' values, or undefined where the request is refused. */
  readonly evaluate: (request: Json) => readonly (Value | null)[] | undefined;
  /** Makes requests that have all the whole decision reads, so that a witness can be given to it as it is. */
  readonly drafter: Drafter;
}

const ID = 'proof/probe';

/** A probe for expressions over the facts of `whole`, the decision that they are part of. */
export function createProbe(whole: Decision, expressions: readonly Expression[], environment: Environment): Probe {
  const decision = probeDecision(whole.facts, expressions);
  const entity = (id: string) => environment.entity(id);
  const library = {
    environment: { entity, decision: () => decision },
    definitions: new Map([[ID, { version: null, hash: '', closure: '' }]]),
  };
  const compiled = compile(library, [ID]);
  const reads = readSet([whole, decision], entity);
  return {
    evaluate: (request) => {
      const value = compiled.decide(request)[ID]?.value;
      const item = Array.isArray(value) ? value[0] : value;
      if (!isObject(item)) return undefined;
      return expressions.map((e, i) => scaledOf(item[`e${i}`] ?? null, e.type));
    },
    drafter: createDrafter(reads, boundaryValuesOf([...expressions, ...expressionsOf(whole)]), fixedRandom()),
  };
}

function probeDecision(facts: Facts, expressions: readonly Expression[]): Decision {
  const members = expressions.map((of, i) => ({ name: `e${i}`, shape: { kind: 'value', of } as const }));
  const item = { kind: 'object', members } as const;
  const value = facts.kind === 'pair' ? ({ kind: 'products', item, order: integer(0), reasons: [] } as const) : item;
  return {
    id: ID,
    title: ID,
    facts,
    outputs: {},
    value,
    reasons: [],
    reasonOrder: 'declared',
    problems: [],
    partial: null,
    reads: [],
  };
}

/** A value of the wire in the scale of its type. */
function scaledOf(json: Json, type: Type): Value | null {
  if (json === null || typeof json === 'boolean') return json;
  if (type.kind === 'number')
    return (
      (typeof json === 'number' ? scaleNumber(json, type.decimals) : scaleText(String(json), type.decimals)) ?? null
    );
  if (type.kind === 'date') return parseDate(String(json)) ?? null;
  if (type.kind === 'instant') return parseInstant(String(json)) ?? null;
  return typeof json === 'number' ? BigInt(Math.round(json)) : String(json);
}
