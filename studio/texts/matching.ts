import { bilingual } from './bilingual.ts';

/** What the editor of matchings says, and how a match is told. */
export const matchingTexts = bilingual(
  {
    'match.offer': 'Offer',
    'match.refer': 'Refer to a person',
    'match.refuse': 'Refuse',
    'view.eligible': 'Only products for which',
    'view.rank': 'Ranked by',
    'view.customerGrade': 'Customer: {{title}}',
    'view.productGrade': 'Product: {{title}}',
  },
  {
    'match.offer': '推荐',
    'match.refer': '转人工审核',
    'match.refuse': '不推荐',
    'view.eligible': '仅限符合以下条件的产品',
    'view.rank': '排序依据',
    'view.customerGrade': '客户：{{title}}',
    'view.productGrade': '产品：{{title}}',
  },
);
