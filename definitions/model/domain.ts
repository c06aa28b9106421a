import type { StringType, Type, Value } from './type.ts';

/** Whether a value lies in its type's enum or bounds. */
export function isInDomain(value: Value, type: Type): boolean {
  if (type.kind === 'string') return typeof value === 'string' && isMember(value, type);
  if (type.kind !== 'number' && type.kind !== 'date' && type.kind !== 'instant') return true;
  return typeof value === 'bigint' && value >= type.minimum && value <= type.maximum;
}

/** Whether a text may stand for a type: it is among its enum, or there is none. */
export function isMember(text: string, { enum: members }: StringType): boolean {
  if (members === undefined) return true;
  if (members.length <= FEW) return members.includes(text);
  const set = sets.get(members) ?? new Set(members);
  sets.set(members, set);
  return set.has(text);
}

/** An enum of ten thousand members is asked ten thousand times. */
const sets = new WeakMap<readonly string[], ReadonlySet<string>>();
const FEW = 16;
