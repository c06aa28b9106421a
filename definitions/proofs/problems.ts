import { defineProblems } from '../model/problem.ts';

/** What proofs find. A gap or an overlap comes with a request that shows it; that something can never happen is itself the proof. */
export const provedProblem = defineProblems({
  'bin-gap': {
    severity: 'error',
    status: 422,
    'zh-CN': '「{title}」中，{region} 没有落入任何区间。请补上一个区间，使定义域恰好被覆盖一次。',
    en: 'In “{title}”, {region} falls into no bin. Add one, so that the domain is covered exactly once.',
  },
  'bin-overlap': {
    severity: 'error',
    status: 422,
    'zh-CN': '「{title}」中，{region} 同时落入第 {first} 个与第 {second} 个区间。每个值只应属于一个区间。',
    en: 'In “{title}”, {region} falls into bin {first} and bin {second}. Every value belongs to one bin.',
  },
  'bin-unreachable': {
    severity: 'error',
    status: 422,
    'zh-CN': '「{title}」的第 {first} 个区间永远不会用到：没有任何允许的值落入其中。',
    en: 'Bin {first} of “{title}” is never used: no allowed value falls into it.',
  },
  'band-gap': {
    severity: 'error',
    status: 422,
    'zh-CN': '「{title}」：{region} 分可以得到，却没有落入任何分段。请调整分段的边界。',
    en: '“{title}”: {region} can be scored, but falls into no band. Move the bounds of the bands.',
  },
  'band-overlap': {
    severity: 'error',
    status: 422,
    'zh-CN': '「{title}」：{region} 分同时落入「{first}」与「{second}」。每个得分只应属于一个分段。',
    en: '“{title}”: {region} falls into both “{first}” and “{second}”. Every score belongs to one band.',
  },
  'band-unreachable': {
    severity: 'error',
    status: 422,
    'zh-CN': '「{title}」：分段「{first}」永远得不到，没有任何记录的得分落入其中。',
    en: '“{title}”: the band “{first}” is never reached; no record scores in it.',
  },
  'class-gap': {
    severity: 'error',
    status: 422,
    'zh-CN': '「{title}」：有记录不属于任何类别（{region}）。请补上一个类别或「其他」。',
    en: '“{title}”: some records belong to no class ({region}). Add a class, or say what the others are.',
  },
  'class-unreachable': {
    severity: 'error',
    status: 422,
    'zh-CN': '「{title}」：类别「{first}」永远不会出现：它的条件无法满足，或已被前面的类别全部占去。',
    en: '“{title}”: the class “{first}” never occurs: its condition cannot hold, or earlier classes take all it would hold.',
  },
  'class-hidden': {
    severity: 'error',
    status: 422,
    'zh-CN': '「{title}」：类别「{first}」永远不会出现：所有本应属于它的记录都被例外归入其他类别，或不在适用范围内。',
    en: '“{title}”: the class “{first}” never occurs: exceptions, or whom the segmentation applies to, leave no record for it.',
  },
  'some-without-class': {
    severity: 'note',
    status: 200,
    'zh-CN': '「{title}」：不适用的记录或被拒绝的记录没有类别（见示例）。',
    en: '“{title}”: records that it does not apply to, or refuses, get no class (see the example).',
  },
  'class-elsewhere': {
    severity: 'note',
    status: 200,
    'zh-CN': '「{title}」：类别「{first}」只经由例外或另一处得到；写在这里的条件从不起作用。',
    en: '“{title}”: the class “{first}” is given by an exception or another part alone; what is written here never decides.',
  },
  'exception-unreachable': {
    severity: 'error',
    status: 422,
    'zh-CN': '「{title}」：第 {first} 条例外永远不会用到。',
    en: '“{title}”: exception {first} is never used.',
  },
  'table-gap': {
    severity: 'error',
    status: 422,
    'zh-CN': '「{title}」：有输入不符合任何规则（见示例）。请补上规则，或写明 otherwise。',
    en: '“{title}”: some inputs match no rule (see the example). Add a rule, or state otherwise.',
  },
  'rule-overlap': {
    severity: 'error',
    status: 422,
    'zh-CN': '「{title}」：规则 {first} 与规则 {second} 可以同时符合，而命中策略「{policy}」不允许。',
    en: '“{title}”: rule {first} and rule {second} can match together, which the hit policy “{policy}” does not allow.',
  },
  'rule-masked': {
    severity: 'error',
    status: 422,
    'zh-CN': '「{title}」：规则 {first} 永远不会用到：它符合的一切都已被前面的规则占去。',
    en: '“{title}”: rule {first} is never used: rules before it take all that it would match.',
  },
  'rule-unreachable': {
    severity: 'error',
    status: 422,
    'zh-CN': '「{title}」：规则 {first} 无法符合：它的条件不在输入的定义域之内。',
    en: '“{title}”: rule {first} cannot match: its cells are outside the domains of the inputs.',
  },
  'criteria-never': {
    severity: 'error',
    status: 422,
    'zh-CN': '「{title}」永远不成立：没有任何记录能满足它。',
    en: '“{title}” can never hold: no record meets it.',
  },
  'criteria-always': {
    severity: 'error',
    status: 422,
    'zh-CN': '「{title}」永远成立：没有任何记录不满足它。',
    en: '“{title}” always holds: there is no record that fails it.',
  },
  'criteria-same': {
    severity: 'warning',
    status: 422,
    'zh-CN': '「{title}」与「{other}」（{ref}）含义完全相同。请只保留一个并引用它。',
    en: '“{title}” means exactly the same as “{other}” ({ref}). Keep one and refer to it.',
  },
  'not-monotone': {
    severity: 'warning',
    status: 422,
    'zh-CN': '「{title}」：「{field}」本应越{direction}越好，但在 {region} 处得分反而变差。',
    en: '“{title}”: “{field}” should be better the {direction} it is, but at {region} the score gets worse.',
  },
  'division-by-zero-possible': {
    severity: 'warning',
    status: 422,
    'zh-CN': '「{title}」：除数可能为零（见示例），此时结果缺失。',
    en: '“{title}”: the divisor can be zero (see the example); the result is then missing.',
  },
  'cell-unreachable': {
    severity: 'warning',
    status: 422,
    'zh-CN': '「{title}」：格子「{first} × {second}」永远不会用到。',
    en: '“{title}”: the cell “{first} × {second}” is never used.',
  },
  undecided: {
    severity: 'note',
    status: 200,
    'zh-CN': '「{title}」：未能判定（{property}）：{why}。这不是错误，也不是证明。',
    en: '“{title}”: not decided ({property}): {why}. This is neither an error nor a proof.',
  },
  'result-range': {
    severity: 'note',
    status: 200,
    'zh-CN': '「{title}」的结果介于 {low} 与 {high} 之间。',
    en: 'The result “{title}” lies between {low} and {high}.',
  },
});
