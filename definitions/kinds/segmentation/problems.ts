import type { Origin } from '../../model/expression.ts';
import { listed } from '../../model/listed.ts';
import { defineProblems, type Problem } from '../../model/problem.ts';

/** What can be wrong with a segmentation beyond its schema and its bins, and what a result may suffer from. */
export const segmentationProblem = defineProblems({
  'method-key-missing': {
    severity: 'error',
    status: 422,
    'zh-CN': 'method 为 {method} 时须写“{expected}”。',
    en: 'With method {method}, “{expected}” is required.',
  },
  'method-key-foreign': {
    severity: 'error',
    status: 422,
    'zh-CN': '“{found}”不属于 method 为 {method} 的细分。',
    en: '“{found}” has no place in a segmentation by {method}.',
  },
  'class-key-missing': {
    severity: 'error',
    status: 422,
    'zh-CN': '类别“{part}”缺少“{expected}”。',
    en: 'The class “{part}” lacks “{expected}”.',
  },
  'class-named-twice': {
    severity: 'error',
    status: 422,
    'zh-CN': '类别名“{found}”用了两次。',
    en: 'The class name “{found}” is used twice.',
  },
  'class-unknown': {
    severity: 'error',
    status: 422,
    'zh-CN': '没有类别“{found}”；已有：{expected}。',
    en: 'There is no class “{found}”; there are {expected}.',
  },
  'class-order-against-bounds': {
    severity: 'error',
    status: 422,
    'zh-CN': '类别“{part}”的 order 与其区间的高低不一致。',
    en: 'The order of the class “{part}” contradicts its bounds.',
  },
  'band-named-twice-on-axis': {
    severity: 'error',
    status: 422,
    'zh-CN': '同一轴上“{found}”用了两次。',
    en: 'The band name “{found}” is used twice on one axis.',
  },
  'cell-missing': {
    severity: 'error',
    status: 422,
    'zh-CN': '矩阵缺少单元格：行“{row}”、列“{column}”。',
    en: 'The matrix lacks a cell: row “{row}”, column “{column}”.',
  },
  'cell-unknown': {
    severity: 'error',
    status: 422,
    'zh-CN': '“{found}”不是{axis}的档；已有：{expected}。',
    en: '“{found}” is no band of the {axis}; there are {expected}.',
  },
  'score-not-a-number': {
    severity: 'error',
    status: 422,
    'zh-CN': '“{part}”须是数，得到的是{type}。',
    en: '“{part}” must be a number; it is {type}.',
  },
  'share-malformed': {
    severity: 'error',
    status: 422,
    'zh-CN': '占比“{found}”应形如 (0, 5]，下开上闭，在 0 与 100 之间。',
    en: 'The share “{found}” is written like (0, 5]: open below, closed above, between 0 and 100.',
  },
  'shares-do-not-partition': {
    severity: 'error',
    status: 422,
    'zh-CN': '各类占比须从 0 到 100 首尾相接；“{part}”应从 {expected} 开始。',
    en: 'Shares run from 0 to 100 without gap or overlap; “{part}” should begin at {expected}.',
  },
  'otherwise-repeats-class': {
    severity: 'error',
    status: 422,
    'zh-CN': 'otherwise 的类别“{found}”已在 classes 中；请只写其名称。',
    en: 'The class “{found}” of otherwise is already among the classes; write its name alone.',
  },
  'stability-without-order': {
    severity: 'error',
    status: 422,
    'zh-CN': '稳定规则要知道类别高低；请给每个类别写 order，且各不相同。',
    en: 'Stability needs to know which class is higher; give every class an order of its own.',
  },
  'stability-with-all': {
    severity: 'error',
    status: 422,
    'zh-CN': 'mode 为 all 时没有单一类别，不能有稳定规则。',
    en: 'With mode all there is no single class to hold, so there can be no stability.',
  },
  'buffer-without-score': {
    severity: 'error',
    status: 422,
    'zh-CN': '缓冲以得分计；按 {method} 的细分没有得分。',
    en: 'A buffer is counted in points of a score, and a segmentation by {method} has none.',
  },
  'buffer-negative': {
    severity: 'error',
    status: 422,
    'zh-CN': '缓冲 {found} 小于 0。',
    en: 'The buffer {found} is below 0.',
  },
  'overridable-malformed': {
    severity: 'error',
    status: 422,
    'zh-CN': '须写 cut 或 score 之一：cut 为相邻两类“低|高”，score 为所用得分；仅用于综合得分{hint}。',
    en: 'State either cut (two neighbouring classes, “low|high”) or score (one that is used), in a composite{hint}.',
  },
  'overridable-out-of-range': {
    severity: 'error',
    status: 422,
    'zh-CN': '现值 {found} 不在允许范围 {expected} 之内。',
    en: 'The present value {found} is outside the range {expected}.',
  },
  'at-stake-not-usable': {
    severity: 'error',
    status: 422,
    'zh-CN': '“{found}”不是 {entity} 的数值字段，无法合计涉及的金额。',
    en: '“{found}” is no field of {entity} that holds a single figure, so that it cannot be summed as what is at stake.',
  },
  'primary-twice': {
    severity: 'error',
    status: 422,
    'zh-CN': '只能有一个主要分层；{expected} 已是。',
    en: 'There can be one primary segmentation, and {expected} is it.',
  },
  'score-missing': {
    severity: 'error',
    status: 422,
    'zh-CN': '缺少“{part}”，无法归类。',
    en: '“{part}” is missing, so there is no class.',
  },
  'all-scores-missing': {
    severity: 'error',
    status: 422,
    'zh-CN': '各项得分都缺失，无法归类。',
    en: 'Every score is missing, so there is no class.',
  },
  'no-class-holds': {
    severity: 'error',
    status: 422,
    'zh-CN': '没有任何类别的条件成立，也没有 otherwise。',
    en: 'No class’s condition holds, and there is no otherwise.',
  },
  'cuts-missing': {
    severity: 'error',
    status: 422,
    'zh-CN': '按占比分类需要冻结的界限，此处没有；请先用 batch --freeze 生成。',
    en: 'Classes by share need frozen cuts, and there are none; make them by batch --freeze.',
  },
  'previous-class-unknown': {
    severity: 'error',
    status: 422,
    'zh-CN': '$previous 的类别不是本细分的类别：{expected}。',
    en: 'The class of $previous is none of this segmentation: {expected}.',
  },
});

/** A class that is none of those named. */
export function unknownClass(at: Origin, found: string, names: readonly string[]): Problem {
  return segmentationProblem('class-unknown', at, { found, expected: listed(names) }, { found });
}
