import { claimedId, isObject, type JsonObject, readJson } from '../../../definitions/index.ts';

/** A text that a definition had or has on the page, and what it is read as. */
export interface Version {
  readonly text: string;
  /** The document; null while the text is no JSON, or another definition's. */
  readonly document: JsonObject | null;
  /** Whether it came of an edit of the visual editor, which by that can draw it. */
  readonly isDrawn: boolean;
}

/**
 * All that was done to a definition on this page, by the visual editor, the sentence or the JSON editor: one line of versions. Documents
 * share what did not change between them, so that keeping them costs little more than keeping the steps.
 */
export interface History {
  readonly past: readonly Version[];
  readonly present: Version;
  readonly future: readonly Version[];
  /** What goes on: changes of one gesture (a drag, a burst of typing) are one step. */
  readonly gesture: string | null;
}

const MOST_STEPS = 500;

export function begin(present: Version): History {
  return { past: [], present, future: [], gesture: null };
}

/** The history with another version as its present. A change of the gesture that made the present takes its place. */
export function changed(history: History, next: Version, gesture: string | null = null): History {
  const { past, present } = history;
  if (next.text === present.text) return history;
  if (gesture !== null && gesture === history.gesture) return { past, present: next, future: [], gesture };
  return { past: [...past.slice(-MOST_STEPS + 1), present], present: next, future: [], gesture };
}

/** One step back: the same history where there is none. */
export function undone(history: History): History {
  const before = history.past.at(-1);
  if (before === undefined) return history;
  const { past, present, future } = history;
  return { past: past.slice(0, -1), present: before, future: [present, ...future], gesture: null };
}

/** One step forth again. */
export function redone(history: History): History {
  const [next, ...future] = history.future;
  if (next === undefined) return history;
  return { past: [...history.past, history.present], present: next, future, gesture: null };
}

/** The text of a document as the page writes it. */
export const textOf = (document: JsonObject): string => `${JSON.stringify(document, null, 2)}\n`;

/** A version that was typed as text. */
export function typed(id: string, text: string): Version {
  const read = readJson(text, id);
  const document = read.kind === 'read' && isObject(read.document) ? read.document : null;
  return { text, document: document !== null && claimedId(document) === id ? document : null, isDrawn: false };
}

/** A version that an editor made. */
export const drawn = (document: JsonObject): Version => ({ text: textOf(document), document, isDrawn: true });
