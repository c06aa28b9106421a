import { isObject, type JsonObject, type QueueDocument } from '../../../definitions/index.ts';
import { insertAt, removeAt } from '../edit.ts';

const escalation = (level: number): JsonObject => ({ type: 'escalate', params: { level } });

/** A rung more for a clock, one level above those it has: when it is due, then four working hours late, then four more. */
export function addRung(document: QueueDocument, clock: string): QueueDocument {
  const { ladder = [] } = document;
  const own = ladder.filter((rung) => rung.clock === clock);
  const levels = own.flatMap(({ actions }) => actions.flatMap(levelOf));
  const taken = new Set(own.map(({ at }) => at));
  const places = ['100%', ...Array.from({ length: 200 }, (_, i) => `overdue PT${4 * (i + 1)}H`)];
  const at = places.find((place) => !taken.has(place)) ?? '100%';
  const rung = { clock, at, actions: [escalation(Math.max(0, ...levels) + 1)] };
  return { ...document, ladder: [...ladder, rung] };
}

const levelOf = ({ type, params }: JsonObject): readonly number[] =>
  type === 'escalate' && isObject(params) && typeof params['level'] === 'number' ? [params['level']] : [];

/** A rung less; the last one takes the ladder with it. */
export const removeRung = (document: QueueDocument, i: number): QueueDocument =>
  (document.ladder ?? []).length > 1 ? removeAt(document, `/ladder/${i}`) : removeAt(document, '/ladder');

export const addRungAction = (document: QueueDocument, i: number, action: JsonObject): QueueDocument =>
  insertAt(document, `/ladder/${i}/actions`, document.ladder?.[i]?.actions.length ?? 0, action);

/** An action less; a rung always does something, so that its last one stays. */
export const removeRungAction = (document: QueueDocument, i: number, action: number): QueueDocument =>
  (document.ladder?.[i]?.actions.length ?? 0) > 1 ? removeAt(document, `/ladder/${i}/actions/${action}`) : document;

/** What can be done at a rung beside what the ladder does already: levels up to one more than there are, and a higher priority. */
export function rungActions({ ladder = [] }: QueueDocument): readonly JsonObject[] {
  const known = ladder.flatMap(({ actions }) => actions);
  const highest = Math.max(1, ...known.flatMap(levelOf)) + 1;
  const levels = Array.from({ length: Math.min(highest, 9) }, (_, i) => escalation(i + 1));
  const all = [...levels, { type: 'raise-priority', params: { by: 1 } }, ...known];
  return [...new Map(all.map((action) => [JSON.stringify(action), action])).values()];
}
