import { compile } from '../../compile.ts';
import type { Decision, Facts } from '../../decision.ts';
import type { Json } from '../../json.ts';
import type { Surroundings } from '../../kinds/kind.ts';
import { type ReadField, readSet, type ReadSet } from '../../read-set.ts';
import type { Expression } from '../expression.ts';
import { scaleNumber, scaleText } from '../decimal.ts';
import { parseDate, parseInstant } from '../date-text.ts';
import type { Type, Value } from '../type.ts';
import { type Draft, emptyDraft, ordinaryValue, wireOf } from './draft.ts';

/** Evaluates expressions on requests with the compiled function that answers customers, so that no witness rests on a theory. */
export interface Probe {
  /** The expressions' values, or undefined where the request is refused. */
  readonly evaluate: (request: Json) => readonly (Value | null)[] | undefined;
  /** A new draft in which every required fact has an ordinary value. */
  readonly draft: () => Draft;
}

const ID = 'proof/probe';

/** A probe for expressions over the facts of a decision. */
export function createProbe(facts: Facts, expressions: readonly Expression[], around: Surroundings): Probe {
  const decision = probeDecision(facts, expressions);
  const entity = (id: string) => around.entity(id);
  const library = {
    around: { entity, decision: () => decision },
    definitions: new Map([[ID, { version: null, hash: '', closure: '' }]]),
  };
  const compiled = compile(library, [ID]);
  const reads = readSet([decision], entity);
  return {
    evaluate: (request) => {
      const value = compiled.decide(request)[ID]?.value;
      const item = Array.isArray(value) ? value[0]?.product : value;
      if (item === null || item === undefined) return undefined;
      return expressions.map((e, i) => scaledOf(item[`e${i}`] ?? null, e.type));
    },
    draft: () => ordinaryDraft(reads),
  };
}

function probeDecision(facts: Facts, expressions: readonly Expression[]): Decision {
  const members = expressions.map((of, i) => ({ name: `e${i}`, shape: { kind: 'value', of } as const }));
  const value = { kind: 'object', members } as const;
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

function ordinaryDraft(reads: ReadSet): Draft {
  const draft = emptyDraft();
  fill(draft.facts, reads.fields);
  return draft;
}

function fill(seat: Record<string, Json>, fields: readonly ReadField[]): void {
  for (const { field, rows } of fields) {
    if (field.type.kind === 'list') seat[field.name] = [];
    else if (field.optional) continue;
    else if (rows === null) seat[field.name] = wireOf(ordinaryValue(field.type), field.type);
    else {
      const row: Record<string, Json> = {};
      fill(row, rows);
      seat[field.name] = row;
    }
  }
}
