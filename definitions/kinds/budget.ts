import type { Speech } from '../expression/to-words/speech.ts';
import { pick2, quoted } from '../expression/to-words/speech.ts';
import type { Json } from '../model/json.ts';
import { defineProblems, type Place, type Problem } from '../model/problem.ts';
import { parseBudget, type TimeBudget, type WrittenBudget } from '../time/time-budget.ts';

/** Budgets of time wherever a kind has them: what the schema cannot say of them, and how they read. */
const budgetProblem = defineProblems({
  'budget-of-nothing': {
    severity: 'error',
    status: 422,
    'zh-CN': '时限 {found} 应长于零，且不超过一百年',
    en: 'The budget {found} has to be longer than nothing, and at most a hundred years',
  },
});

/** What is wrong with a written budget whose schema holds. */
export function budgetProblems(written: WrittenBudget, at: Place): readonly Problem[] {
  if (parseBudget(written as Json) !== undefined) return [];
  const found = JSON.stringify(written);
  return [budgetProblem('budget-of-nothing', at, { found }, { found: written as Json })];
}

/** A written budget as people say it; as it is written where it is none. */
export function writtenBudgetWords(speech: Pick<Speech, 'language'>, written: WrittenBudget): string {
  const budget = parseBudget(written as Json);
  return budget === undefined ? quoted(JSON.stringify(written)) : budgetWords(speech, budget);
}

/** A budget as people say it: `4 个工作小时`, `3 working days`, `15 days`, `30 minutes by the clock`. */
export function budgetWords(speech: Pick<Speech, 'language'>, budget: TimeBudget): string {
  switch (budget.kind) {
    case 'calendar-days':
      return pick2(speech, `${budget.days} 日`, plural(budget.days, 'day'));
    case 'elapsed':
      return pick2(
        speech,
        `${timeWords(speech, budget.milliseconds)}（按实际经过计）`,
        `${timeWords(speech, budget.milliseconds)} by the clock`,
      );
    case 'working': {
      const { workingDays, milliseconds } = budget;
      const days =
        workingDays === 0 ? [] : [pick2(speech, `${workingDays} 个工作日`, plural(workingDays, 'working day'))];
      const time = milliseconds === 0 ? [] : [timeWords(speech, milliseconds, 'working')];
      return [...days, ...time].join(pick2(speech, '加', ' and '));
    }
  }
}

/** A length of time: `3 小时 12 分钟`, `3 hours 12 minutes`; of working time `4 个工作小时`, `4 working hours`. */
export function timeWords(speech: Pick<Speech, 'language'>, milliseconds: number, of?: 'working'): string {
  const parts = [
    { count: Math.floor(milliseconds / 3_600_000), zh: of === undefined ? '小时' : '个工作小时', en: 'hour' },
    { count: Math.floor(milliseconds / 60_000) % 60, zh: of === undefined ? '分钟' : '个工作分钟', en: 'minute' },
    { count: (milliseconds % 60_000) / 1000, zh: of === undefined ? '秒' : '秒工作时间', en: 'second' },
  ].filter(({ count }) => count > 0);
  const english = parts.map(({ count, en }) => plural(count, of === undefined ? en : `working ${en}`));
  return pick2(speech, parts.map(({ count, zh }) => `${count} ${zh}`).join(' '), english.join(' '));
}

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
