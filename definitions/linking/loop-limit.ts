import type { Decision } from '../model/decision.ts';
import { roundsTogether } from '../expression/check.ts';
import { defineProblems, type Problem } from '../model/problem.ts';
import { expressionsOf } from '../expression/read-set.ts';

/** How often the loops of one decision may go round together; more would keep a request waiting for a second. */
const MOST_ROUNDS = 10_000_000n;

const workProblems = defineProblems({
  'too-many-rounds': {
    severity: 'error',
    status: 422,
    'zh-CN': '此定义的循环合计可能超过 {most} 次：请收紧序列的上下限',
    en: 'The loops of this definition may go round more than {most} times together: narrow the bounds of their sequences',
  },
});

/** The problem of a decision that may take too long; lists of the facts count once, as how long they are depends on the record. */
export function workProblem(decision: Decision | undefined): Problem | undefined {
  if (decision === undefined || roundsTogether(expressionsOf(decision)) <= MOST_ROUNDS) return undefined;
  return workProblems('too-many-rounds', { definition: decision.id, pointer: '' }, { most: String(MOST_ROUNDS) });
}
