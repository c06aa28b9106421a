import { type Draws, draws } from './draws.ts';

/** SQL of a customer's fields, by name. */
export type Fields = Readonly<Record<string, string>>;

/** What the fields are written with. */
export interface FieldContext {
  readonly seed: number;
  readonly day: string;
  readonly d: Draws;
  /** Draws that a household shares. */
  readonly home: Draws;
  /** Only for persons, only for organisations. */
  personal(value: string): string;
  organisation(value: string): string;
  /** A day so many days before the population's. */
  ago(days: string): string;
  /** The same, but not before the customer came. */
  since(days: string): string;
  /** Not for persons who are not of age. */
  adult(value: string): string;
  /** Five yearly figures; `#` is each year's own name. */
  series(name: string, value: (year: number) => string): string;
}

/** Days since the customer came. */
export const TENURE_DAYS = 'tenure * 30.4';

export function fieldContextOf(seed: number, day: string): FieldContext {
  return {
    seed,
    day,
    d: draws(seed, 'customer', 'i'),
    home: draws(seed, 'home', 'home'),
    personal: (value) => `CASE WHEN kind = 'personal' THEN ${value} END`,
    organisation: (value) => `CASE WHEN kind <> 'personal' THEN ${value} END`,
    ago: (days) => `(DATE '${day}' - (${days})::INTEGER)`,
    since: (days) => `(DATE '${day}' - least(${days}, ${TENURE_DAYS})::INTEGER)`,
    adult: (value) => `CASE WHEN kind <> 'personal' OR age >= 18 THEN ${value} END`,
    series: (name, value) =>
      `[${[1, 2, 3, 4, 5].map((year) => value(year).replaceAll('#', `${name}${year}`)).join(', ')}]`,
  };
}
