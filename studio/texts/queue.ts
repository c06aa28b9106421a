import { bilingual } from './bilingual.ts';

/** What the editor of queues says. */
export const queueTexts = bilingual(
  {
    'queue.clocks': 'Clocks',
    'queue.clock': 'Clock',
    'queue.budget': 'Budget',
    'queue.runs': 'Runs in',
    'queue.allOpen': 'all states that do not stop it',
    'queue.stops': 'Stops',
    'queue.extensions': 'Extensions',
    'queue.extension': '{{to}} by {{by}}',
    'queue.otherwise': 'otherwise {{budget}}',
    'queue.ladder': 'Ladder',
    'queue.at': 'At',
    'queue.actions': 'Actions',
  },
  {
    'queue.clocks': '时钟',
    'queue.clock': '时钟',
    'queue.budget': '时限',
    'queue.runs': '计时状态',
    'queue.allOpen': '除停止状态外的所有状态',
    'queue.stops': '停止',
    'queue.extensions': '延期',
    'queue.extension': '{{by}} 批准至 {{to}}',
    'queue.otherwise': '否则 {{budget}}',
    'queue.ladder': '升级阶梯',
    'queue.at': '时点',
    'queue.actions': '动作',
  },
);
