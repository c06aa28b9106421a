/** A seeded source of chance (mulberry32): the same seed makes the same definitions and records on every machine. */
export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** In [0, 1). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number, both ends included. */
  whole(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  is(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(items: readonly [T, ...T[]] | readonly T[]): T {
    const item = items[this.whole(0, items.length - 1)];
    if (items.length === 0) throw new Error('Nothing to pick from');
    return item as T;
  }

  /** Distinct items, at least one, at most `most`, in their order. */
  some<T>(items: readonly T[], most: number): readonly T[] {
    const chosen = new Set(Array.from({ length: this.whole(1, most) }, () => this.whole(0, items.length - 1)));
    return items.filter((_, i) => chosen.has(i));
  }

  many<T>(count: number, make: (i: number) => T): readonly T[] {
    return Array.from({ length: count }, (_, i) => make(i));
  }

  shuffled<T>(items: readonly T[]): readonly T[] {
    return items
      .map((item) => ({ item, at: this.next() }))
      .sort((a, b) => a.at - b.at)
      .map(({ item }) => item);
  }
}
