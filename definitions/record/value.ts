import { MOST_ROWS } from '../expression/build-list.ts';
import { parseDays, parseMilliseconds } from '../expression/date-text.ts';
import { keepsDigits, scaleNumber, scaleText } from '../model/decimal.ts';
import { isMember } from '../model/domain.ts';
import { expectation } from '../expression/expectation.ts';
import type { Field } from '../model/expression.ts';
import { missingSource, representation } from '../expression/to-function/representation.ts';
import { DEFAULT_BOUND, type Type } from '../model/type.ts';
import { oddities } from '../formats/oddities.ts';
import { below, type Json } from '../model/json.ts';
import { MOST_TOLD, type Problem } from '../model/problem.ts';
import { factProblem } from './problems.ts';

/** What a reader has to say of a field it took for missing: the field's name in the record (not in a related row), and why. */
export interface ReadNote {
  readonly field: string;
  readonly problem: Problem;
}

/** What reading one request has found so far. */
export interface ReadingState {
  readonly problems: Problem[];
  readonly notes: { readonly field: string; readonly problem: Problem }[];
}

type FaultCode =
  | 'fact-of-wrong-type'
  | 'fact-too-precise'
  | 'fact-with-too-many-digits'
  | 'fact-out-of-domain'
  | 'too-many-rows';
type ValueReading = { readonly value: unknown } | { readonly fault: FaultCode };

/**
 * Reads a value that the generated reader did not accept at a glance: accepts what is rare (a long decimal as text, a list), and else
 * says why not. `root` is the field of the record it belongs to. Answers the missing value where the field is not usable.
 */
export function readSlowly(state: ReadingState, field: Field, root: string, found: unknown, at: string): unknown {
  const pointer = below(at, field.name);
  if (field.type.kind === 'list') return readList(state, field, root, found, pointer);
  return settle(state, field, root, found, pointer, field.type);
}

function settle(state: ReadingState, field: Field, root: string, found: unknown, pointer: string, type: Type): unknown {
  const reading = readOne(type, found);
  if ('value' in reading) return reading.value;
  const told = field.unreadable === 'refuse' ? state.problems : state.notes;
  if (told.length >= MOST_TOLD) return missingValue(type);
  const slots = {
    // No field is called by a number: it is an item of the list `root` at that position.
    name: /^\d+$/.test(field.name) ? `${root}[${field.name}]` : field.title,
    expected: expectation(type, field.labels, isBeyond(type, found)),
    found: Array.isArray(found) && reading.fault === 'too-many-rows' ? String(found.length) : shown(found),
    most: String(MOST_ROWS),
    odd: typeof found === 'string' ? oddities(found, type) : '',
  };
  const extra = { found: shownJson(found) };
  if (field.unreadable === 'refuse') state.problems.push(factProblem(reading.fault, { pointer }, slots, extra));
  else state.notes.push({ field: root, problem: factProblem('fact-counted-as-missing', { pointer }, slots, extra) });
  return missingValue(type);
}

/** Whether a number is larger than any that is read where no limits are declared. */
function isBeyond(type: Type, found: unknown): boolean {
  if (type.kind !== 'number') return false;
  const scaled = typeof found === 'string' ? scaleText(found, type.decimals) : undefined;
  const size = typeof found === 'number' ? Math.abs(found) * 10 ** type.decimals : Math.abs(Number(scaled ?? 0));
  return size > Number(DEFAULT_BOUND);
}

const missingValue = (type: Type) => (missingSource(representation(type)) === 'NaN' ? Number.NaN : null);

function readList(state: ReadingState, field: Field, root: string, found: unknown, pointer: string): unknown {
  const { type } = field;
  if (type.kind !== 'list' || !Array.isArray(found) || found.length > MOST_ROWS)
    return settle(state, field, root, found, pointer, type);
  return found.map((item: unknown, i) =>
    item === null || item === undefined
      ? missingValue(type.of)
      : settle(state, field, root, item, below(pointer, i), type.of),
  );
}

/** Notes that a required field is absent; answers the missing value. */
export function refuseAbsent(state: ReadingState, field: Field, at: string): unknown {
  if (state.problems.length >= MOST_TOLD) return missingValue(field.type);
  const slots = { name: field.title, expected: expectation(field.type, field.labels) };
  state.problems.push(factProblem('required-missing', { pointer: below(at, field.name) }, slots));
  return missingValue(field.type);
}

function readOne(type: Type, found: unknown): ValueReading {
  const wrong: ValueReading = { fault: 'fact-of-wrong-type' };
  switch (type.kind) {
    case 'boolean':
      return typeof found === 'boolean' ? { value: found } : wrong;
    case 'string':
      if (typeof found !== 'string') return wrong;
      return isMember(found, type) ? { value: found } : { fault: 'fact-out-of-domain' };
    case 'number':
      return typeof found === 'number'
        ? readNumber(type, found)
        : typeof found === 'string'
          ? readText(type, found)
          : wrong;
    case 'date':
      return typeof found === 'string' ? readScaled(type, parseDays(found)) : wrong;
    case 'instant':
      return typeof found === 'string' ? readScaled(type, parseMilliseconds(found)) : wrong;
    case 'list':
      return Array.isArray(found) ? { fault: 'too-many-rows' } : wrong;
    case 'row':
    case 'duration':
    case 'approximate':
      return wrong;
  }
}

type Ranged = Extract<Type, { kind: 'number' | 'date' | 'instant' }>;

/**
 * `s = round(x · 10^d)`, accepted where `s / 10^d` is x again; a JSON number of more than 15 digits has lost some. 2000000000 in a field
 * of 6 decimals has one digit, however large `s` is.
 */
function readNumber(type: Extract<Type, { kind: 'number' }>, x: number): ValueReading {
  const factor = 10 ** type.decimals;
  const scaled = Math.round(x * factor);
  if (!(Math.abs(scaled) <= Number(DEFAULT_BOUND))) {
    if (!isWide(type)) return { fault: 'fact-out-of-domain' };
    if (!keepsDigits(x)) return { fault: 'fact-with-too-many-digits' };
    const exact = scaleNumber(x, type.decimals);
    // Of at most 15 digits, and as large as that, it has no decimal too many: only its size can be wrong.
    return exact === undefined ? { fault: 'fact-out-of-domain' } : readScaled(type, exact);
  }
  return scaled / factor === x ? readScaled(type, scaled) : { fault: 'fact-too-precise' };
}

/** A decimal text stands for numbers that JSON numbers cannot carry, where the field's domain has some. */
function readText(type: Extract<Type, { kind: 'number' }>, text: string): ValueReading {
  if (!isWide(type)) return { fault: 'fact-of-wrong-type' };
  const scaled = scaleText(text, type.decimals);
  if (scaled !== undefined) return readScaled(type, scaled);
  return { fault: scaleText(text, 60) === undefined ? 'fact-of-wrong-type' : 'fact-too-precise' };
}

const isWide = (type: Ranged) => type.minimum < -DEFAULT_BOUND || type.maximum > DEFAULT_BOUND;

function readScaled(type: Ranged, scaled: number | bigint | undefined): ValueReading {
  if (scaled === undefined) return { fault: 'fact-of-wrong-type' };
  if (scaled < type.minimum || scaled > type.maximum) return { fault: 'fact-out-of-domain' };
  return { value: representation(type) === 'number' ? Number(scaled) : BigInt(scaled) };
}

const MOST_SHOWN = 60;

/** A found value as it is shown: its JSON, shortened. */
export function shown(found: unknown): string {
  const text = jsonText(found) ?? named(found);
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}

/** A found value as problems carry it: short values as they are, long ones as shortened text. */
export function shownJson(found: unknown): Json {
  const text = jsonText(found);
  return text === undefined || text.length > MOST_SHOWN ? shown(found) : (JSON.parse(text) as Json);
}

/** The JSON of what a caller handed in; undefined where it is none (1e999, a bigint, an object that holds itself, a very deep one). */
function jsonText(found: unknown): string | undefined {
  if (typeof found === 'number' && !Number.isFinite(found)) return undefined;
  try {
    return JSON.stringify(found);
  } catch {
    return undefined;
  }
}

/** What has no JSON, in a word: the text of an object could be as endless as the object. */
function named(found: unknown): string {
  if (Array.isArray(found)) return '[…]';
  if (found === undefined) return 'null';
  return typeof found === 'object' && found !== null ? '{…}' : String(found);
}
