/** The pieces sample figures are drawn with: SQL over the row number `i`, seeded, the same on every run. */
export interface Draws {
  /** Uniform in [0, 1). Different names draw independently. */
  u(name: string): string;
  /** Normal with mean 0 and deviation 1. */
  normal(name: string): string;
  /** One of words, with weights that need not add up to 1. */
  pick(name: string, weights: Readonly<Record<string, number>>): string;
  /** One of words, all alike. */
  any(name: string, words: readonly string[]): string;
  /** Missing in this share of rows. */
  sometimes(name: string, missing: number, value: string): string;
}

/** Draws of one table; `row` is the SQL of what a row's draws depend on. */
export function draws(seed: number, table: string, row: string): Draws {
  // Hashed twice: what one hash is put together from differs between two names by one constant alone, and draws would hang together.
  const number = (name: string) =>
    `((hash(hash(${row}, ${seed}, '${table}.${name}')) >> 11)::DOUBLE / 9007199254740992.0)`;
  const self: Draws = {
    u: number,
    normal: (name) =>
      `(sqrt(-2 * ln(1 - ${number(name)})) * cos(2 * pi() * ${number(`${name}'`.replaceAll("'", '2'))}))`,
    pick: (name, weights) => {
      const entries = Object.entries(weights);
      const total = entries.reduce((sum, [, weight]) => sum + weight, 0);
      let below = 0;
      const cases = entries.slice(0, -1).map(([word, weight]) => {
        below += weight / total;
        return `WHEN x < ${below.toFixed(9)} THEN '${word}'`;
      });
      const last = entries.at(-1)?.[0] ?? '';
      if (cases.length === 0) return `'${last}'`;
      return `CASE ${cases.map((text) => text.replace('x', number(name))).join(' ')} ELSE '${last}' END`;
    },
    any: (name, words) =>
      `([${words.map((word) => `'${word}'`).join(', ')}])[1 + floor(${number(name)} * ${words.length})::INTEGER]`,
    sometimes: (name, missing, value) => `CASE WHEN ${number(`${name}?`)} >= ${missing} THEN ${value} END`,
  };
  return self;
}

/** A figure kept within bounds and rounded to its decimals, as DECIMAL. */
export function money(value: string, low: number, high: number, decimals = 2): string {
  const digits = String(Math.max(Math.abs(low), Math.abs(high))).split('.')[0]?.length ?? 1;
  return `least(greatest(${value}, ${low}), ${high})::DECIMAL(${digits + decimals + 1}, ${decimals})`;
}

/** A whole number kept within bounds. */
export function whole(value: string, low: number, high: number): string {
  return `least(greatest(floor(${value}), ${low}), ${high})::INTEGER`;
}
