import { bilingual } from './bilingual.ts';

/** What the editor of reference tables says. */
export const referenceTexts = bilingual(
  {
    'view.validFrom': 'From',
    'view.validTo': 'Until',
    'view.more_one': '… and {{n}} more row',
    'view.more_other': '… and {{n}} more rows',
  },
  {
    'view.validFrom': '生效日期',
    'view.validTo': '失效日期',
    'view.more_other': '……另有 {{n}} 行',
  },
);
