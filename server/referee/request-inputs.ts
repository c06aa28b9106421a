import { below, isObject, parseDays, parseMilliseconds } from '../../definitions/index.ts';
import { Day, dayOfMoment, Moment } from './calendar.ts';
import { isAbsent, type RequestNote } from './request-notes.ts';
import type { Inputs } from './subject.ts';

/** The reserved inputs of a request. */

/** The day a request is asked for; undefined where it states none. */
export function readAsOf(json: unknown, isRead: boolean, note: RequestNote): Day | undefined {
  if (isAbsent(json)) {
    if (isRead) note('as-of-missing', '/$asOf');
    return undefined;
  }
  const text = typeof json === 'string' ? json : '';
  const days = parseDays(text);
  const at = parseMilliseconds(text);
  const day = days !== undefined ? new Day(days) : at === undefined ? undefined : dayOfMoment(new Moment(at));
  if (day === undefined) note('request-malformed', '/$asOf');
  return day;
}

/** What the last run left. */
export function readPrevious(json: unknown, note: RequestNote): Inputs['previous'] {
  const none = { class: null, since: null, misses: null, run: null };
  if (isAbsent(json)) return none;
  if (!isObject(json)) {
    note('request-malformed', '/$previous');
    return none;
  }
  for (const key of Object.keys(json)) {
    if (!['class', 'since', 'misses', 'run'].includes(key)) note('fact-unknown', below('/$previous', key));
  }
  const { class: name = null, since = null, misses = null, run = null } = json;
  const days = typeof since === 'string' ? parseDays(since) : undefined;
  const ran = typeof run === 'string' ? parseDays(run) : undefined;
  if (name !== null && typeof name !== 'string') note('request-malformed', '/$previous/class');
  if (since !== null && days === undefined) note('request-malformed', '/$previous/since');
  if (run !== null && ran === undefined) note('request-malformed', '/$previous/run');
  const isCount = typeof misses === 'number' && Number.isInteger(misses) && Math.abs(misses) <= 1_000_000;
  if (misses !== null && !isCount) note('request-malformed', '/$previous/misses');
  return {
    class: typeof name === 'string' ? name : null,
    since: days === undefined ? null : new Day(days),
    misses: typeof misses === 'number' ? misses : null,
    run: ran === undefined ? null : new Day(ran),
  };
}
