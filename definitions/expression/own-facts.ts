import type { Decision } from '../model/decision.ts';
import type { Entity } from '../model/entity.ts';
import { field as readOf } from './build-logic.ts';

/**
 * The decision that answers what a record of an entity says of itself: each field as it was read, one member each, the key only read.
 * Run over a file it makes rows of typed columns, and refuses those that no decision could read.
 */
export function ownFacts({ id, title, key, fields }: Entity): Decision {
  const read = [...fields.values()].map((one) => ({ name: one.name, of: readOf(one, null) }));
  return {
    id,
    title,
    facts: { kind: 'entity', entity: id },
    outputs: {},
    value: {
      kind: 'object',
      members: read.flatMap(({ name, of }) => (name === key ? [] : [{ name, shape: { kind: 'value', of } }])),
    },
    reasons: [],
    reasonOrder: 'declared',
    problems: [],
    partial: null,
    reads: read.map(({ of }) => of),
  };
}
