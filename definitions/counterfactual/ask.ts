import type { Compiled } from '../compile.ts';
import type { Expression } from '../model/expression.ts';
import { collectCuts } from '../expression/to-regions/cuts.ts';
import { wireOf } from '../proofs/witness/request-builder.ts';
import type { Subject } from '../expression/to-regions/subjects.ts';
import { nodesOf } from '../expression/walk.ts';
import { isObject, type JsonObject } from '../model/json.ts';
import type { Change, Nearest } from './nearest.ts';
import type { ReadField } from '../expression/read-set.ts';
import type { Result } from '../model/result.ts';
import { type Candidate, valueOf } from './candidates.ts';
import { candidatesFor, tightened } from './candidates-for.ts';
import type { Reachable } from './choice.ts';
import { climb } from './climb.ts';
import type { RowFigures } from './row-figures.ts';
import { cheapest, type Chosen } from './search.ts';

/** A prepared question. */
export interface PreparedQuestion {
  /** The decision as it is. */
  readonly own: Compiled;
  /** The same with figures over related rows as facts. */
  readonly compiled: Compiled;
  readonly figures: RowFigures | undefined;
  readonly choice: Reachable;
  /** The expression whose value is to be `to`. */
  readonly output: Expression;
  readonly to: string;
  readonly fields: readonly ReadField[];
  readonly fixed: readonly string[];
  readonly most: number;
}

/** Answers for one request. */
export function ask(request: JsonObject, asked: PreparedQuestion): Nearest {
  const { own, choice, to, fields } = asked;
  const now = resultOf(own, choice.id, request);
  const base = { from: choice.nameIn(now), to, result: now, problems: now.problems, fixed: asked.fixed };
  if (base.from === to) return { ...base, changes: [], isProved: true, alone: [] };
  const given = isObject(request['facts']) ? request['facts'] : {};
  const facts: JsonObject = { ...given, ...asked.figures?.of(request) };
  const decide = (chosen: Chosen): Result =>
    resultOf(asked.compiled, choice.id, { ...request, facts: { ...facts, ...wiresOf(fields, chosen) } });
  // A record that cannot be read has no place to start from.
  if (own.read(request).record === undefined || choice.nameIn(decide([])) !== base.from)
    return { ...base, changes: null, isProved: false, alone: [] };
  const isThere = (chosen: Chosen) => choice.nameIn(decide(chosen)) === to;
  const subjects = [...collectCuts([asked.output]).subjects().values()];
  const computed = computedFrom(subjects);
  const single = (i: number, candidate: Candidate): Chosen => fields.map((_, j) => (j === i ? candidate : undefined));
  const lists = fields.map((read, i) =>
    candidatesFor(read, facts[read.field.name], subjects, computed.has(read.field.name), (candidate) =>
      isThere(single(i, candidate)),
    ),
  );
  const told = (chosen: Chosen): readonly Change[] =>
    fields.flatMap((read, i) => {
      const candidate = chosen[i];
      return candidate === undefined ? [] : [changeOf(read, facts, candidate, asked.figures)];
    });
  const alone = lists.flatMap((list, i) => {
    const first = list.find((candidate) => isThere(single(i, candidate)));
    return first === undefined ? [] : told(single(i, first));
  });
  const { chosen, isComplete } = cheapest(lists, isThere, asked.most);
  // Inside a cell of its own a fact's value makes no difference; one that enters a computation has no such cells.
  const isExact = !fields.some(({ field }) => computed.has(field.name));
  const reached = chosen ?? (isComplete && isExact ? undefined : climb(lists, isThere, distanceOf(decide, asked)));
  const found = reached?.reduce<Chosen>((so, candidate, i) => {
    const read = fields[i];
    if (candidate === undefined || read === undefined || !computed.has(read.field.name)) return so;
    const near = tightened(read, facts[read.field.name], candidate, (one) => isThere(so.with(i, one)));
    return so.with(i, near);
  }, reached);
  if (found === undefined) return { ...base, changes: null, isProved: isComplete && isExact, alone };
  const result = { ...decide(found), definition: now.definition };
  return { ...base, changes: told(found), isProved: chosen !== undefined && isExact, alone, result };
}

function resultOf(compiled: Compiled, id: string, request: JsonObject): Result {
  const result = compiled.decide(request)[id];
  if (result === undefined) throw new Error(`${id} gave no result`);
  return result;
}

const distanceOf =
  (decide: (chosen: Chosen) => Result, { choice, to }: PreparedQuestion) =>
  (chosen: Chosen) =>
    choice.distance(decide(chosen), to) ?? Number.POSITIVE_INFINITY;

/** The record's fields that enter a computation, whose value the cuts are laid through. */
function computedFrom(subjects: readonly Subject[]): ReadonlySet<string> {
  const others = subjects.filter(({ expression }) => expression.kind !== 'field' || expression.of !== null);
  return new Set(
    nodesOf(others.map(({ expression }) => expression)).flatMap((node) =>
      node.kind === 'field' && node.of === null ? [node.field.name] : [],
    ),
  );
}

function wiresOf(fields: readonly ReadField[], chosen: Chosen): JsonObject {
  return Object.fromEntries(
    fields.flatMap(({ field }, i) => (chosen[i] === undefined ? [] : [[field.name, chosen[i].wire]])),
  );
}

function changeOf(
  read: ReadField,
  facts: JsonObject,
  { value, wire, isAnyOther }: Candidate,
  figures: RowFigures | undefined,
): Change {
  const { name, type } = read.field;
  const from = facts[name] ?? null;
  const through = figures?.through.get(name);
  const present = valueOf(from, read);
  const isFigure = typeof value === 'bigint' && typeof present === 'bigint' && type.kind === 'number';
  return {
    field: name,
    from,
    to: wire,
    ...(isFigure ? { delta: wireOf(value - present, type) } : {}),
    ...(isAnyOther ? { isAnyOther } : {}),
    ...(through === undefined ? {} : { through }),
  };
}
