import type { QueueDocument } from './queue.ts';

const notify = (to: string, template: string) => [{ type: 'notify', params: { to, template: `template/${template}` } }];

export const queueExamples: readonly QueueDocument[] = [
  {
    kind: 'queue',
    name: 'complaints',
    title: { 'zh-CN': '投诉', en: 'Complaints' },
    workflow: 'workflow/complaint',
    calendar: 'calendar/retail-desk',
    members: [{ role: 'agent', organisation: 'hangzhou', skills: ['cards'] }],
    assign: { strategy: 'least-loaded', exclude: ['complainedAbout'], limit: 20, acknowledgeWithin: 'PT30M' },
    order: ['priority desc', 'clock:resolve asc', 'receivedAt asc'],
    clocks: [
      {
        name: 'respond',
        title: { 'zh-CN': '首次联系', en: 'First contact' },
        runsIn: ['new', 'inProgress'],
        stopsOn: ['customerContacted'],
        budgets: [{ budget: 'PT4H' }],
      },
      {
        name: 'resolve',
        title: { 'zh-CN': '办结', en: 'Resolution' },
        runsIn: ['new', 'inProgress'],
        stopsIn: ['resolved', 'closed'],
        budgets: [{ budget: 'P3D' }],
      },
      {
        name: 'regulatory',
        title: { 'zh-CN': '监管时限', en: 'Regulator’s limit' },
        runsIn: 'all-open',
        stopsIn: ['resolved', 'closed'],
        budgets: [{ budget: { calendarDays: 15 } }],
        extensions: [
          { to: { calendarDays: 30 }, by: 'team-lead' },
          { to: { calendarDays: 60 }, by: 'president' },
        ],
        onExtend: notify('customer', 'extension'),
      },
    ],
    ladder: [
      { clock: 'resolve', at: '80%', actions: notify('team-lead', 'at-risk') },
      { clock: 'resolve', at: '100%', actions: [{ type: 'escalate', params: { level: 1 } }] },
      { at: 'reopened 2', actions: notify('president', 'reopened') },
    ],
  },
];
