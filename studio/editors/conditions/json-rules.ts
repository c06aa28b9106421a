import { isObject, type Json, type JsonObject } from '../../../definitions/index.ts';
import { itemsOf, readGroup, readNode } from './node.ts';

/** Conditions as json-rules-engine writes them: by themselves, or in a rule with its event. */
export type ReadRules =
  | { readonly kind: 'read'; readonly when: JsonObject; readonly locked: number }
  | { readonly kind: 'no-json'; readonly why: string }
  | { readonly kind: 'no-condition' };

/** Reads a text of json-rules-engine. Every part is taken as it stands; `locked`: of how many there are no rows. */
export function readRules(text: string): ReadRules {
  let read: Json;
  try {
    read = JSON.parse(text) as Json;
  } catch (error) {
    return { kind: 'no-json', why: error instanceof Error ? error.message : '' };
  }
  const when = conditionIn(read);
  return when === undefined ? { kind: 'no-condition' } : { kind: 'read', when, locked: lockedIn(when, true) };
}

export function writeRules(when: Json): string {
  return JSON.stringify(when, null, 2);
}

/** The condition of a text: its own, that of its rule, or of the only rule of a list. A lone test becomes all of itself, as rules want it. */
function conditionIn(read: Json): JsonObject | undefined {
  if (Array.isArray(read)) return read.length === 1 ? conditionIn(read[0] as Json) : undefined;
  if (!isObject(read)) return undefined;
  const inside = read['conditions'];
  if (inside !== undefined) return conditionIn(inside);
  if (typeof read['fact'] === 'string') return { all: [read] };
  return ['all', 'any', 'not', 'condition'].some((key) => Object.hasOwn(read, key)) ? read : undefined;
}

function lockedIn(node: Json, isWhole = false): number {
  const read = isWhole ? (readGroup(node) ?? readNode(node)) : readNode(node);
  if (read.kind === 'locked') return 1;
  return read.kind === 'group' ? itemsOf(read, '').reduce((sum, item) => sum + lockedIn(item.node), 0) : 0;
}
