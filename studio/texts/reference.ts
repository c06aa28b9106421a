import { bilingual } from './bilingual.ts';

/** What the editor of reference tables says. */
export const referenceTexts = bilingual(
  {
    'view.validFrom': 'From',
    'view.validTo': 'Until',
    'reference.validFrom': 'Rows hold from the day in',
    'reference.validTo': 'Rows hold until the day in',
    'reference.none': 'No column',
    'reference.sort': 'Sort rows by',
    'reference.asWritten': 'As written',
    'view.more_one': '… and {{n}} more row',
    'view.more_other': '… and {{n}} more rows',
  },
  {
    'view.validFrom': '生效日期',
    'view.validTo': '失效日期',
    'reference.validFrom': '各行自此列日期起有效',
    'reference.validTo': '各行至此列日期止有效',
    'reference.none': '没有这样的列',
    'reference.sort': '按列排序',
    'reference.asWritten': '按所写顺序',
    'view.more_other': '……另有 {{n}} 行',
  },
);
