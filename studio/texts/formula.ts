import { bilingual } from './bilingual.ts';

/** What the editor of formulas says. */
export const formulaTexts = bilingual(
  {
    'view.lines': 'Lines',
    'view.isResult': 'result',
    'view.inputs': 'Inputs',
  },
  {
    'view.lines': '计算行',
    'view.isResult': '结果',
    'view.inputs': '输入',
  },
);
