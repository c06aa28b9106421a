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

/** The values it may hold, as they are typed; none: any text. Values that stay keep what they are called. */
export function withMembers<D extends Partial<Declared>>(declared: D, typed: string): D {
  const members = readList(typed);
  const { enum: before = [], labels, ...rest } = declared;
  if (members.length === before.length && members.every((member, i) => member === before[i])) return declared;
  const kept = Object.entries(labels ?? {}).filter(([member]) => members.includes(member));
  return {
    ...rest,
    ...(members.length === 0 ? {} : { enum: members }),
    ...(kept.length === 0 ? {} : { labels: Object.fromEntries(kept) }),
  } as unknown as D;
}

/** Texts with commas between; one that holds a comma stands in quotation marks, which it holds twice. */
export const listText = (list: readonly string[]) =>
  list.map((one) => (/^$|^\s|\s$|[",，、]/.test(one) ? `"${one.replaceAll('"', '""')}"` : one)).join(', ');

/** What `listText` writes, as a person may type it: each text once, of either comma. */
export function readList(typed: string): readonly string[] {
  const found = [...typed.matchAll(/\s*(?:"((?:[^"]|"")*)"\s*(?=[,，、]|$)|([^,，、]+))/g)].flatMap(
    ([, quoted, plain]) =>
      quoted !== undefined ? [quoted.replaceAll('""', '"')] : plain?.trim() ? [plain.trim()] : [],
  );
  return [...new Set(found)];
}

const whole = (parts: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined));
