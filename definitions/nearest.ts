import { type Compilable, compile, type Compiled } from './compile.ts';
import type { Decision } from './decision.ts';
import { collectCuts } from './expression/to-regions/cuts.ts';
import { wireOf } from './expression/to-regions/draft.ts';
import type { Expression } from './expression/expression.ts';
import type { Subject } from './expression/to-regions/subjects.ts';
import { type NumberType, type Value } from './expression/type.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { listed } from './listed.ts';
import { type Candidate, candidateOf, candidatesOf, valueOf } from './nearest/candidates.ts';
import { nearestProblem } from './nearest/problems.ts';
import { cheapest } from './nearest/search.ts';
import type { Problem } from './problem.ts';
import type { ReadField } from './record/read-set.ts';
import type { Result } from './result.ts';

/** One fact that would have to be another. `delta` is the difference of numbers, as on the wire. */
export interface Change {
  readonly field: string;
  readonly from: Json;
  readonly to: Json;
  readonly delta?: Json;
}

/** The smallest change found that reaches the wanted class. */
export interface Nearest {
  readonly from: string | null;
  readonly to: string;
  /** Empty where the record is there already; null where no change of the named facts reaches it. */
  readonly changes: readonly Change[] | null;
  /** For each field that reaches the class alone: that change. */
  readonly alone: readonly Change[];
  readonly result: Result;
  readonly problems: readonly Problem[];
}

export interface NearestOptions {
  /** The facts that may change; all the decision reads where absent. */
  readonly fields?: readonly string[];
  /** How many combinations are tried. */
  readonly most?: number;
}

/** Asks what would have to change: prepared once for a decision and a class, asked per request. */
export interface NearestQuestion {
  readonly problems: readonly Problem[];
  ask(request: JsonObject): Nearest;
}

/** The name of the output that classes are read from, by kind. */
const CHOICES: Readonly<Record<string, string>> = { segmentation: 'class', scorecard: 'band', criteria: 'holds' };

/** Prepares the question for `kind/name` and a class (criteria: `true` or `false`). */
export function nearest(library: Compilable, id: string, to: string, options: NearestOptions = {}): NearestQuestion {
  const decision = library.around.decision(id);
  const output = decision?.outputs[CHOICES[id.split('/')[0] ?? ''] ?? ''];
  const refused = (problem: Problem): NearestQuestion => ({
    problems: [problem],
    ask: () => {
      throw new Error(problem.code);
    },
  });
  if (decision === undefined || output === undefined)
    return refused(nearestProblem('not-a-choice', { pointer: '' }, { definition: id }));
  const names = namesOf(output);
  if (!names.includes(to))
    return refused(
      nearestProblem('unknown-class', { pointer: '' }, { definition: id, found: to, expected: listed(names) }),
    );
  const compiled = compile(library, [id]);
  const readable = compiled.reads.fields.filter((read) => read.rows === null && read.field.type.kind !== 'list');
  const wrong = options.fields?.find((name) => !readable.some((read) => read.field.name === name));
  if (wrong !== undefined) {
    const expected = listed(readable.map((read) => read.field.name));
    return refused(nearestProblem('unknown-actionable', { pointer: '' }, { definition: id, found: wrong, expected }));
  }
  const fields = readable.filter((read) => options.fields === undefined || options.fields.includes(read.field.name));
  return {
    problems: [],
    ask: (request) => ask(request, { compiled, id, decision, output, to, fields, most: options.most ?? 20_000 }),
  };
}

interface Asked {
  readonly compiled: Compiled;
  readonly id: string;
  readonly decision: Decision;
  readonly output: Expression;
  readonly to: string;
  readonly fields: readonly ReadField[];
  readonly most: number;
}

function namesOf(output: Expression): readonly string[] {
  if (output.type.kind === 'boolean') return ['true', 'false'];
  return output.type.kind === 'string' ? (output.type.enum ?? []) : [];
}

function ask(request: JsonObject, asked: Asked): Nearest {
  const facts = isObject(request['facts']) ? request['facts'] : request;
  const decide = (changed: JsonObject) =>
    asked.compiled.decide({ ...request, facts: { ...facts, ...changed } })[asked.id] as Result;
  const now = decide({});
  const from = classOf(now);
  const base = { from, to: asked.to, result: now, problems: now.problems };
  if (from === asked.to) return { ...base, changes: [], alone: [] };
  const isThere = (changed: JsonObject) => classOf(decide(changed)) === asked.to;
  const subjects = [...collectCuts([asked.output]).subjects().values()];
  const lists = asked.fields.map((read) => listFor(read, facts, subjects, isThere));
  const alone = asked.fields.flatMap((read, i): readonly Change[] => {
    const first = lists[i]?.find((candidate) => isThere({ [read.field.name]: candidate.wire }));
    return first === undefined ? [] : [changeOf(read, facts, first)];
  });
  const chosen = cheapest(lists, (candidates) => isThere(changedFacts(asked.fields, candidates)), asked.most);
  if (chosen === undefined) return { ...base, changes: null, alone };
  const changed = changedFacts(asked.fields, chosen);
  const changes = asked.fields.flatMap((read, i) =>
    chosen[i] === undefined ? [] : [changeOf(read, facts, chosen[i])],
  );
  return { ...base, changes, alone, result: decide(changed) };
}

/** The class, band or truth a result holds, as a name. */
function classOf({ value }: Result): string | null {
  if (typeof value === 'boolean') return String(value);
  if (!isObject(value)) return null;
  const name = value['class'] ?? value['band'];
  return typeof name === 'string' ? name : null;
}

function changedFacts(fields: readonly ReadField[], chosen: readonly (Candidate | undefined)[]): JsonObject {
  return Object.fromEntries(
    fields.flatMap((read, i) => (chosen[i] === undefined ? [] : [[read.field.name, chosen[i].wire]])),
  );
}

/**
 * The candidates of a field: one a cell it is cut into, and the value at which it suffices alone, for a field that enters a computation
 * has no cells of its own.
 */
function listFor(
  read: ReadField,
  facts: JsonObject,
  subjects: readonly Subject[],
  isThere: (changed: JsonObject) => boolean,
): readonly Candidate[] {
  const present = valueOf(facts[read.field.name], read);
  if (present === undefined) return [];
  const own = subjects.find(
    ({ expression }) =>
      expression.kind === 'field' && expression.of === null && expression.field.name === read.field.name,
  );
  const cells = own?.cells ?? [];
  const listed = candidatesOf(read, cells, present);
  if (read.field.type.kind !== 'number' || typeof present !== 'bigint') return listed;
  const found = threshold(read, present, read.field.type, isThere);
  if (found === undefined || listed.some((candidate) => candidate.value === found)) return listed;
  return [...listed, candidateOf(read, cells, present, found)].sort((a, b) => a.cost - b.cost);
}

/** The value nearest to the present one that reaches the class alone, by halving towards each end of the domain. */
function threshold(
  read: ReadField,
  present: bigint,
  type: NumberType,
  isThere: (changed: JsonObject) => boolean,
): bigint | undefined {
  const reaches = (value: bigint) => isThere({ [read.field.name]: wireOf(value, type) });
  const ends = [type.maximum, type.minimum].filter(reaches);
  const values = ends.map((end) => {
    let [out, into] = [present, end];
    while (into - out > 1n || out - into > 1n) {
      const middle = (out + into) / 2n;
      if (reaches(middle)) into = middle;
      else out = middle;
    }
    return into;
  });
  return values.sort((a, b) => Number(distance(a, present) - distance(b, present)))[0];
}

const distance = (a: bigint, b: bigint) => (a > b ? a - b : b - a);

function changeOf({ field }: ReadField, facts: JsonObject, { value, wire }: Candidate): Change {
  const from = facts[field.name] ?? null;
  const change = { field: field.name, from, to: wire };
  const present: Value | null | undefined = valueOf(from, { field, path: [], rows: null });
  if (typeof value !== 'bigint' || typeof present !== 'bigint' || field.type.kind !== 'number') return change;
  return { ...change, delta: wireOf(value - present, field.type) };
}
