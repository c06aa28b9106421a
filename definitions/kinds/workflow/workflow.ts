import type { Document } from '../../model/document.ts';
import type { JsonObject } from '../../model/json.ts';
import type { Text } from '../../model/text.ts';
import type { WrittenBudget } from '../../time/time-budget.ts';

/** The life of a request of an entity: an XState v5 machine, with what its delays and events are. */
export interface WorkflowDocument extends Document {
  readonly kind: 'workflow';
  readonly entity: string;
  /** The machine as XState reads it; its delays are names. */
  readonly machine: JsonObject;
  readonly delays?: { readonly [name: string]: WorkflowDelay };
  readonly events?: { readonly [name: string]: WorkflowEvent };
  /** Where requests of earlier versions stand in this one, by the names of states. */
  readonly migrateFrom?: readonly { readonly version: number; readonly states: { readonly [from: string]: string } }[];
}

/** How long a delay is; working time and days of a calendar need one. */
export interface WorkflowDelay {
  readonly calendar?: string;
  readonly budget: WrittenBudget;
}

/** What is said of an event: who may cause it, and what they fill in. */
export interface WorkflowEvent {
  readonly title?: Text;
  readonly roles?: readonly string[];
  readonly form?: JsonObject;
}

/** Examples a form may start from. */
export const workflowExamples: readonly WorkflowDocument[] = [
  {
    kind: 'workflow',
    name: 'inquiry',
    title: { 'zh-CN': '咨询', en: 'Inquiry' },
    entity: 'entity/inquiry',
    machine: {
      id: 'inquiry',
      initial: 'new',
      states: {
        new: {
          meta: { title: { 'zh-CN': '待认领', en: 'New' } },
          on: { claim: { target: 'open', actions: [{ type: 'assign', params: { to: 'actor' } }] } },
          after: { unclaimed: { actions: [{ type: 'escalate', params: { level: 1 } }] } },
        },
        open: { meta: { title: { 'zh-CN': '处理中', en: 'Open' } }, on: { resolve: 'closed' } },
        closed: { type: 'final', meta: { title: { 'zh-CN': '已关闭', en: 'Closed' } } },
      },
    },
    delays: { unclaimed: { budget: { elapsed: 'PT2H' } } },
    events: {
      claim: { title: { 'zh-CN': '认领', en: 'Claim' }, roles: ['agent'] },
      resolve: { title: { 'zh-CN': '办结', en: 'Resolve' }, roles: ['agent'] },
    },
  },
];
