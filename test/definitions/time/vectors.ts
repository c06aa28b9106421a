import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CalendarDocument } from '../../../definitions/kinds/calendar/calendar.ts';
import type { Json, JsonObject } from '../../../definitions/model/json.ts';
import { parseMilliseconds } from '../../../definitions/expression/date-text.ts';
import { type WorkingCalendar, workingCalendar } from '../../../definitions/time/working-calendar.ts';

/** One of the vectors of the field: what is given, and what is right. */
export interface Vector {
  readonly id: string;
  readonly kind: string;
  readonly trouble: string;
  readonly given: JsonObject;
  readonly right: JsonObject;
}

export interface Vectors {
  readonly calendars: ReadonlyMap<string, CalendarDocument>;
  readonly cases: ReadonlyMap<string, Vector>;
  calendar(name: Json | undefined): WorkingCalendar;
}

/** The vectors of `cases/service`, with the calendars that they are reckoned by. */
export function readVectors(folder: string): Vectors {
  const read = JSON.parse(readFileSync(join(folder, 'cases.json'), 'utf8')) as {
    readonly calendars: Readonly<Record<string, CalendarDocument>>;
    readonly cases: readonly Vector[];
  };
  const calendars = new Map(Object.entries(read.calendars));
  return {
    calendars,
    cases: new Map(read.cases.map((one) => [one.id, one])),
    calendar(name) {
      const found = calendars.get(String(name));
      if (found === undefined) throw new Error(`No calendar ${String(name)}`);
      return workingCalendar(found);
    },
  };
}

/** The instant of a text that may leave the seconds and the zone (UTC+8) out. */
export function instant(text: Json | undefined): number {
  const match = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2})(:\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})?$/.exec(String(text));
  const found = parseMilliseconds(`${match?.[1]}${match?.[2] ?? ':00'}${match?.[3] ?? '+08:00'}`);
  if (found === undefined) throw new Error(`${String(text)} is no instant`);
  return found;
}
