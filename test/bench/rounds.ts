/** Timing in interleaved rounds: in every round each contestant has its turn, so that a slow second of the machine touches all. */

export interface Contestant {
  readonly name: string;
  /** Works for about this long and answers how many decisions a second it made. */
  readonly run: (milliseconds: number) => number | Promise<number>;
}

/** Each contestant's samples, one a round, in decisions a second. The first round warms up and is not counted. */
export async function rounds(
  contestants: readonly Contestant[],
  count: number,
  milliseconds: number,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const samples = new Map<string, number[]>(contestants.map(({ name }) => [name, []]));
  for (let round = 0; round <= count; round += 1) {
    for (const { name, run } of contestants) {
      const speed = await run(milliseconds);
      if (round > 0) samples.get(name)?.push(speed);
    }
  }
  return samples;
}

/** Decisions a second of a plain function over all items, again and again. `keep` sees every answer, so that none is optimised away. */
export function steady<T, R>(
  items: readonly T[],
  act: (item: T) => R,
  keep: (answer: R) => void,
): (milliseconds: number) => number {
  return (milliseconds) => {
    const start = performance.now();
    let made = 0;
    let elapsed = 0;
    while (elapsed < milliseconds) {
      for (const item of items) keep(act(item));
      made += items.length;
      elapsed = performance.now() - start;
    }
    return (made / elapsed) * 1000;
  };
}

/** The same for a function that answers later, with so many questions in flight. */
export function inFlight<T, R>(
  items: readonly T[],
  act: (item: T) => Promise<R>,
  keep: (answer: R) => void,
  many: number,
): (milliseconds: number) => Promise<number> {
  let next = 0;
  return async (milliseconds) => {
    const start = performance.now();
    let made = 0;
    let elapsed = 0;
    while (elapsed < milliseconds) {
      const asked = Array.from({ length: many }, () => act(items[next++ % items.length] as T));
      for (const answer of await Promise.all(asked)) keep(answer);
      made += many;
      elapsed = performance.now() - start;
    }
    return (made / elapsed) * 1000;
  };
}
