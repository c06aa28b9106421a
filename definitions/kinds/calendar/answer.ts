import { instantText, parseMilliseconds } from '../../expression/date-text.ts';
import type { Case } from '../../model/document.ts';
import type { Json } from '../../model/json.ts';
import type { Problem } from '../../model/problem.ts';
import { dueAt } from '../../time/due.ts';
import { parseBudget, type WrittenBudget } from '../../time/time-budget.ts';
import { workingCalendar } from '../../time/working-calendar.ts';
import { budgetProblems } from '../budget.ts';
import type { Answer } from '../kind.ts';
import type { CalendarDocument } from './calendar.ts';
import { calendarProblem } from './problems.ts';

/** The due time of a case's budget. It is written as the case writes it where that is the same instant, else in UTC. */
export function answerCase({ given, expect }: Case, document: CalendarDocument): Answer {
  const at = { definition: `calendar/${document.name}`, pointer: '' };
  const refused = (...problems: readonly Problem[]): Answer => ({ value: null, problems });
  // The schema of cases holds.
  const { from: start, budget: written } = given as { readonly from: string; readonly budget: WrittenBudget };
  const from = parseMilliseconds(start);
  if (from === undefined) return refused(calendarProblem('due-from-malformed', at, { found: start }));
  const budget = parseBudget(written as Json);
  if (budget === undefined) return refused(...budgetProblems(written, at));
  const due = dueAt(workingCalendar(document), from, budget);
  if (due === undefined) return refused(calendarProblem('due-too-far', at));
  const { dueAt: expected } = expect as { readonly dueAt?: string };
  const isSame = expected !== undefined && parseMilliseconds(expected) === due.dueAt;
  return {
    value: { dueAt: isSame ? expected : instantText(due.dueAt), provisional: due.isProvisional },
    problems: [],
  };
}
