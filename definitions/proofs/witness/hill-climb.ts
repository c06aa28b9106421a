import type { Json } from '../../model/json.ts';
import type { Expression } from '../../model/expression.ts';
import type { Value } from '../../model/type.ts';
import { type RequestDraft, requestOf } from './request-builder.ts';
import type { Probe } from './probe.ts';
import { fixedRandom } from './random-value.ts';
import { assign } from './assign.ts';
import { valueIn } from '../../expression/to-regions/domain-cell.ts';
import type { Subject } from '../../expression/to-regions/subjects.ts';

/** The distance of what is no number, or of a request that is refused. */
export const FAR = 10n ** 40n;

/** What a request that no gate lets through is further away. */
const OUTSIDE = 10n ** 39n;

/** How far a value is from what is wanted; 0: it is. */
export type Distance = (value: Value | null) => bigint;

/** Starts tried by cells, and by whole random requests; and changes tried from each of the latter. */
const CELL_STARTS = 6;
const RANDOM_STARTS = 8;
const CHANGES = 250;

/** A request at distance zero: aimed at directly, by cells, or by small changes of random requests. */
export function search(
  e: Expression,
  subjects: readonly Subject[],
  probe: Probe,
  distance: Distance,
): Json | undefined {
  return aim(e, probe, distance) ?? climbCells(subjects, probe, distance) ?? climbRequests(probe, distance);
}

/** For a number that is read or computed rather than chosen: makes the value itself. */
function aim(e: Expression, probe: Probe, distance: Distance): Json | undefined {
  const ordinary = requestOf(probe.drafter.ordinary());
  if (near(ordinary, probe, distance) === 0n) return ordinary;
  if (!('minimum' in e.type)) return undefined;
  const start = distance(0n);
  for (const wanted of [start, -start, null]) {
    const draft = probe.drafter.ordinary();
    if (!assign(draft, e, wanted)) continue;
    const request = requestOf(draft);
    if (near(request, probe, distance) === 0n) return request;
  }
  return undefined;
}

/** Moves one subject at a time to the cell that brings the value nearest, from several starts, the same ones every time. */
function climbCells(subjects: readonly Subject[], probe: Probe, distance: Distance): Json | undefined {
  const random = fixedRandom();
  for (let start = 0; start < CELL_STARTS; start++) {
    const cells = subjects.map((subject) => (start === 0 ? 0 : random(choices(subject))));
    const at = () => requestAt(cells, subjects, probe.drafter.ordinary());
    let best = near(at(), probe, distance);
    for (let isBetter = true; isBetter && best > 0n; ) {
      isBetter = false;
      for (const [i, subject] of subjects.entries()) {
        for (let cell = 0; cell < choices(subject) && best > 0n; cell++) {
          const before = cells[i] ?? 0;
          cells[i] = cell;
          const now = cell === before ? best : near(at(), probe, distance);
          if (now < best) [best, isBetter] = [now, true];
          else cells[i] = before;
        }
      }
    }
    if (best === 0n) return at();
  }
  return undefined;
}

/** Keeps every small change of a whole request that brings the value nearer, or leaves it where it is. */
function climbRequests(probe: Probe, distance: Distance): Json | undefined {
  for (let start = 0; start < RANDOM_STARTS; start++) {
    let draft: RequestDraft = probe.drafter.random();
    let best = near(requestOf(draft), probe, distance);
    for (let i = 0; i < CHANGES && best > 0n; i++) {
      const next = probe.drafter.changed(draft);
      const now = near(requestOf(next), probe, distance);
      if (now <= best) [best, draft] = [now, next];
    }
    if (best === 0n) return requestOf(draft);
  }
  return undefined;
}

/** How far a request's value is from what is wanted. */
export function near(request: Json, probe: Probe, distance: Distance): bigint {
  const values = probe.evaluate(request);
  if (values === undefined) return FAR;
  const isOutside = values.length > 1 && values[1] !== true;
  return distance(values[0] ?? null) + (isOutside ? OUTSIDE : 0n);
}

/** How many choices a subject has: its cells, and missing. */
function choices(subject: Subject): number {
  return subject.cells.length + (subject.expression.missable ? 1 : 0);
}

function requestAt(cells: readonly number[], subjects: readonly Subject[], draft: RequestDraft): Json {
  for (const [i, subject] of subjects.entries()) {
    const cell = subject.cells[cells[i] ?? 0];
    assign(draft, subject.expression, cell === undefined ? null : valueIn(cell));
  }
  return requestOf(draft);
}
