import { bilingual } from './bilingual.ts';

/** What the editor of scorecards says. */
export const scorecardTexts = bilingual(
  {
    'view.bands': 'Bands',
    'view.characteristics': 'Characteristics',
    'view.points': 'Points',
    'view.reason': 'Reason',
    'view.weightOf': 'weight {{n}}',
    'view.initial': 'Starting from {{n}}',
    'view.combine.sum': 'The points are added.',
    'view.combine.weighted-mean': 'The score is the weighted mean of the points.',
    'view.bin': 'Bin',
    'edit.split': 'Divide',
    'edit.splitOne': 'Divide {{title}} at {{at}}',
    'edit.figures': 'As figures',
    'edit.pointsOf': 'Points of {{title}}',
  },
  {
    'view.bands': '等级',
    'view.characteristics': '特征',
    'view.points': '得分',
    'view.reason': '原因',
    'view.weightOf': '权重 {{n}}',
    'view.initial': '起始 {{n}}',
    'view.combine.sum': '各项得分相加。',
    'view.combine.weighted-mean': '得分为各项的加权平均。',
    'view.bin': '分箱',
    'edit.split': '一分为二',
    'edit.splitOne': '在 {{at}} 处把 {{title}} 一分为二',
    'edit.figures': '数字表',
    'edit.pointsOf': '{{title}} 的得分',
  },
);
