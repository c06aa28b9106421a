import type { Message } from '../../../definitions/index.ts';
import type { ReleaseState } from '../../store/release-tables.ts';

/** What can happen to a release. The last five are the clock's and the store's doing, the others a person's. */
export type ReleaseEvent =
  | 'edit'
  | 'submit'
  | 'return'
  | 'refuse'
  | 'withdraw'
  | 'approve'
  | 'approve-in-part'
  | 'take-back'
  | 'fall-due'
  | 'recheck'
  | 'go-live'
  | 'hold'
  | 'void'
  | 'expire';

/**
 * The life of a release: draft → submitted → approved → due → rechecking → live. Until it is live its writers may write on (which makes
 * it a draft again) or withdraw it, and who approved may take that back. What was stopped on its way (returned, held, void, expired,
 * withdrawn) may be handed in again; what is live or refused stays so.
 */
const MOVES: Readonly<Record<ReleaseEvent, { readonly from: readonly ReleaseState[]; readonly to: ReleaseState }>> = {
  edit: {
    from: ['draft', 'submitted', 'approved', 'due', 'rechecking', 'held', 'returned', 'withdrawn', 'expired', 'void'],
    to: 'draft',
  },
  submit: { from: ['draft', 'held', 'returned', 'withdrawn', 'expired', 'void'], to: 'submitted' },
  return: { from: ['submitted'], to: 'returned' },
  refuse: { from: ['submitted'], to: 'refused' },
  withdraw: {
    from: ['draft', 'submitted', 'approved', 'due', 'rechecking', 'held', 'returned', 'expired', 'void'],
    to: 'withdrawn',
  },
  approve: { from: ['submitted'], to: 'approved' },
  // Some of those whose approval it takes gave it.
  'approve-in-part': { from: ['submitted'], to: 'submitted' },
  'take-back': { from: ['submitted', 'approved', 'due', 'rechecking'], to: 'submitted' },
  'fall-due': { from: ['approved'], to: 'due' },
  // Again, where the node that had it did not end it in its time.
  recheck: { from: ['due', 'rechecking'], to: 'rechecking' },
  'go-live': { from: ['rechecking'], to: 'live' },
  hold: { from: ['approved', 'due', 'rechecking'], to: 'held' },
  void: { from: ['submitted', 'approved', 'due', 'rechecking'], to: 'void' },
  expire: { from: ['submitted'], to: 'expired' },
};

/** The state that an event leads to; undefined where it cannot happen. */
export function stateAfter(state: ReleaseState, event: ReleaseEvent): ReleaseState | undefined {
  const { from, to } = MOVES[event];
  return from.includes(state) ? to : undefined;
}

/** The states from which an event can happen. */
export const statesBefore = (event: ReleaseEvent): readonly ReleaseState[] => MOVES[event].from;

/** Somebody approved it, and it is not live yet. */
export const APPROVED: readonly ReleaseState[] = statesBefore('hold');
/** It was handed in, and is not live yet: what is published meanwhile may void it. */
export const WAITING: readonly ReleaseState[] = statesBefore('void');

export const STATE_WORDS: Readonly<Record<ReleaseState, Message>> = {
  draft: { 'zh-CN': '草稿', en: 'a draft' },
  submitted: { 'zh-CN': '待审批', en: 'waiting for approval' },
  approved: { 'zh-CN': '已批准', en: 'approved' },
  due: { 'zh-CN': '到期待生效', en: 'due' },
  rechecking: { 'zh-CN': '生效前复核中', en: 'being rechecked' },
  live: { 'zh-CN': '已生效', en: 'live' },
  held: { 'zh-CN': '暂缓生效', en: 'held' },
  returned: { 'zh-CN': '已退回', en: 'returned' },
  refused: { 'zh-CN': '已否决', en: 'refused' },
  withdrawn: { 'zh-CN': '已撤回', en: 'withdrawn' },
  expired: { 'zh-CN': '已过期', en: 'expired' },
  void: { 'zh-CN': '已失效', en: 'void' },
};
