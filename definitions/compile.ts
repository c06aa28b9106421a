import { type RequestedDecision, evaluateSource, type GeneratedSource } from './compile/evaluate-source.ts';
import { knownNames } from './compile/known-names.ts';
import { type Layout, layoutOf } from './record/layout.ts';
import { NONE } from './model/result.ts';
import type { Decision } from './model/decision.ts';
import { scaleNumber, scaleText } from './model/decimal.ts';
import { makeFromSource } from './expression/to-function/slots.ts';
import type { RecordShape } from './expression/to-function/writer.ts';
import type { Entity } from './model/entity.ts';
import type { Problem } from './model/problem.ts';
import { directDecider, recordReader } from './record/read-record.ts';
import { readerSource } from './record/source.ts';
import { lazily } from './model/lazily.ts';
import { columnReader } from './record/columns.ts';
import { type RowInputs, type RowValue } from './model/row.ts';
import type { Cuts } from './model/cuts.ts';
import { type ReadSet, readSet, seatsOf, withinSingleRows } from './expression/read-set.ts';
import type { Result } from './model/result.ts';
import type { Language } from './model/text.ts';

/** What `compile` needs of a linked library; a `Library` has it. */
export interface Compilable {
  readonly environment: {
    decision(id: string): Decision | undefined;
    entity(id: string): Entity | undefined;
  };
  readonly definitions: ReadonlyMap<
    string,
    { readonly version: number | null; readonly hash: string; readonly closure: string }
  >;
}

export interface CompileOptions {
  /** Whether results carry a trace: every written part with its value. */
  readonly trace?: boolean;
  readonly cuts?: Cuts;
  /** What becomes of facts that no entity declares; `refuse` unless stated. */
  readonly unknown?: 'refuse' | 'ignore';
}

declare const read: unique symbol;
/** The facts of a request, checked and typed; only the compiled function that read a record can evaluate it. */
export interface FactRecord {
  readonly [read]: true;
}

/** A record, or why there is none. */
export type RecordReading =
  | { readonly record: FactRecord }
  | { readonly record?: undefined; readonly problems: readonly Problem[]; readonly missing: readonly string[] };

/** One result per asked reference, in the order asked. */
export type Results = Readonly<Record<string, Result>>;

/** The results of a request that was read, or why it was refused. */
type Attempt =
  | { readonly results: Results }
  | { readonly results?: undefined; readonly problems: readonly Problem[]; readonly missing: readonly string[] };

/** Decisions as one function. */
export interface Compiled {
  readonly refs: readonly string[];
  readonly reads: ReadSet;
  /** Reads a request (parsed JSON) strictly: nothing is computed on a guess. */
  read(request: unknown): RecordReading;
  /** A record of values that were checked before (batch): in the order of `reads.fields`. Nothing is checked again. */
  fromRow(values: readonly RowValue[], inputs?: RowInputs): FactRecord;
  evaluate(record: FactRecord, language?: Language): Results;
  /** Reads and evaluates, in one function where that is quicker than a record in memory. */
  attempt(request: unknown, language?: Language): Attempt;
  /** The same, where a request that is refused gives every reference a null value and the problems. */
  decide(request: unknown, language?: Language): Results;
}

/**
 * Compiles decisions into one function. Throws only where a reference has no decision. The generated source holds numbered slots,
 * numbers, and names and texts as `JSON.stringify` writes them; nothing of a user's reaches it in any other way.
 */
export function compile(library: Compilable, refs: readonly string[], options: CompileOptions = {}): Compiled {
  const entity = (id: string) => library.environment.entity(id);
  const asked = refs.map((ref) => askedFor(library, ref));
  const decisions = asked.map(({ decision }) => decision);
  const [only] = asked;
  const reads = only !== undefined && asked.length === 1 ? only.reads : readSet(decisions, entity);
  const layout = layoutOf(reads);
  const shape = recordShape(decisions, layout, options.cuts ?? {});
  const answer = evaluateSource(asked, layout, shape, options.trace ?? false);
  const evaluate = lazily(() => functionOf(answer, reads, layout));
  const names = knownNames(decisions, reads, entity, options.unknown ?? 'refuse');
  const reader = readerSource(reads, layout, names);
  const readRequest = recordReader(reads, reader, productKeyOf(decisions, entity));
  const isDirect = reads.products === null && answer.source.length <= MOST_DIRECT;
  const direct = lazily(() => directDecider<Results>(reads, reader, answer));
  const fromRow = columnReader(reads, layout);
  const read = (request: unknown) => readRequest(request) as RecordReading;
  const attempt = (request: unknown, language: Language = 'zh-CN'): Attempt => {
    const isEnglish = language === 'en';
    const results = isDirect ? direct()(request, isEnglish) : undefined;
    if (results !== undefined) return { results };
    const reading = read(request);
    return reading.record === undefined ? reading : { results: evaluate()(reading.record, isEnglish) };
  };
  return {
    refs,
    reads,
    read,
    fromRow: (values, inputs) => fromRow(values, inputs) as FactRecord,
    evaluate: (record, language = 'zh-CN') => evaluate()(record, language === 'en'),
    attempt,
    decide(request, language) {
      const made = attempt(request, language);
      return made.results ?? refusedResults(asked, made);
    },
  };
}

/** The field that names a product, where products are matched. */
function productKeyOf(decisions: readonly Decision[], entity: (id: string) => Entity | undefined): string | undefined {
  const products = decisions.flatMap(({ facts }) => (facts.kind === 'pair' ? [facts.product] : []));
  return products[0] === undefined ? undefined : entity(products[0])?.key;
}

function askedFor(library: Compilable, ref: string): RequestedDecision {
  const decision = library.environment.decision(ref);
  const definition = library.definitions.get(ref);
  if (decision === undefined || definition === undefined) throw new Error(`${ref} has no decision`);
  const { version, hash, closure } = definition;
  const reads = readSet([decision], (id) => library.environment.entity(id));
  return { ref, decision, reads, stamp: Object.freeze({ id: ref, version, hash, closure }) };
}

/** The longest source that is written into one function with its reader: V8 compiles longer ones less well, or not at all. */
const MOST_DIRECT = 40_000;

function functionOf(
  { source, slots }: GeneratedSource,
  reads: ReadSet,
  layout: Layout,
): (record: FactRecord, isEnglish: boolean) => Results {
  const fields = reads.fields.map(({ field }) => layout.property(field));
  const words = Array.from({ length: layout.words }, (_, i) => `m${i}`);
  const whole = `return function evaluate(record, isEnglish) {\nconst { ${[...fields, ...words].join(', ')} } = record;\n${source}\n};`;
  return makeFromSource(whole, slots, { NONE }) as (record: FactRecord, isEnglish: boolean) => Results;
}

function recordShape(decisions: readonly Decision[], layout: Layout, cuts: Cuts): RecordShape {
  const seats = seatsOf(decisions);
  return {
    property: (node) => layout.property(node.field),
    seat: (node) => seats.get(node),
    cut(node) {
      const given = cuts[node.segmentation]?.[node.index];
      const decimals = node.type.kind === 'number' ? node.type.decimals : 0;
      if (given === undefined) return null;
      return (typeof given === 'number' ? scaleNumber(given, decimals) : scaleText(given, decimals)) ?? null;
    },
  };
}

/** A refused request: every reference has a null value, and the problems say why. */
function refusedResults(
  asked: readonly RequestedDecision[],
  refusal: Extract<RecordReading, { record?: undefined }>,
): Results {
  const { problems, missing } = refusal;
  const result = ({ ref, reads, stamp }: RequestedDecision): [string, Result] => {
    const names = new Set(withinSingleRows(reads.fields).map(({ path }) => path.join('.')));
    return [
      ref,
      { value: null, reasons: NONE, missing: missing.filter((name) => names.has(name)), problems, definition: stamp },
    ];
  };
  return Object.fromEntries(asked.map(result));
}
