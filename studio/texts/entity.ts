import { bilingual } from './bilingual.ts';

/** What the editor of entities says. */
export const entityTexts = bilingual(
  {
    'view.fields': 'Fields',
    'view.relations': 'Related rows',
    'view.derived': 'Derived fields',
    'view.many': 'many',
    'view.one': 'one',
  },
  {
    'view.fields': '字段',
    'view.relations': '关联',
    'view.derived': '计算字段',
    'view.many': '多条',
    'view.one': '一条',
  },
);
