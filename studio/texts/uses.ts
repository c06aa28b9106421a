import { bilingual } from './bilingual.ts';

/** What the page of a definition's uses says. */
export const usesTexts = bilingual(
  {
    'uses.title': '{{title}}: {{below}}, {{above}}',
    'uses.below_one': 'stands on {{n}} definition',
    'uses.below_other': 'stands on {{n}} definitions',
    'uses.below.none': 'stands on no other definition',
    'uses.above_one': 'is used by {{n}}',
    'uses.above_other': 'is used by {{n}}',
    'uses.above.none': 'is used by none',
    'uses.graph': 'What {{title}} stands on, and what uses it',
    'uses.legend':
      'To the left what it stands on, to the right what uses it. Each line leads from a definition to one that names it.',
    'uses.self': 'This definition',
    'uses.names': 'names {{titles}}',
    'uses.namesNothing': 'names no other definition',
    'uses.near': 'Only what it names, and what names it',
    'uses.whole_one': 'All of it: {{n}} definition',
    'uses.whole_other': 'All of it: {{n}} definitions',
    'uses.back': 'Open the definition',
  },
  {
    'uses.title': '{{title}}：{{below}}，{{above}}',
    'uses.below_other': '以 {{n}} 个定义为依据',
    'uses.below.none': '不以其他定义为依据',
    'uses.above_other': '被 {{n}} 个定义使用',
    'uses.above.none': '未被使用',
    'uses.graph': '{{title}}的依据与使用者',
    'uses.legend': '左侧是它的依据，右侧是使用它的定义；每条线由一个定义指向引用它的定义。',
    'uses.self': '本定义',
    'uses.names': '引用{{titles}}',
    'uses.namesNothing': '不引用其他定义',
    'uses.near': '只看直接引用',
    'uses.whole_other': '查看全部 {{n}} 个定义',
    'uses.back': '打开定义',
  },
);
