import type { Origin } from '../model/expression.ts';
import type { Lowering } from '../expression/lowering.ts';
import { formulaProblem } from '../expression/problems.ts';
import { nearestName } from '../model/did-you-mean.ts';
import { defineProblems, type Problem } from '../model/problem.ts';
import { LONGEST_DERIVED_CHAIN, outputOf, type Scope } from '../expression/scope/index.ts';

const factProblem = defineProblems({
  'fact-unknown': {
    severity: 'error',
    status: 422,
    'zh-CN': '没有“{name}”这一字段；{hint}',
    en: 'There is no field "{name}"; {hint}',
  },
  'fact-circular': {
    severity: 'error',
    status: 422,
    'zh-CN': '“{found}”需要它自己：{path}',
    en: '“{found}” needs itself: {path}',
  },
});

/** What a `fact` names: a field or derived field of the record, or a result of another definition (`kind/name#output`). */
export function readFact(fact: string, scope: Scope, origin: Origin): Lowering {
  // Without its `#output` a definition is told what results it has.
  if (/[#/]/.test(fact)) return outputOf(fact, scope, origin);
  const value = scope.name(fact);
  const found = { found: fact };
  switch (value?.kind) {
    case 'value':
      return { expression: value.expression, problems: [], plans: value.plans };
    case 'broken':
      return refused(formulaProblem('uses-broken', origin, { name: value.ref }, found));
    case 'cycle':
      return refused(factProblem('fact-circular', origin, { ...found, path: value.path.join(' → ') }, found));
    case 'deep':
      return refused(
        formulaProblem('derived-chain-too-long', origin, { name: value.ref, most: LONGEST_DERIVED_CHAIN }, found),
      );
    default:
      return refused(unknown(fact, scope, origin));
  }
}

function unknown(fact: string, scope: Scope, origin: Origin): Problem {
  const near = nearestName(fact, scope.names());
  const hint =
    near === undefined
      ? { 'zh-CN': '请先在数据字典中定义', en: 'define it in the data dictionary first' }
      : { 'zh-CN': `是否指“${near}”？`, en: `did you mean “${near}”?` };
  return factProblem(
    'fact-unknown',
    origin,
    { name: fact, hint },
    near === undefined ? { found: fact } : { found: fact, fix: near },
  );
}

function refused(problem: Problem): Lowering {
  return { expression: null, problems: [problem], plans: [] };
}
