import { bilingual } from './bilingual.ts';

/** What the editor of regressions says. */
export const regressionTexts = bilingual(
  {
    'view.missingAs': 'missing',
    'view.intercept': 'Starting from',
    'view.terms': 'Terms',
    'view.term': 'Term',
    'view.coefficient': 'Coefficient',
    'view.link.logit': 'The sum goes through the logistic function and is a probability.',
    'view.link.identity': 'The sum is the value.',
  },
  {
    'view.missingAs': '视为缺失',
    'view.intercept': '起始',
    'view.terms': '各项',
    'view.term': '项',
    'view.coefficient': '系数',
    'view.link.logit': '各项之和经逻辑斯谛（Logistic）函数换算为概率。',
    'view.link.identity': '各项之和即为结果。',
  },
);
