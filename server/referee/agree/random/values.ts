import {
  addDays,
  type DeclaredField,
  dateText,
  instantText,
  type Json,
  parseDays,
} from '../../../../definitions/index.ts';
import type { Chance } from './chance.ts';
import type { Landmarks } from './landmarks.ts';

/** A value that a field may have, around what the documents speak of. */
export function valueOf(chance: Chance, landmarks: Landmarks, field: DeclaredField): Json {
  switch (field.type) {
    case 'boolean':
      return chance.is(0.5);
    case 'string': {
      const known = landmarks.texts.filter((text) => field.enum?.includes(text) ?? true);
      return chance.pick(field.enum !== undefined && (chance.is(0.5) || known.length === 0) ? field.enum : known);
    }
    case 'integer':
    case 'decimal':
      return numberOf(chance, landmarks, field);
    case 'date':
      return within(field, dayNear(chance, landmarks));
    case 'instant': {
      const milliseconds =
        (parseDays(dayNear(chance, landmarks)) ?? 0) * 86_400_000 +
        chance.pick([0, 57_600_000, 57_599_999, 12_345_000, 1]);
      return chance.is(0.5) ? instantText(milliseconds) : instantText(milliseconds + 28_800_000).replace('Z', '+08:00');
    }
  }
}

const within = ({ minimum, maximum }: DeclaredField, day: string): string =>
  minimum !== undefined && day < String(minimum)
    ? String(minimum)
    : maximum !== undefined && day > String(maximum)
      ? String(maximum)
      : day;

export function dayNear(chance: Chance, { days }: Landmarks): string {
  const from = parseDays(chance.pick(days)) ?? 20_000;
  const moved = addDays(from, chance.pick([0, 0, 1, -1, 30, -30, chance.whole(-900, 900)]));
  return dateText(moved ?? from);
}

/** A landmark or a bound, one unit beside it, or anything between. */
function numberOf(chance: Chance, { numbers }: Landmarks, field: DeclaredField): number | string {
  const decimals = field.type === 'integer' ? 0 : (field.decimals ?? 0);
  const unit = 10 ** decimals;
  const most = 10 ** (14 - decimals);
  const low = Math.max(Number(field.minimum ?? -1e9), -most);
  const high = Math.min(Number(field.maximum ?? 1e9), most);
  if (typeof field.minimum === 'string' && chance.is(0.15))
    return chance.pick(['12345678901234567890', '-99999999999999999999', '1000000000000000']);
  const raw = chance.pick([
    () => chance.pick(numbers),
    () => chance.pick(numbers),
    () => chance.pick([low, high, 0]),
    () => chance.whole(Math.max(low, -1000), Math.min(high, 1000)),
    () => low + (high - low) * chance.next(),
  ])();
  const scaled = Math.round(raw * unit) + chance.pick([0, 0, 1, -1]);
  const inside = Math.min(Math.max(scaled, Math.ceil(low * unit)), Math.floor(high * unit));
  return inside / unit;
}
