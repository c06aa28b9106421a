import { bilingual } from './bilingual.ts';

/** What the editor of request types says. */
export const requestTypeTexts = bilingual(
  {
    'requestType.form': 'Form',
    'requestType.section': 'Section',
    'requestType.fields': 'Fields',
    'requestType.none': 'No sections are written: the form has every field in its order.',
    'requestType.number': 'Number',
    'requestType.routing': 'Routed by',
    'requestType.channels': 'Channels',
  },
  {
    'requestType.form': '登记表',
    'requestType.section': '节',
    'requestType.fields': '字段',
    'requestType.none': '没有分节：登记表按顺序列出所有字段。',
    'requestType.number': '编号',
    'requestType.routing': '分派表',
    'requestType.channels': '渠道',
  },
);
