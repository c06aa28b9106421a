import { compile } from '../../compile.ts';
import { isMissing } from '../../expression/build-logic.ts';
import type { Case } from '../../model/document.ts';
import type { Environment } from '../../model/environment.ts';
import type { Budget, Proof } from '../../model/proof.ts';
import { canHold } from '../../proofs/satisfiability.ts';
import { proved, refuted, undecided } from '../../proofs/verdict.ts';
import type { Answer, Kind } from '../kind.ts';
import { checkRequestType } from './check.ts';
import { requestTypeProblem } from './problems.ts';
import { type RequestTypeDocument, requestTypeExamples, requestTypeSchema } from './request-type.ts';
import { requestTypeWords } from './words.ts';

/** Request types: what customers ask for, how it is registered and who gets it. */
export const requestTypeKind: Kind<RequestTypeDocument> = {
  name: 'request-type',
  title: { 'zh-CN': '请求类型', en: 'Request type' },
  schema: requestTypeSchema,
  examples: requestTypeExamples,
  references: ({ entity, routing }) => [
    { pointer: '/entity', target: entity },
    { pointer: '/routing', target: routing },
  ],
  sets: () => ['/channels', '/duplicates/sameCustomerAnd'],
  decides: false,
  lower: (document, environment) => ({ decision: null, problems: checkRequestType(document, environment) }),
  prove: (document, _decision, environment, budget) => proveRouted(document, environment, budget),
  words: requestTypeWords,
  answer: answerCase,
};

/** Every request gets a queue; that it gets one alone is proved of its table. */
function proveRouted(document: RequestTypeDocument, environment: Environment, { nodes }: Budget): readonly Proof[] {
  const table = environment.decision(document.routing);
  const queue = table?.outputs['queue'];
  if (table === undefined || queue === undefined) return [];
  const title = document.title ?? document.name;
  const at = { definition: `request-type/${document.name}`, pointer: '/routing' };
  const [answer] = canHold([isMissing(queue)], { whole: table, environment, nodes });
  if (answer?.verdict === 'never') return [proved('routing-complete', at)];
  if (answer?.verdict !== 'can') return [undecided('routing-complete', at, title, answer?.why ?? 'budget')];
  const problem = requestTypeProblem('request-unrouted', at, { title });
  return [refuted('routing-complete', { ...problem, witness: answer.request })];
}

/** Where a request of a case goes: what its routing table decides. */
function answerCase({ given }: Case, { routing }: RequestTypeDocument, environment: Environment): Answer | undefined {
  const definitions = new Map([[routing, { version: null, hash: '', closure: '' }]]);
  const result = compile({ environment, definitions }, [routing]).decide(given)[routing];
  return result === undefined ? undefined : { value: result.value, problems: result.problems };
}
