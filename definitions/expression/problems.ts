import { defineProblems } from '../model/problem.ts';

const error = <const Chinese extends string, const English extends string>(chinese: Chinese, english: English) =>
  ({ severity: 'error', status: 422, 'zh-CN': chinese, en: english }) as const;
/** A problem of formula text says where in the text. */
const inText = <const Chinese extends string, const English extends string>(chinese: Chinese, english: English) =>
  error(
    `公式第 {line} 行第 {column} 列：${chinese}` as const,
    `Formula, line {line}, column {column}: ${english}` as const,
  );
/** A problem of a result that goes on without the value. */
const inResult = <const Chinese extends string, const English extends string>(chinese: Chinese, english: English) =>
  ({ severity: 'warning', status: 200, 'zh-CN': chinese, en: english }) as const;

/** Problems of formulas: FEEL text, computed values, names and results they use. Conditions have their own table. */
export const formulaProblem = defineProblems({
  'unknown-definition': error('没有名为 {name} 的定义', 'There is no definition {name}'),
  'uses-broken': error('{name} 自身有错误，须先改正', '{name} has errors of its own, which come first'),
  'unknown-output': error('{name} 不是一个结果；可用的有：{known}', '{name} is not a result; there are: {known}'),
  'without-result': error('{name} 不作判断，没有可引用的结果', '{name} decides nothing: it has no result to read'),
  'gives-a-list': error(
    '{name} 得到的是列表，没有可引用的单个结果；可改用 collect-sum、collect-count 等汇总策略',
    '{name} gives a list and has no single result to read; a hit policy such as collect-sum or collect-count has one',
  ),
  'uses-other-facts': error(
    '{name} 依据的是另一实体的数据，这里没有',
    '{name} reads the facts of another entity, which are not here',
  ),
  'uses-without-inputs': error(
    '{name} 依据实体的数据，不能带参数调用；请引用其结果：{known}',
    '{name} reads the facts of an entity and cannot be called with arguments; use a result of it: {known}',
  ),
  'derived-cycle': error('派生字段互相依赖：{path}', 'A derived field needs itself: {path}'),
  'loops-too-long': error(
    '循环层层相套，可能超过 {most} 次：请收紧序列的上下限',
    'Loops inside each other may go round more than {most} times: narrow the bounds of their sequences',
  ),
  'derived-chain-too-long': error(
    '派生字段逐层依赖超过 {most} 层：{name}',
    'Derived fields stand upon each other more than {most} deep: {name}',
  ),
  'computed-type': error(
    '公式得到的是{found}，而声明的类型是 {expected}',
    'The formula gives {found}, but {expected} is declared',
  ),
  'computed-default': error(
    'ifMissing 的值 {found} 不合声明的类型；应为{expected}',
    'The value {found} of ifMissing does not fit the declared type; expected {expected}',
  ),
  'decimals-not-stated': error(
    '近似值（指数、对数、乘方等）须声明小数位数',
    'An approximate figure (exp, log, a power) needs stated decimals',
  ),
  'range-too-large': error(
    '计算结果可能超过 38 位：请为所用字段写明 minimum 和 maximum',
    'A figure may exceed 38 digits: state minimum and maximum of the fields it reads',
  ),
  'formula-too-long': error('公式超过 {most} 个字符', 'The formula has more than {most} characters'),
  'formula-too-deep': error('公式嵌套超过 {most} 层', 'The formula is nested deeper than {most} levels'),
  'formula-syntax': inText('无法读懂 {found}', 'cannot be read at {found}'),
  'formula-outside': inText('{found} 不在可用的 FEEL 之内', '{found} is outside the FEEL that is used here'),
  'full-width-sign': inText(
    '{found} 是全角或排版符号，请写 {fix}',
    '{found} is a full-width or typographic sign; write {fix}',
  ),
  'other-notation': inText('{found} 在公式中请写 {fix}', '{found} is written {fix} in a formula'),
  'chained-comparison': inText('{found} 不能连写；请写 {fix}', '{found} cannot be written in one; write {fix}'),
  'as-of-by-name': inText('评定日请写 {fix}', 'the day of the decision is {fix}'),
  'unknown-name': inText('没有名为 {name} 的字段或结果{hint}', 'there is no field or result {name}{hint}'),
  'unknown-member': inText('{of} 没有 {name}', '{of} has no {name}'),
  'unknown-function': inText('没有名为 {name} 的函数{hint}', 'there is no function {name}{hint}'),
  'function-arguments': inText('{name} 应为 {expected}', '{name} expects {expected}'),
  'type-unfit': inText('{what} 需要{expected}，而这里是{found}', '{what} needs {expected}, but this is {found}'),
  'types-differ': inText('不能把{left}与{right}相{what}', '{left} and {right} cannot be {what}'),
  'branch-types': inText('if 的两支类型不同：{left}与{right}', 'the branches of if differ: {left} and {right}'),
  'null-operand': inText(
    'null 只能用于 = 或 != 判断缺失',
    'null stands only behind = or !=, to ask whether something is missing',
  ),
  'enum-value': inText('{found} 不在取值之中；应为{expected}', '{found} is none of the values; expected {expected}'),
  'in-with-bounds': inText(
    '{found} 在公式中不是区间；区间请写 {fix}，若指两个值请写 = … or = …',
    '{found} is no interval in a formula; write {fix}, or two values as = … or = …',
  ),
  'in-with-two': {
    severity: 'warning',
    status: 200,
    'zh-CN': '公式第 {line} 行第 {column} 列：{found} 是两个值的列表；若指区间，请写 {fix}',
    en: 'Formula, line {line}, column {column}: {found} is a list of two values; if an interval is meant, write {fix}',
  },
  'no-order': inText('{found}没有先后大小，只能用 = 或 != 比较', '{found} has no order: only = and != compare it'),
  'interval-reversed': inText('区间 {found} 里什么也没有', 'the interval {found} is empty'),
  'approximate-unrounded': inText(
    '近似值须先取整（如 round half up(…, 2)）才能{what}',
    'an approximate figure must be rounded (such as round half up(…, 2)) before it is {what}',
  ),
  'table-column': inText(
    '{name}(…) 之后须写列名，如 .{example}',
    '{name}(…) needs a column behind it, such as .{example}',
  ),
  'table-call': inText('{name} 是对照表，须带上键：{keys}', '{name} is a table: call it with its keys: {keys}'),
  'formula-without-arguments': inText(
    '{name} 是带参数的公式，请写 {form}',
    '{name} is a formula with inputs: call it as {form}',
  ),
  'call-without-line': inText(
    '{found} 有多个结果，请选其一：{known}',
    '{found} gives several results; choose one: {known}',
  ),
  'calls-too-large': inText(
    '{name} 与此处调用的其他公式合起来过大；请将中间结果另立公式行',
    '{name} and the other formulas called here are too large together; make lines of what is in between',
  ),
  'argument-count': inText('应为 {form}，而这里写了 {count} 个参数', 'write {form}; here are {count} arguments'),
  'argument-unknown': inText('{form} 没有名为 {input} 的参数{hint}', '{form} has no input {input}{hint}'),
  'argument-twice': inText('参数 {input} 写了两次', 'the argument {input} is given twice'),
  'argument-absent': inText('{name} 缺少参数 {input} 的值', '{name} needs a value for {input}'),
  'argument-type': inText('{what} 需要{expected}，而这里是{found}', '{what} needs {expected}, but this is {found}'),
  'argument-too-precise': inText(
    '{what} 至多 {decimals} 位小数，而这里有 {found} 位；请先取整，如 round half up(…, {decimals})',
    '{what} has at most {decimals} decimals and this has {found}; round it first, such as round half up(…, {decimals})',
  ),
  'argument-outside': inText('{what} 的取值范围不含此值', 'this value can never lie in the domain of {what}'),
  'argument-out-of-domain': inResult(
    '{what}：{text} 超出取值范围，视为缺失',
    '{what}: {text} is out of its domain and counts as missing',
  ),
  'not-constant': inText('{what} 须是写定的值', '{what} must be a written value'),
  'out-of-bounds': inText('{what} 须在 {least} 与 {most} 之间', '{what} must lie between {least} and {most}'),
  'unreadable-literal': inText('{found} 不是{expected}', '{found} is not {expected}'),
  'nested-list': inText('列表中的列表不可用', 'a list of lists cannot be used'),
  'sequence-too-long': inText(
    '{found} 可能超过 {most} 项：请收紧其上下限',
    '{found} may have more than {most} items: narrow its bounds',
  ),
  'divides-by-zero': inText('除数总是零', 'the divisor is always zero'),
  'division-by-zero': inResult('{text}：除数为零，结果缺失', '{text}: the divisor is zero, the result is missing'),
  'not-finite': inResult(
    '{text}：结果不是有限的数，或大得无法保存，视为缺失',
    '{text}: the result is not finite, or too large to be kept; it is missing',
  ),
  'computed-missing': {
    ...error('{text} 缺失，无法得出结果', '{text} is missing, so there is no result'),
    status: 422,
  },
});
