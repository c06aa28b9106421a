import { defineProblems } from '../../model/problem.ts';

export const tableProblem = defineProblems({
  'input-without-one-source': {
    severity: 'error',
    status: 422,
    'zh-CN': '每个输入须恰好写 fact 与 formula 之一',
    en: 'Each input states exactly one of "fact" and "formula"',
  },
  'rule-cells-count': {
    severity: 'error',
    status: 422,
    'zh-CN': '此处有 {found} 个值，应为 {expected} 个',
    en: 'There are {found} values here; {expected} are expected',
  },
  'output-named-twice': {
    severity: 'error',
    status: 422,
    'zh-CN': '输出“{found}”出现两次',
    en: 'The output "{found}" stands twice',
  },
  'result-of-other-type': {
    severity: 'error',
    status: 422,
    'zh-CN': '输出“{output}”的值 {found} 应为{expected}',
    en: 'For the output "{output}", {found} was found; expected {expected}',
  },
  'result-not-in-domain': {
    severity: 'error',
    status: 422,
    'zh-CN': '{found} 不在输出“{output}”允许的值之内',
    en: '{found} is not among the values the output "{output}" may have',
  },
  'rule-id-twice': {
    severity: 'error',
    status: 422,
    'zh-CN': '规则编号“{found}”出现两次；每条规则的编号须唯一',
    en: 'The rule id "{found}" stands twice; each rule has its own',
  },
  'computed-result-unordered': {
    severity: 'error',
    status: 422,
    'zh-CN': '命中策略 {policy} 按写明的结果排序；有 enum 的输出“{output}”不能由公式给出',
    en: 'The hit policy {policy} follows the written results; the output "{output}" with an "enum" cannot be computed',
  },
  'computed-result-outside': {
    severity: 'error',
    status: 422,
    'zh-CN': '输出“{output}”算得的值不在其允许的值之内',
    en: 'The computed value of the output "{output}" is not among the values it may have',
  },
  'priority-needs-enum': {
    severity: 'error',
    status: 422,
    'zh-CN': '命中策略 {policy} 按输出可选值的顺序取舍；至少一个输出须写明 enum',
    en: 'The hit policy {policy} follows the order of an output’s "enum"; at least one output states one',
  },
  'aggregate-needs-one-output': {
    severity: 'error',
    status: 422,
    'zh-CN': '命中策略 {policy} 须恰好有一个输出，此处有 {found} 个',
    en: 'The hit policy {policy} has exactly one output; there are {found}',
  },
  'aggregate-needs-number': {
    severity: 'error',
    status: 422,
    'zh-CN': '命中策略 {policy} 的输出须为数',
    en: 'The output of the hit policy {policy} is a number',
  },
  'aggregate-needs-value': {
    severity: 'error',
    status: 422,
    'zh-CN': '命中策略 {policy} 的结果不能为空 (null)',
    en: 'A result of the hit policy {policy} cannot be null',
  },
  'otherwise-unused': {
    severity: 'error',
    status: 422,
    'zh-CN': '命中策略 collect-count 没有规则命中时为 0，不用 otherwise',
    en: 'The hit policy collect-count gives 0 where no rule matches; it has no "otherwise"',
  },
  'several-rules-match': {
    severity: 'error',
    status: 422,
    'zh-CN': '命中策略为 unique，但有多条规则同时命中',
    en: 'The hit policy is unique, but several rules match',
  },
  'rules-conflict': {
    severity: 'error',
    status: 422,
    'zh-CN': '命中策略为 any，但命中的规则结果不同',
    en: 'The hit policy is any, but the rules that match have different results',
  },
  'no-rule-matches': {
    severity: 'error',
    status: 422,
    'zh-CN': '没有规则命中，也没有 otherwise',
    en: 'No rule matches, and there is no "otherwise"',
  },
});
