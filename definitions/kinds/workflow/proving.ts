import type { Explored, Move } from '../../machine/explore.ts';
import type { Machine } from '../../machine/machine.ts';
import type { StateIndex } from '../../machine/targets.ts';
import type { Problem } from '../../model/problem.ts';
import type { Proof } from '../../model/proof.ts';
import { proved, undecided } from '../../proofs/verdict.ts';
import type { Text } from '../../model/text.ts';
import { inBoth } from '../words.ts';
import { delayWords, eventTitle } from './names.ts';
import type { Lived, Stage } from './replay.ts';
import type { WorkflowDocument } from './workflow.ts';

/** What is known of a workflow while it is proved. */
export interface Proving {
  readonly document: WorkflowDocument;
  readonly states: StateIndex;
  readonly machine: Machine;
  readonly explored: Explored;
  /** The configurations in which a state is active, by its name. */
  readonly entered: ReadonlyMap<string, readonly number[]>;
  readonly stage: Stage;
  at(pointer: string): { definition: string; pointer: string };
}

/** Of how many configurations a history is sought. */
export const MOST_TRIED = 20;

/** One proof for all, or those that are refuted or open. */
export function gathered(property: string, all: Proving, failures: readonly Proof[]): readonly Proof[] {
  return failures.length > 0 ? failures : [proved(property, all.at(''))];
}

export const open = (property: string, { document, at, explored }: Proving, pointer: string): Proof =>
  undecided(property, at(pointer), document.title ?? document.name, explored.isWhole ? 'unrealised' : 'budget');

/** A problem with the history that shows it. */
export const shown = (problem: Problem, lived: Lived | undefined): Problem =>
  lived === undefined ? problem : { ...problem, witness: lived.witness };

/** Moves as a reader follows them: `“Claim” → 7 days → “Resolve”`. */
export function historyWords(moves: readonly Move[], { document }: Pick<Proving, 'document'>): Text {
  return inBoth((speech) => {
    const said = moves.flatMap(({ kind, name }) => {
      if (kind === 'begin') return [];
      const [, delay] = /^xstate\.after\.([^.]*)\./.exec(name) ?? [];
      return [delay === undefined ? eventTitle(name, document, speech) : delayWords(delay, document, speech).trim()];
    });
    return said.length === 0 ? '–' : said.join(' → ');
  });
}
