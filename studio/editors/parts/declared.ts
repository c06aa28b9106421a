import type { DeclaredField } from '../../../definitions/index.ts';

/** What a field, a column or a result is declared to be. */
export type Declared = Pick<
  DeclaredField,
  'type' | 'title' | 'decimals' | 'enum' | 'labels' | 'minimum' | 'maximum' | 'unit' | 'direction'
>;

/** Why a text cannot name a field, a column or a result. */
export type NameFault = 'entity.badName' | 'entity.takenName';

/** Names are as formulas write them: a small letter or a character, then letters and figures, and each but once. */
export function nameFault(name: string, isTaken: (name: string) => boolean): NameFault | null {
  if (!/^[\p{Ll}\p{Lo}][\p{L}\p{M}\p{Nd}]*$/u.test(name)) return 'entity.badName';
  return isTaken(name) ? 'entity.takenName' : null;
}

/** Another type: what only the type before could have (decimals, unit, bounds, values) goes. */
export function retyped<D extends Partial<Declared>>(declared: D, type: DeclaredField['type']): D {
  if (declared.type === type) return declared;
  const { decimals, minimum, maximum, unit, enum: members, labels, direction, ...rest } = declared;
  const [isFigure, wasFigure] = [type, declared.type].map((one) => one === 'integer' || one === 'decimal');
  return {
    ...rest,
    type,
    ...(type === 'decimal' ? { decimals: decimals ?? 2 } : {}),
    ...(isFigure === true && wasFigure === true ? whole({ unit, minimum, maximum, direction }) : {}),
    ...(type === 'string' ? whole({ enum: members, labels }) : {}),
  } as unknown as D;
}

/** The values it may hold, as they are typed with commas between; none: any text. Values that stay keep what they are called. */
export function withMembers<D extends Partial<Declared>>(declared: D, typed: string): D {
  const members = typed
    .split(/[,，、]/)
    .map((one) => one.trim())
    .filter((one, i, all) => one !== '' && all.indexOf(one) === i);
  const { enum: _, labels, ...rest } = declared;
  const kept = Object.entries(labels ?? {}).filter(([member]) => members.includes(member));
  return {
    ...rest,
    ...(members.length === 0 ? {} : { enum: members }),
    ...(kept.length === 0 ? {} : { labels: Object.fromEntries(kept) }),
  } as unknown as D;
}

const whole = (parts: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined));
