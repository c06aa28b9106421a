import { MOST_ROWS } from '../expression/build-list.ts';
import { dateOf } from '../expression/date.ts';
import { parseMilliseconds } from '../expression/date-text.ts';
import { makeFromSource } from '../expression/to-function/slots.ts';
import { below, isObject, type JsonObject } from '../model/json.ts';
import type { ReadNote } from './value.ts';
import { NONE } from '../model/result.ts';
import { MOST_TOLD, type Problem } from '../model/problem.ts';
import { factProblem } from './problems.ts';
import { readDay } from './row.ts';
import type { WrittenReader } from './source.ts';
import { type ReadingState, shown, shownJson } from './value.ts';
import { type ReadField, type ReadSet, singleRow } from '../expression/read-set.ts';

/** A record under construction: its fields by the names of the layout, and the inputs of the request. */
export interface RecordDraft {
  notes: readonly ReadNote[];
  asOf?: number;
  previousClass?: string | null;
  previousSince?: number;
  previousMisses?: number;
  previousRun?: number;
  products?: readonly unknown[];
}

/** A record, or the problems that refuse the request. */
export type RecordOutcome =
  | { readonly record: RecordDraft }
  | { readonly record?: undefined; readonly problems: readonly Problem[]; readonly missing: readonly string[] };

type RowReader = (facts: JsonObject, state: ReadingState, at: string) => RecordDraft;

/** Makes the strict reader of requests for a read set. */
export function recordReader(
  reads: ReadSet,
  { functions, record, product, constants }: WrittenReader,
  productKey: string | undefined,
): (request: unknown) => RecordOutcome {
  const source = `${functions}\nreturn { record: ${record}, product: ${product} };`;
  const readers = makeFromSource(source, [], { NONE, ...constants }) as {
    record: RowReader;
    product: RowReader | null;
  };
  return (request) => {
    const state: ReadingState = { problems: [], notes: [] };
    if (!isObject(request)) return refused([malformed('', request, OBJECT)], []);
    for (const key in request) {
      if (state.problems.length >= MOST_TOLD) break;
      if (key !== 'facts' && key !== '$asOf' && key !== '$previous' && key !== 'products') {
        state.problems.push(
          factProblem(
            'request-key-unknown',
            { pointer: below('', key) },
            { name: key },
            { found: shownJson(request[key]) },
          ),
        );
      }
    }
    const facts = request['facts'];
    if (!isObject(facts)) return refused([...state.problems, malformed('/facts', facts, FACTS)], []);
    const record = readers.record(facts, state, '/facts');
    readAsOf(record, request['$asOf'], reads.asOf, state);
    readPrevious(record, request['$previous'], reads.previous, state);
    if (readers.product !== null) {
      record.products = readProducts(request['products'], readers.product, state);
      if (productKey !== undefined) refuseRepeated(request['products'], productKey, state);
    }
    if (state.problems.length > 0) return refused(state.problems, lackedNames(reads.fields, facts));
    if (state.notes.length > 0) record.notes = state.notes;
    return { record };
  };
}

/**
 * Reads and evaluates in one function, where there is nothing to say of a request: a record in memory is more work than the decision is.
 * Answers undefined where the request has to be read strictly, to be told what is wrong with it. `answer`: statements of the generated
 * evaluation, with their slots.
 */
export function directDecider<R>(
  reads: ReadSet,
  { functions, statements, constants }: WrittenReader,
  answer: { readonly source: string; readonly slots: readonly unknown[] },
): (request: unknown, isEnglish: boolean) => R | undefined {
  const source = `${functions}\nreturn function decide(facts, state, record, isEnglish) {
const at = '/facts';
${statements}
if (state.problems.length > 0) return undefined;
if (state.notes.length > 0) record = { ...record, notes: state.notes };
${answer.source}
};`;
  const direct = makeFromSource(source, answer.slots, { NONE, ...constants }) as (
    facts: JsonObject,
    state: ReadingState,
    record: RecordDraft,
    isEnglish: boolean,
  ) => R | undefined;
  const isWithInputs = reads.asOf || reads.previous;
  // What nothing was noted in serves the next request.
  let free: ReadingState | undefined;
  return (request, isEnglish) => {
    if (!isObject(request)) return undefined;
    for (const key in request) if (key !== 'facts' && key !== '$asOf' && key !== '$previous') return undefined;
    const facts = request['facts'];
    if (!isObject(facts)) return undefined;
    const state = free ?? newState();
    free = undefined;
    const record: RecordDraft = isWithInputs ? { ...NO_INPUTS } : NO_INPUTS;
    readAsOf(record, request['$asOf'], reads.asOf, state);
    readPrevious(record, request['$previous'], reads.previous, state);
    const results = state.problems.length > 0 ? undefined : direct(facts, state, record, isEnglish);
    if (state.problems.length === 0 && state.notes.length === 0) free = state;
    return results;
  };
}

const newState = (): ReadingState => ({ problems: [], notes: [] });

/** A record of which nothing is known but its fields. */
const NO_INPUTS: RecordDraft = Object.freeze({
  asOf: Number.NaN,
  notes: NONE,
  previousClass: null,
  previousSince: Number.NaN,
  previousRun: Number.NaN,
  previousMisses: Number.NaN,
});

const OBJECT = { 'zh-CN': '对象', en: 'an object' };
const FACTS = { 'zh-CN': ' facts 下的对象', en: 'an object under "facts"' };
const NOTHING = { 'zh-CN': '空', en: 'nothing' };
const DAY = { 'zh-CN': '日期或带时区的时刻', en: 'a date, or an instant with its zone' };
const LIST = { 'zh-CN': '产品列表', en: 'a list of products' };

function refused(problems: readonly Problem[], missing: readonly string[]): RecordOutcome {
  return { problems, missing };
}

function malformed(pointer: string, found: unknown, expected: { 'zh-CN': string; en: string }): Problem {
  if (found === undefined) return factProblem('request-malformed', { pointer }, { expected, found: NOTHING });
  return factProblem('request-malformed', { pointer }, { expected, found: shown(found) }, { found: shownJson(found) });
}

/** What is read and the facts lack, behind single relations, too (`home.size`), in the order of declaration. */
export function lackedNames(fields: readonly ReadField[], facts: JsonObject): readonly string[] {
  const names = fields.flatMap((read): readonly string[] => {
    const { name } = read.field;
    const found = Object.hasOwn(facts, name) ? (facts[name] ?? null) : null;
    if (found === null) return [read.path.join('.')];
    return isObject(found) ? lackedNames(singleRow(read), found) : [];
  });
  return [...new Set(names)];
}

function readAsOf(record: RecordDraft, found: unknown, isRead: boolean, state: ReadingState): void {
  if (found === undefined || found === null) {
    if (isRead) state.problems.push(factProblem('as-of-missing', { pointer: '/$asOf' }));
    return;
  }
  const day = readDay(found);
  const instant = day === day || typeof found !== 'string' ? undefined : parseMilliseconds(found);
  const asOf = instant === undefined ? day : (dateOf(instant) ?? Number.NaN);
  if (asOf !== asOf) state.problems.push(malformed('/$asOf', found, DAY));
  else if (isRead) record.asOf = asOf;
}

/** `$previous` is the `next` of the run before: `{ class, since, misses, run }`; null or absent where there was none. */
function readPrevious(record: RecordDraft, found: unknown, isRead: boolean, state: ReadingState): void {
  if (found === undefined || found === null) return;
  if (!isObject(found)) {
    state.problems.push(malformed('/$previous', found, OBJECT));
    return;
  }
  for (const key of Object.keys(found)) {
    if (key === 'class' || key === 'since' || key === 'misses' || key === 'run') continue;
    if (state.problems.length >= MOST_TOLD) break;
    state.problems.push(
      factProblem(
        'fact-unknown',
        { pointer: below('/$previous', key) },
        { name: key, hint: PREVIOUS_KEYS },
        { found: shownJson(found[key]) },
      ),
    );
  }
  const previousClass = found['class'] ?? null;
  const since = found['since'] ?? null;
  const misses = found['misses'] ?? null;
  const run = found['run'] ?? null;
  const sinceDay = since === null ? Number.NaN : readDay(since);
  const runDay = run === null ? Number.NaN : readDay(run);
  if (previousClass !== null && typeof previousClass !== 'string')
    state.problems.push(malformed('/$previous/class', previousClass, { 'zh-CN': '类名', en: 'the name of a class' }));
  if (since !== null && sinceDay !== sinceDay)
    state.problems.push(malformed('/$previous/since', since, { 'zh-CN': '日期', en: 'a date' }));
  if (run !== null && runDay !== runDay)
    state.problems.push(malformed('/$previous/run', run, { 'zh-CN': '日期', en: 'a date' }));
  const isCount = misses === null || (Number.isSafeInteger(misses) && Math.abs(misses as number) <= MOST_MISSES);
  if (!isCount) state.problems.push(malformed('/$previous/misses', misses, { 'zh-CN': '整数', en: 'a whole number' }));
  if (!isRead || state.problems.length > 0) return;
  record.previousClass = previousClass as string | null;
  record.previousSince = sinceDay;
  record.previousMisses = misses === null ? Number.NaN : (misses as number);
  record.previousRun = runDay;
}

const PREVIOUS_KEYS = {
  'zh-CN': '可用：class、since、misses、run',
  en: 'known are class, since, misses and run',
};
const MOST_MISSES = 1_000_000;

function readProducts(found: unknown, reader: RowReader, state: ReadingState): readonly unknown[] {
  if (found === undefined || found === null) {
    state.problems.push(factProblem('products-missing', { pointer: '/products' }));
    return NONE;
  }
  if (!Array.isArray(found) || found.length > MOST_ROWS) {
    state.problems.push(malformed('/products', found, LIST));
    return NONE;
  }
  return found.map((product: unknown, i) => {
    const at = `/products/${i}`;
    if (isObject(product)) return reader(product, state, at);
    if (state.problems.length < MOST_TOLD) state.problems.push(malformed(at, product, OBJECT));
    return null;
  });
}

/** A product that stands twice would have two answers. */
function refuseRepeated(found: unknown, key: string, state: ReadingState): void {
  const seen = new Set<unknown>();
  for (const [i, product] of Array.isArray(found) ? found.entries() : []) {
    const value: unknown = isObject(product) ? product[key] : undefined;
    if (value === undefined || value === null) continue;
    if (seen.has(value) && state.problems.length < MOST_TOLD) {
      const slots = { key, found: shown(value) };
      state.problems.push(factProblem('product-repeated', { pointer: below('/products', i, key) }, slots));
    }
    seen.add(value);
  }
}
