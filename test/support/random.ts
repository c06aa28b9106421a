/** A small seeded source of chance (mulberry32): the same seed gives the same choices on every machine. */
export class Random {
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
  integer(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(items: readonly T[]): T {
    const item = items[this.integer(0, items.length - 1)];
    if (item === undefined && items.length === 0) throw new Error('Nothing to pick from');
    return item as T;
  }

  /** Some of the items, at most `count`, in their order. */
  some<T>(items: readonly T[], count: number): readonly T[] {
    const chosen = new Set(Array.from({ length: count }, () => this.integer(0, items.length - 1)));
    return items.filter((_, i) => chosen.has(i));
  }

  many<T>(count: number, make: () => T): readonly T[] {
    return Array.from({ length: count }, make);
  }
}
