import { defineProblems, MOST_TOLD, type Problem } from '../model/problem.ts';

const toldProblem = defineProblems({
  'more-problems': {
    severity: 'note',
    status: 200,
    'zh-CN': '此定义还有 {count} 个问题，未一一列出',
    en: 'This definition has {count} more problems, which are not listed',
  },
});

/**
 * What is told of one definition: its problems, or where there are very many, the first of them, errors before the rest, and how
 * many more there are. A table pasted in with a wrong column has one for every cell.
 */
export function capProblems(problems: readonly Problem[], definition: string): readonly Problem[] {
  if (problems.length <= MOST_TOLD) return problems;
  const isError = ({ severity }: Problem) => severity === 'error';
  const ordered = [...problems.filter(isError), ...problems.filter((problem) => !isError(problem))];
  const count = problems.length - MOST_TOLD;
  return [...ordered.slice(0, MOST_TOLD), toldProblem('more-problems', { definition, pointer: '' }, { count })];
}
