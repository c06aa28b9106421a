import { defineProblems } from '../../definitions/index.ts';

/** What can be wrong with outcomes, and with what is fitted to them. */
export const statisticsProblem = defineProblems({
  'not-divided-by-figures': {
    severity: 'error',
    status: 422,
    'zh-CN': '{ref} 的 {list} 不是按数值区间划分的；可选：{known}',
    en: '{list} of {ref} divides no figure by intervals; those that do: {known}',
  },
  'outcome-not-known': {
    severity: 'error',
    status: 422,
    'zh-CN': '客户群中没有字段“{column}”，不能作为结果；{hint}',
    en: 'The population has no field “{column}” that could be the outcome. {hint}',
  },
  'outcome-withheld': {
    severity: 'error',
    status: 403,
    'zh-CN': '“{column}”或所划分的数值属于最高敏感级别，不在此显示。',
    en: '“{column}”, or the figure that is divided, is of the highest class of sensitivity and not shown here.',
  },
  'not-a-regression': {
    severity: 'error',
    status: 422,
    'zh-CN': '{ref} 不是回归；应为 regression/…',
    en: '{ref} is no regression; expected regression/…',
  },
  'outcome-value-absent': {
    severity: 'error',
    status: 422,
    'zh-CN': '没有一行的“{column}”为 {value}；其取值为：{values}。',
    en: 'No row says {value} in “{column}”; its values are {values}.',
  },
  'outcome-one-sided': {
    severity: 'error',
    status: 422,
    'zh-CN': '可用的 {used} 行中，发生的有 {events} 行；须两种结果都有。“{column}”的取值为：{values}。',
    en: 'Of the {used} rows that can be used, {events} say that it happened; both outcomes are needed. The values of “{column}” are {values}.',
  },
  'outcome-unreadable': {
    severity: 'warning',
    status: 422,
    'zh-CN': '“{column}”无法读取的 {count} 行未采用：{values}。',
    en: 'Rows whose “{column}” cannot be read were refused: {count} ({values}).',
  },
  'no-usable-rows': {
    severity: 'error',
    status: 422,
    'zh-CN': '{rows} 行都不可用：无结果 {noOutcome} 行，结果无法读取 {unreadable} 行，其余缺少所需的字段或被拒绝。',
    en: 'None of the {rows} rows can be used: {noOutcome} have no outcome, {unreadable} one that cannot be read, the others lack facts or are refused.',
  },
  'separated-by-number': {
    severity: 'error',
    status: 422,
    'zh-CN': '“{term}”把结果完全分开：发生的为 {events}，未发生的为 {others}；其系数没有有限的最佳值。',
    en: '“{term}” separates the outcome: it is {events} where it happened and {others} where it did not, so that no finite coefficient is the best.',
  },
  'separated-by-level': {
    severity: 'error',
    status: 422,
    'zh-CN': '“{term}”把结果完全分开：{count} 行中发生 {events} 行；其系数没有有限的最佳值。',
    en: '“{term}” separates the outcome: it happened in {events} of its {count} rows, so that no finite coefficient is the best.',
  },
  'separated-together': {
    severity: 'error',
    status: 422,
    'zh-CN': '{terms} 合起来把 {used} 行中的 {count} 行的结果完全分开；其系数没有有限的最佳值。',
    en: 'Taken together, {terms} separate the outcome in {count} of {used} rows, so that no finite coefficients are the best.',
  },
  'term-determined': {
    severity: 'error',
    status: 422,
    'zh-CN': '“{term}”可由 {others} 算出，因此没有自己的系数；请去掉其中之一。',
    en: '“{term}” follows from {others} and so has no coefficient of its own; leave out one of them.',
  },
  'term-constant': {
    severity: 'error',
    status: 422,
    'zh-CN': '“{term}”在可用的各行中都相同，因此没有系数；请去掉。',
    en: '“{term}” is the same in all rows that can be used and so has no coefficient; leave it out.',
  },
  'level-without-rows': {
    severity: 'error',
    status: 422,
    'zh-CN': '可用的各行中没有“{term}”，因此没有系数；请去掉该值。',
    en: 'No row that can be used has “{term}”, so that it has no coefficient; leave the value out.',
  },
  'fit-without-freedom': {
    severity: 'error',
    status: 422,
    'zh-CN': '{rows} 行刚好确定 {coefficients} 个系数，没有余下的行可供评判：没有标准误。',
    en: '{rows} rows determine {coefficients} coefficients exactly; none is left to judge them by, so that there are no standard errors.',
  },
  'fit-perfect': {
    severity: 'note',
    status: 200,
    'zh-CN': '各项恰好给出每一行的结果，没有残差：没有标准误。',
    en: 'The terms give every outcome exactly; nothing is left over, so that there are no standard errors.',
  },
  'fit-not-settled': {
    severity: 'error',
    status: 422,
    'zh-CN': '迭代 {iterations} 次仍未收敛；请检查数值是否相差悬殊，可用派生字段换算单位。',
    en: 'The fit has not settled after {iterations} iterations; look for facts of very different size, and state those in other units by derived fields.',
  },
  'coefficients-need-digits': {
    severity: 'error',
    status: 422,
    'zh-CN':
      '系数最多 17 位有效数字、12 位小数，写成定义后，这些行的结果会变动至多 {most}，超过结果的末位（{decimals} 位小数）；变动最大的是“{term}”（至 {largest}）：请用派生字段换成更大的单位。',
    en: 'Coefficients have 17 digits and 12 decimals at most: written so, results of these rows would move by up to {most}, more than their last place ({decimals} decimals) allows. Most of it comes from “{term}” (up to {largest}): state it in a larger unit by a derived field.',
  },
});
