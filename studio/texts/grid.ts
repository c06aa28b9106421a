import { bilingual } from './bilingual.ts';

/** What grids of cells say. */
export const gridTexts = bilingual(
  {
    'grid.row': 'Row',
    'grid.cell': '{{title}}, row {{n}}',
    'grid.up': 'Move row {{n}} up',
    'grid.down': 'Move row {{n}} down',
    'grid.remove': 'Remove row {{n}}',
    'grid.add': 'Add a row',
    'grid.before': 'Rows before',
    'grid.after': 'Rows after',
    'grid.sight': 'Rows {{from}} to {{to}} of {{all}}',
    'grid.hint': 'Cells pasted from Excel go in at the cell.',
  },
  {
    'grid.row': '行',
    'grid.cell': '{{title}}，第 {{n}} 行',
    'grid.up': '上移第 {{n}} 行',
    'grid.down': '下移第 {{n}} 行',
    'grid.remove': '删除第 {{n}} 行',
    'grid.add': '添加一行',
    'grid.before': '前面的行',
    'grid.after': '后面的行',
    'grid.sight': '第 {{from}} 至 {{to}} 行，共 {{all}} 行',
    'grid.hint': '从 Excel 粘贴的单元格从所在格起填入。',
  },
);
