import { below } from '../../model/json.ts';
import type { Problem } from '../../model/problem.ts';
import { WEEK } from '../../time/working-calendar.ts';
import { WEEKDAY_NAMES } from '../calendar/calendar.ts';
import { nightProblems, windowProblems } from '../calendar/check.ts';
import type { RosterDocument } from './roster.ts';
import { rosterProblem } from './problems.ts';

/** Shifts that have hours, whose windows have a length and share no time, under names of their own. */
export function checkRoster({ name: roster, shifts }: RosterDocument): readonly Problem[] {
  const definition = `roster/${roster}`;
  const seen = new Set<string>();
  return shifts.flatMap(({ name, windows }, i) => {
    const at = (...steps: readonly (string | number)[]) => ({ definition, pointer: below('/shifts', i, ...steps) });
    const isTwice = seen.has(name);
    seen.add(name);
    const isEmpty = WEEK.every((day) => (windows[day] ?? []).length === 0);
    const own = WEEK.flatMap((day, d) => {
      const before = WEEK[(d + 6) % 7] ?? 'sun';
      const place = (j: number) => at('windows', day, j);
      const found = windowProblems(windows[day] ?? [], place, WEEKDAY_NAMES[day]);
      if (found.length > 0) return found;
      return nightProblems(windows[before] ?? [], windows[day] ?? [], place, WEEKDAY_NAMES[before]);
    });
    return [
      ...(isTwice ? [rosterProblem('shift-twice', at('name'), { name }, { found: name })] : []),
      ...(isEmpty ? [rosterProblem('shift-without-hours', at('windows'), { name })] : []),
      ...own,
    ];
  });
}
