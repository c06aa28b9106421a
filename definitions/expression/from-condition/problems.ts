import { defineProblems } from '../../model/problem.ts';

const error = <const Chinese extends string, const English extends string>(chinese: Chinese, english: English) =>
  ({ severity: 'error', status: 422, 'zh-CN': chinese, en: english }) as const;
const warning = <const Chinese extends string, const English extends string>(chinese: Chinese, english: English) =>
  ({ severity: 'warning', status: 200, 'zh-CN': chinese, en: english }) as const;

/** What is refused or remarked in a condition: above all where json-rules-engine would mean something else than what stands there. */
export const conditionProblem = defineProblems({
  'condition-form': error(
    '这不是条件：应为 all、any、not、condition，或含 fact、operator、value 的条件项；缺少或有误：{what}',
    'This is no condition: expected all, any, not, condition, or a leaf with fact, operator and value; absent or wrong: {what}',
  ),
  'condition-key': error('条件中不认识的键 {key}', 'Unknown key {key} in a condition'),
  'condition-too-deep': error('条件嵌套超过 {most} 层', 'The condition is nested deeper than {most} levels'),
  'condition-too-large': error('条件项超过 {most} 个', 'The condition has more than {most} leaves'),
  'empty-any': error(
    'any 为空：json-rules-engine 视之为真，而“任一成立”没有任何一项可成立',
    'An empty any: json-rules-engine takes it for true, though nothing is there that could hold',
  ),
  'mixed-junction': error(
    '同一节点里并列了 {keys}：json-rules-engine 只看其中一个，请分开嵌套',
    '{keys} stand side by side in one node: json-rules-engine reads only one of them; nest them',
  ),
  'bare-leaf': error('规则的根不能是单个条件项，请用 all 包起来', 'A bare leaf at the root of a rule: wrap it in all'),
  'unknown-fact': error('没有名为 {name} 的字段{hint}', 'There is no field {name}{hint}'),
  'unknown-operator': error('没有名为 {name} 的运算{hint}', 'There is no operator {name}{hint}'),
  'unknown-criteria': error('没有名为 {name} 的标准', 'There is no criteria {name}'),
  'criteria-of-other-entity': error(
    '{name} 是对另一实体的标准，不能用在这里',
    '{name} is a criteria of another entity and cannot be used here',
  ),
  'criteria-broken': error('{name} 自身有错误，须先改正', '{name} has errors of its own, which come first'),
  'fact-broken': error('{name} 自身有错误，须先改正', '{name} has errors of its own, which come first'),
  'fact-is-relation': error(
    '{name} 是关联而非值：单个关联用 path 取其字段，多个关联须先定义派生字段',
    '{name} is a relation, not a value: read a field of a single one by path; of many, declare a derived field',
  ),
  'path-form': error(
    'path 只能写成 $.字段，经由单个关联；这里是 {found}',
    'A path is $.field through single relations only, not {found}',
  ),
  'path-unfit': error('{name} 不是关联，不能再用 path', '{name} is not a relation: it has no path'),
  'path-through-list': error(
    '{name} 有多行：请用派生字段汇总后再判断',
    '{name} has many rows: sum them up in a derived field first',
  ),
  'of-without-result': error(
    'of 用于关联记录的决策结果（kind/name#output）；{related} 的字段 {name} 请用 path 读取',
    'of reads a decision of a related record (kind/name#output); the field {name} of {related} is read by path',
  ),
  'of-unknown': error('没有名为 {name} 的关联{hint}', 'There is no relation {name}{hint}'),
  'of-no-relation': error('{name} 不是关联，不能写在 of 里', '{name} is no relation and cannot stand in of'),
  'of-many': error(
    '{name} 有多行：of 只用于单个关联；请用派生字段汇总后再判断',
    '{name} has many rows: of is for single relations; sum them up in a derived field first',
  ),
  'of-other-entity': error(
    '{name} 不是关于 {entity} 的，不能经由该关联判断',
    '{name} is not about {entity}, where this relation leads',
  ),
  'params-not-constant': error('params 只能是常量', 'params must be constants'),
  'null-value': error('不能与 null 比较；判断缺失请用 isMissing', 'null is not a value to compare with; use isMissing'),
  'string-as-number': error(
    '{name} 与 {found}：文本不能当数字比较',
    '{name} against {found}: a string cannot be compared as a number',
  ),
  'date-as-text': error(
    '{name} 是日期，不能用 {operator}（那样比的是文本）；请用 before、after、between 或 withinLast',
    '{name} is a date: {operator} would compare text; use before, after, between or withinLast',
  ),
  'in-with-string': error(
    'in 的值应为列表；给文本时 json-rules-engine 查的是子串',
    'in expects a list; with a string json-rules-engine looks for a part of it',
  ),
  'list-expected': error('{operator} 的值应为列表', '{operator} expects a list'),
  'operator-unfit': error(
    '{operator} 不适用于 {name}（{type}）{hint}',
    '{operator} does not fit {name} ({type}){hint}',
  ),
  'folded-unfit': error(
    'folded: 只能用在 {known} 之前，不能用在 {operator} 之前',
    'folded: stands before {known}, and not before {operator}',
  ),
  'value-type': error('{name} 应与{type}比较，而不是 {found}', '{name} is compared with {type}, not with {found}'),
  'value-not-in-enum': error(
    '{found} 不在 {name} 的取值之中；应为{expected}',
    '{found} is none of the values of {name}; expected {expected}',
  ),
  'value-outside-domain': error(
    '{found} 超出 {name} 的取值范围（{expected}），永远不会相等',
    '{found} is outside the domain of {name} ({expected}): it can never be equal',
  ),
  'bound-outside-domain': warning(
    '{found} 超出 {name} 的取值范围（{expected}），结果总是一样',
    '{found} is outside the domain of {name} ({expected}): the answer is always the same',
  ),
  'value-too-precise': error(
    '{found} 的小数位多于 {name} 的 {decimals} 位，永远不会相等',
    '{found} has more decimals than {name} ({decimals}): it can never be equal',
  ),
  'value-lost-digits': error(
    '{found} 作为 JSON 数字已丢失位数；超过 15 位有效数字请写成文本',
    '{found} has lost digits as a JSON number; beyond 15 significant digits write it as a string',
  ),
  'interval-unreadable': error(
    '{found} 不是 {name} 的区间：边界应为{type}，如 {example}；用半角符号，无穷一侧为开',
    '{found} is not an interval of {name}: its bounds are each {type}, such as {example}, open at an infinite side',
  ),
  'interval-empty': error(
    '区间 {found} 里什么也没有；下界应低于上界',
    'The interval {found} is empty; its lower bound should be below the upper one',
  ),
  'period-unreadable': error(
    '{found} 不是时段，应如 P3M 或 P30D',
    '{found} is not a calendar period such as P3M or P30D',
  ),
  'day-unreadable': error(
    '{found} 不是存在的日期（应如 2026-01-31）{hint}',
    '{found} is not a day that exists, such as 2026-01-31{hint}',
  ),
  'instant-unreadable': error(
    '{found} 不是带时区的时刻（应如 2026-01-31T09:30:00+08:00）',
    '{found} is not an instant with a zone, such as 2026-01-31T09:30:00+08:00',
  ),
  'pattern-refused': error(
    '样式 {found} 在第 {at} 个字符处不被接受：{reason}',
    'The pattern {found} is refused at character {at}: {reason}',
  ),
  'negative-on-missing': warning(
    '{names} 可能缺失，缺失时这个否定判断{outcome}；请写明',
    '{names} may be missing, and this negative test is then {outcome}; say so explicitly',
  ),
});
