import { bilingual } from './bilingual.ts';

/** What the editor of templates says. */
export const templateTexts = bilingual(
  {
    'template.text': 'Text',
    'template.language': 'Language',
    'template.sample': 'As it reads',
    'template.subject': 'subject',
    'template.body': 'body',
    'template.zh-CN': 'Chinese',
    'template.en': 'English',
    'template.unread': 'It cannot be read yet.',
    'template.write': '{{channel}}, {{language}}',
  },
  {
    'template.text': '文字',
    'template.language': '语言',
    'template.sample': '样例',
    'template.subject': '主题',
    'template.body': '正文',
    'template.zh-CN': '中文',
    'template.en': '英文',
    'template.unread': '暂时无法读取。',
    'template.write': '{{channel}}，{{language}}',
  },
);
