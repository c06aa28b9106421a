import type { StateIndex } from '../../machine/targets.ts';
import type { WorkflowDocument } from './workflow.ts';

/** A workflow under check: its states, and where a pointer within its machine stands. */
export interface Checked {
  readonly document: WorkflowDocument;
  readonly id: string;
  readonly states: StateIndex;
  /** The place of a pointer within the machine. */
  readonly at: (pointer: string, ...steps: readonly (string | number)[]) => { definition: string; pointer: string };
  /** The events that some state accepts. */
  readonly events: ReadonlySet<string>;
}
