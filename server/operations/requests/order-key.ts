import { isObject, type Json, type JsonObject } from '../../../definitions/index.ts';

/** What a request's place in its queue is reckoned from. */
export interface Placed {
  readonly priority: number;
  readonly registeredAt: string;
  readonly facts: JsonObject;
  /** As a step tells them, one for each cycle: `{ "name", "dueAt", "verdict"? }`. */
  readonly clocks: readonly JsonObject[];
}

/** What stands last in its order, whichever way that goes: what is missing, and clocks that are stopped. */
const LAST = '~';

/**
 * The place of a request in the order of its queue (`priority desc`, `clock:resolve asc`, `receivedAt asc`), as a text: of two requests
 * the one whose text is less, byte by byte, comes first. Equal ones are told apart by their ids. Without an order, as they were registered.
 */
export function orderKey(order: readonly string[] | undefined, placed: Placed): string {
  return (order ?? ['registeredAt asc'])
    .map((by) => {
      const [name = '', way] = by.split(' ');
      const text = comparable(valueOf(name, placed));
      if (text === undefined) return LAST;
      return way === 'desc' ? inverted(text) : text;
    })
    .join(' ');
}

function valueOf(name: string, { priority, registeredAt, facts, clocks }: Placed): Json | undefined {
  if (name.startsWith('clock:')) {
    const clock = clocks.findLast((one) => isObject(one) && one['name'] === name.slice('clock:'.length));
    return clock?.['verdict'] === undefined ? clock?.['dueAt'] : undefined;
  }
  if (Object.hasOwn(facts, name)) return facts[name];
  if (name === 'priority') return priority;
  // What is received is registered: a field of that name says so more exactly.
  return name === 'registeredAt' || name === 'receivedAt' ? registeredAt : undefined;
}

/** So many letters of a text count. */
const LETTERS = 60;
/** Figures beyond this are put in order as if they were this. */
const MOST = 4e15;

/** A value as a text that is in the order of the values: instants as instants, numbers by their thousandths, texts by their code points. */
function comparable(value: Json | undefined): string | undefined {
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (typeof value === 'number') return digits(Math.round(value * 1000));
  if (typeof value !== 'string') return undefined;
  const instant = /^\d{4}-\d\d-\d\dT/.test(value) ? Date.parse(value) : Number.NaN;
  if (!Number.isNaN(instant)) return digits(instant);
  return [...value]
    .slice(0, LETTERS)
    .map((letter) => (letter.codePointAt(0) ?? 0).toString(16).padStart(6, '0'))
    .join('');
}

const digits = (figure: number): string => `${Math.max(-MOST, Math.min(MOST, figure)) + MOST}`.padStart(16, '0');

/** Digits turned round, so that what was greater is less. */
const inverted = (text: string): string =>
  `${[...text].map((digit) => (15 - Number.parseInt(digit, 16)).toString(16)).join('')}g`;
