import { bilingual } from './bilingual.ts';

/** What is said of drafts that stand on one another. */
export const draftTexts = bilingual(
  {
    'drafts.titled': '{{title}} (draft)',
    'drafts.begun': 'It stands on drafts of yours that are another change; they can only be handed in together:',
    'drafts.elsewhere': 'You are changing what it stands on in another change; here what is in force counts:',
    'drafts.join': 'Make one change of them',
    'drafts.joined.title': '{{first}} and {{count}} more',
    'drafts.joined.twice': 'Two of them change {{refs}}: a change says it once. Keep one of the drafts.',
  },
  {
    'drafts.titled': '{{title}}（草稿）',
    'drafts.begun': '它用到您另一项变更中的草稿，两者须一并提交：',
    'drafts.elsewhere': '它所依据的内容，您正在另一项变更中修改；此处仍以生效中的为准：',
    'drafts.join': '合为一项变更',
    'drafts.joined.title': '{{first}}及另外 {{count}} 项',
    'drafts.joined.twice': '其中有两份都修改 {{refs}}：一项变更中只能出现一次，请只留一份。',
  },
);
