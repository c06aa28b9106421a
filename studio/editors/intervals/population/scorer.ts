import { type Columns, countCells, countColumns, readColumns, toldOf } from './columns.ts';
import { NOT_HELD, type ScorerAnswer, type ScorerCalls, type ScorerQuestion } from './protocol.ts';

/**
 * The scorer: a worker that holds samples of the population and counts who falls where while a cut is dragged, so that the hand never
 * waits for it.
 */

/** So many samples are held: of the definition in force, and of the last drafts. */
const HELD = 4;
const held = new Map<string, Columns>();

const calls: ScorerCalls = {
  load({ key, sample }) {
    held.delete(key);
    held.set(key, readColumns(sample));
    const [oldest] = held.keys();
    if (held.size > HELD && oldest !== undefined) held.delete(oldest);
    return toldOf(key, sample);
  },
  count: (asked) => countColumns(heldOf(asked.key), asked),
  cells: (asked) => countCells(heldOf(asked.key), asked),
};

function heldOf(key: string): Columns {
  const columns = held.get(key);
  if (columns === undefined) throw new Error(NOT_HELD);
  // Used last, it is let go last.
  held.delete(key);
  held.set(key, columns);
  return columns;
}

self.onmessage = ({ data }: MessageEvent<ScorerQuestion>) => {
  self.postMessage(answer(data));
};

function answer({ call, name, argument }: ScorerQuestion): ScorerAnswer {
  try {
    // The client's types pair each name with its argument.
    return { call, result: (calls[name] as (of: unknown) => unknown)(argument) };
  } catch (error) {
    return { call, error: error instanceof Error ? error.message : String(error) };
  }
}
