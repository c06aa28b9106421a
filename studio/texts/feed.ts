import { bilingual } from './bilingual.ts';

/** What the editor of feeds says. */
export const feedTexts = bilingual(
  {
    'view.feedColumn': 'Column of the file',
    'view.feedField': 'Field',
    'view.feedValues': 'Words of the file and what they stand for',
  },
  {
    'view.feedColumn': '文件中的列',
    'view.feedField': '字段',
    'view.feedValues': '文件中的写法及其含义',
  },
);
