import { isObject, type Json, type JsonObject } from '../../definitions/model/json.ts';

/** What may become of one value of a document; undefined removes it. */
export const CHANGES: readonly ((value: Json) => Json | undefined)[] = [
  () => undefined,
  () => null,
  () => '',
  () => -1,
  () => 1.5,
  () => 1e9,
  () => true,
  () => [],
  () => ({}),
  () => 'x'.repeat(400),
  () => '[0, 1)',
  () => 'No Such Name',
  () => '2026-13-45',
  (value) => (isObject(value) ? { ...value, unheardOf: 1 } : [value]),
  (value) => (Array.isArray(value) ? [...value, ...value] : { a: value }),
  (value) =>
    Array.isArray(value) ? Array.from({ length: 70 }, () => value[0] ?? null) : String(JSON.stringify(value)),
];

/** A copy of a document whose `at`-th value (counted in order, round and round) is changed. */
export function changeOne(document: JsonObject, at: number, change: (value: Json) => Json | undefined): Json {
  let left = (at % (countValues(document) - 1)) + 1;
  const copy = (value: Json): Json | undefined => {
    if (left-- === 0) return change(value);
    if (Array.isArray(value)) return value.map((item: Json) => copy(item) ?? null);
    if (!isObject(value)) return value;
    const members = Object.entries(value).map(([key, member]) => [key, copy(member)] as const);
    return Object.fromEntries(members.flatMap(([key, member]) => (member === undefined ? [] : [[key, member]])));
  };
  return copy(document) ?? null;
}

function countValues(value: Json): number {
  const inside = Array.isArray(value) ? value : isObject(value) ? Object.values(value) : [];
  return inside.reduce<number>((sum, part) => sum + countValues(part as Json), 1);
}
