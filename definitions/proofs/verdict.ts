import type { Proof } from '../model/proof.ts';
import type { Place, Problem } from '../model/problem.ts';
import type { Message, Text } from '../model/text.ts';
import { provedProblem } from './problems.ts';

/** What each property says when it is proved, in a reader's words. */
export const PROPERTIES: Readonly<Record<string, Message>> = {
  'bins-partition': { 'zh-CN': '每个可能的值恰好落入一个区间', en: 'every possible value falls into exactly one bin' },
  'bins-reachable': { 'zh-CN': '每个区间都会用到', en: 'every bin is used' },
  'bands-partition': {
    'zh-CN': '每个可能的得分恰好属于一个分段',
    en: 'every reachable score belongs to exactly one band',
  },
  'bands-reachable': { 'zh-CN': '每个分段都可以得到', en: 'every band can be reached' },
  'classes-partition': { 'zh-CN': '每条记录恰好属于一个类别', en: 'every record belongs to exactly one class' },
  'decided-classes-partition': {
    'zh-CN': '凡适用且得到结果的记录，恰好属于一个类别',
    en: 'every record that it applies to and decides belongs to exactly one class',
  },
  'classes-reachable': { 'zh-CN': '每个类别都会出现', en: 'every class occurs' },
  'exceptions-reachable': { 'zh-CN': '每条例外都会用到', en: 'every exception is used' },
  'cells-reachable': { 'zh-CN': '每个格子都会用到', en: 'every cell is used' },
  complete: { 'zh-CN': '每种输入都有规则', en: 'every input matches a rule' },
  'no-overlap': { 'zh-CN': '没有不允许的重叠', en: 'no rules overlap where they must not' },
  'rules-reachable': { 'zh-CN': '没有被遮蔽的规则', en: 'no rule is masked' },
  'can-hold': { 'zh-CN': '可以成立', en: 'it can hold' },
  'can-fail': { 'zh-CN': '可以不成立', en: 'it can fail' },
  distinct: { 'zh-CN': '与其他标准含义不同', en: 'it differs from every other criteria' },
  monotone: { 'zh-CN': '得分随指标方向单调', en: 'the score follows the direction of its measures' },
  'keys-unique': { 'zh-CN': '每个键没有两行自同一天起生效', en: 'no key has two rows that begin on one day' },
  'validity-apart': { 'zh-CN': '同一键各行的有效期互不重叠', en: 'no two rows of one key are valid on one day' },
  'required-fed': { 'zh-CN': '每个必填字段都有来源列', en: 'every required field has a column' },
  'formats-unambiguous': { 'zh-CN': '没有文字可读成两个不同的日子', en: 'no text can be read as two different days' },
  'windows-apart': { 'zh-CN': '没有时间被计两次', en: 'no time is counted twice' },
  'days-known-once': { 'zh-CN': '每一天只有一种说法', en: 'of every day one thing is said' },
  'states-reachable': { 'zh-CN': '每个状态都会进入', en: 'every state is entered in some history' },
  'states-lead-out': { 'zh-CN': '从每个状态都能走到最终状态', en: 'from every state a final state can be reached' },
  'timers-can-end': { 'zh-CN': '每个延时都等得到', en: 'every delay can end' },
  'comes-to-rest': { 'zh-CN': '没有不停的无事件循环', en: 'no circle turns without an event' },
  'choices-clear': { 'zh-CN': '没有两个转移无意中争同一事件', en: 'no transitions contend for one event by accident' },
  'routing-complete': { 'zh-CN': '每一件请求都分派到队列', en: 'every request gets a queue' },
  'hours-staffed': {
    'zh-CN': '日历的每个工作时段都有班次在岗',
    en: 'in every working hour of the calendar a shift is on duty',
  },
  'clocks-bounded': {
    'zh-CN': '每个时钟连同延期都有最长时限',
    en: 'every clock has a longest total, extensions included',
  },
  'budgets-complete': { 'zh-CN': '每个请求在每个时钟上都有时限', en: 'every request has a budget on every clock' },
  'rungs-reachable': { 'zh-CN': '阶梯的每个时点都会到', en: 'every rung of the ladder is reached in some history' },
  'somebody-may-act': { 'zh-CN': '每个状态都有人可以操作', en: 'in every state somebody may act' },
  'questions-reachable': { 'zh-CN': '每个问题都会问到', en: 'every question is asked by some answers' },
  'score-known': { 'zh-CN': '有效的答案都有得分，范围已知', en: 'all valid answers score, within a known range' },
  'grid-complete': { 'zh-CN': '每一对等级都有格子', en: 'every pair of grades has a cell' },
  'no-division-by-zero': { 'zh-CN': '除数不会为零', en: 'no divisor can be zero' },
  'results-finite': { 'zh-CN': '结果都是有限的数', en: 'every result is finite and not too large' },
  'result-range': { 'zh-CN': '结果的范围已知', en: 'the range of the result is known' },
};

/** The property is proved. */
export function proved(property: string, at: Place): Proof {
  return { property, verdict: 'proved', pointer: at.pointer };
}

/** The property is refuted by a problem (with its witness, where one can exist). */
export function refuted(property: string, problem: Problem): Proof {
  return { property, verdict: 'refuted', pointer: problem.pointer, problem };
}

const REASONS: Readonly<Record<'budget' | 'unrealised', Message>> = {
  budget: { 'zh-CN': '需要的步数超出预算', en: 'it takes more steps than the budget allows' },
  unrealised: { 'zh-CN': '没有找到可以实际求值的示例', en: 'no example that can be evaluated was found' },
};

/** Neither proved nor refuted, and why. */
export function undecided(property: string, at: Place, title: Text | Message, why: 'budget' | 'unrealised'): Proof {
  const slots = { title, property: PROPERTIES[property] ?? property, why: REASONS[why] };
  return { property, verdict: 'undecided', pointer: at.pointer, problem: provedProblem('undecided', at, slots) };
}
