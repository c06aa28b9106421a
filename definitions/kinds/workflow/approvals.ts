import { approvalRules, type ApprovalRules } from '../../machine/approval.ts';
import { actionsIn, type WrittenAction, type WrittenState, writtenStates } from '../../machine/states.ts';
import type { JsonObject } from '../../model/json.ts';

/** A state that requires approval on entry. */
export interface ApprovalState {
  /** What the state is called. */
  readonly state: string;
  readonly path: readonly string[];
  /** The table that says who approves, `decision-table/authority`. */
  readonly limits: string;
  readonly rules: ApprovalRules;
}

/** The states of a workflow's machine that require approval, in document order. */
export function approvalStates(machine: JsonObject): readonly ApprovalState[] {
  return writtenStates(machine).flatMap((state) =>
    approvalsOn(state)
      .slice(0, 1)
      .map(({ action: { params } }) => ({
        state: state.name,
        path: state.path,
        limits: String((params as JsonObject | undefined)?.['limits'] ?? ''),
        rules: approvalRules(params),
      })),
  );
}

/** What requires approval on entry to a state. */
export const approvalsOn = ({ state, pointer }: WrittenState): readonly WrittenAction[] =>
  actionsIn(state['entry'], `${pointer}/entry`).filter(({ action }) => action['type'] === 'require-approval');

/**
 * The event that a rejection raises: `rejected`, which withdrawing raises too, or where a rejection may lead to several states, one for each
 * of them: `rejected-review`.
 */
export const rejectedEvent = ({ rejectTo }: Pick<ApprovalRules, 'rejectTo'>, to: string | null): string =>
  to === null || rejectTo.length < 2 ? 'rejected' : `rejected-${to.replaceAll('.', '-')}`;

/** The events that only a decision raises where approval is required. */
export const decisionEvents = ({ rejectTo }: Pick<ApprovalRules, 'rejectTo'>): readonly string[] => [
  'approved',
  'rejected',
  ...(rejectTo.length < 2 ? [] : rejectTo.map((to) => rejectedEvent({ rejectTo }, to))),
];
