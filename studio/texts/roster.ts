import { bilingual } from './bilingual.ts';

/** What the editor of rosters says. */
export const rosterTexts = bilingual(
  {
    'roster.shifts': 'Shifts',
    'roster.shift': 'Shift',
    'roster.members': 'On duty',
    'roster.none': 'none',
  },
  {
    'roster.shifts': '班次',
    'roster.shift': '班次',
    'roster.members': '在岗人员',
    'roster.none': '无',
  },
);
