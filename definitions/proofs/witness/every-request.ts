import { collectCuts } from '../../expression/to-regions/cuts.ts';
import { keyOf } from '../../expression/to-regions/key.ts';
import { valueIn } from '../../expression/to-regions/domain-cell.ts';
import type { Subject } from '../../expression/to-regions/subjects.ts';
import { nodesOf } from '../../expression/walk.ts';
import type { Expression, FieldRead } from '../../model/expression.ts';
import { isObject, type Json } from '../../model/json.ts';
import type { Value } from '../../model/type.ts';
import type { Probe } from './probe.ts';
import { type RequestDraft, requestOf, seatOf, setField } from './request-builder.ts';

/** A fact, and every value of it that can make a difference; null: missing. */
export interface Choices {
  readonly read: FieldRead;
  readonly values: readonly (Value | null)[];
}

/** The most values of one fact that are tried one by one where a formula computes with it. */
const MOST_VALUES = 2_000n;

/**
 * Every value of every fact that some expressions read: of a fact that is only tested, one value of each cell; of one that is computed
 * with, all there are. Undefined where they are more than `most` together, or where what is read is no plain fact (lists of rows, the
 * day of the request): then nothing is known by trying all.
 */
export function choicesOf(expressions: readonly Expression[], most: number): readonly Choices[] | undefined {
  const nodes = nodesOf(expressions);
  const subjects = collectCuts(expressions).subjects();
  const computed = computedWith(expressions);
  const all: Choices[] = [];
  const seen = new Set<string>();
  let count = 1;
  for (const node of nodes) {
    if (node.kind === 'input' || node.kind === 'cut' || node.kind === 'variable') return undefined;
    if (node.kind !== 'field' || seen.has(keyOf(node))) continue;
    seen.add(keyOf(node));
    const values = valuesOf(node, subjects.get(keyOf(node)), computed.has(keyOf(node)));
    if (values === undefined) return undefined;
    count *= values.length;
    if (count > most) return undefined;
    if (node.type.kind !== 'row' || values.length > 1) all.push({ read: node, values });
  }
  return all;
}

/** The keys of the facts whose own value counts in some expressions, and not only what tests say of it. */
function computedWith(expressions: readonly Expression[]): ReadonlySet<string> {
  return new Set([...expressions, ...nodesOf(expressions).flatMap(valuesUsed)].flatMap(factsOf).map(keyOf));
}

/** Makes every request of the choices, one after another, until `isEnough` says so; a request is good until the next one is made. */
export function tryAll(choices: readonly Choices[], probe: Probe, isEnough: (request: Json) => boolean): void {
  const { drafter } = probe;
  const ordinary = drafter.ordinary();
  const walk = (i: number, draft: RequestDraft): boolean => {
    const choice = choices[i];
    if (choice === undefined) return isEnough(requestOf(draft));
    return choice.values.some((value) => walk(i + 1, place(choice.read, value, draft, drafter.copied)));
  };
  walk(0, ordinary);
}

/** A request to keep. */
export function copyOf(request: Json): Json {
  return JSON.parse(JSON.stringify(request)) as Json;
}

/** The draft with a fact in its place; where rows are concerned it is a draft of its own. */
function place(
  read: FieldRead,
  value: Value | null,
  draft: RequestDraft,
  copied: (draft: RequestDraft) => RequestDraft,
): RequestDraft {
  const isRow = read.type.kind === 'row';
  const next = read.of === null && !isRow ? draft : copied(draft);
  const seat = rowIn(next, read.of);
  // A fact of a row that is not there is missing, whatever value it might have had.
  if (seat === undefined) return next;
  if (!isRow) setField(seat, read.field, value);
  else if (value === null) delete seat[read.field.name];
  else seatOf(next, read);
  return next;
}

/** The record, or the related row that is there. */
function rowIn(draft: RequestDraft, of: Expression | null): Record<string, Json> | undefined {
  if (of === null) return draft.facts;
  if (of.kind === 'named') return rowIn(draft, of.of);
  const row = of.kind === 'field' ? rowIn(draft, of.of)?.[of.field.name] : undefined;
  return isObject(row) ? (row as Record<string, Json>) : undefined;
}

function valuesOf(
  { type, field, missable, of }: FieldRead,
  subject: Subject | undefined,
  isComputed: boolean,
): readonly (Value | null)[] | undefined {
  // Where the row is missing its facts are: that is a choice of the row, not of theirs.
  const canLack = field.optional || field.unreadable === 'missing';
  const missing = canLack || (of === null && missable) ? [null] : [];
  if (type.kind === 'row') return field.optional ? [true, null] : [true];
  if (type.kind === 'boolean') return [false, true, ...missing];
  if (type.kind === 'string' && type.enum !== undefined) return [...type.enum, ...missing];
  if (type.kind !== 'string' && !('minimum' in type)) return undefined;
  if (!isComputed) return [...(subject?.cells.map(valueIn) ?? []), ...missing];
  if (!('minimum' in type) || type.maximum - type.minimum > MOST_VALUES) return undefined;
  const count = Number(type.maximum - type.minimum) + 1;
  return [...Array.from({ length: count }, (_, i) => type.minimum + BigInt(i)), ...missing];
}

/** The facts whose own value an expression may have. */
function factsOf(e: Expression): readonly FieldRead[] {
  switch (e.kind) {
    case 'field':
      return [e];
    case 'named':
      return factsOf(e.of);
    case 'if':
      return [e.then, e.otherwise].flatMap(factsOf);
    case 'coalesce':
      return e.items.flatMap(factsOf);
    case 'round':
      return isWidening(e) ? factsOf(e.of) : [];
    default:
      return [];
  }
}

/** The parts of a node whose own value counts, not only what tests say of it. */
function valuesUsed(e: Expression): readonly Expression[] {
  switch (e.kind) {
    case 'compare':
      return e.left.kind === 'constant' || e.right.kind === 'constant' ? [] : [e.left, e.right];
    case 'field':
    case 'constant':
    case 'missing':
    case 'named':
    case 'within':
    case 'oneOf':
    case 'isMissing':
    case 'not':
    case 'and':
    case 'or':
    case 'holds':
    case 'if':
    case 'coalesce':
    case 'bins':
    case 'pick':
    case 'table':
      return [];
    case 'round':
      return isWidening(e) ? [] : [e.of];
    case 'arithmetic':
    case 'transcendental':
    case 'text':
    case 'calendar':
    case 'list':
      return e.items;
    case 'divide':
      return [e.left, e.right];
    case 'weightedSum':
    case 'weightedMean':
      return e.terms.map((term) => term.of);
    case 'approximately':
      return [e.of];
    case 'lookup':
      return e.asOf === null ? e.keys : [...e.keys, e.asOf];
    default:
      return nodesOf([e]);
  }
}

const isWidening = (e: Expression & { kind: 'round' }) =>
  e.type.kind === 'number' && e.of.type.kind === 'number' && e.type.decimals >= e.of.type.decimals;
