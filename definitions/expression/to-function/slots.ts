/** Values a source cannot spell (functions, tables, BigInts): they are passed to it in numbered slots, `k0`, `k1`, …. */
export interface Slots {
  /** The name of the slot that holds a value; the same value has one slot. */
  name(value: unknown): string;
  readonly values: readonly unknown[];
}

export function newSlots(): Slots {
  const values: unknown[] = [];
  const names = new Map<unknown, string>();
  return {
    values,
    name(value) {
      const name = names.get(value) ?? `k${values.length}`;
      if (!names.has(value)) values.push(value);
      names.set(value, name);
      return name;
    },
  };
}

/**
 * Runs a generated source with its slots and answers what it returns. This is the one place where text becomes a program: the text is
 * put together from numbered names, numbers and `JSON.stringify`-ed literals only.
 */
export function makeFromSource(
  source: string,
  slots: readonly unknown[],
  constants: Readonly<Record<string, unknown>>,
): unknown {
  const names = [...Object.keys(constants), ...slots.map((_, i) => `k${i}`)];
  // oxlint-disable-next-line typescript/no-implied-eval -- generated functions are what this folder is for
  const make = new Function(...names, `"use strict";\n${source}`) as (...all: readonly unknown[]) => unknown;
  return make(...Object.values(constants), ...slots);
}
