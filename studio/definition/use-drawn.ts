import { useState } from 'react';
import { isObject, type Json, type JsonObject } from '../../definitions/index.ts';
import { readInterval } from '../texts/interval.ts';
import type { Version } from './draft/history.ts';
import type { DefinitionStatus } from './use-definition-status.ts';

/**
 * The document that the visual editor draws: what is written now, where an editor made it or its schema holds; else what was drawn
 * last, which is not current and not to be edited.
 */
export function useDrawn(
  { text, document, isDrawn }: Version,
  sound: JsonObject,
  { readable }: DefinitionStatus,
): { readonly document: JsonObject; readonly isCurrent: boolean } {
  const [last, keep] = useState<{ readonly text: string; readonly document: JsonObject } | null>(null);
  const isReadable = document !== null && (isDrawn || (readable?.text === text && hasIntervals(document)));
  if (!isReadable) {
    // While the checker looks at what was typed, nothing is said of it yet.
    const isWaiting = document !== null && readable?.text !== text;
    return { document: last?.document ?? sound, isCurrent: isWaiting && last !== null && hasIntervals(document) };
  }
  if (last?.text !== text) keep({ text, document });
  return { document, isCurrent: true };
}

/** Whether every interval of a document can be drawn: the schema says only that it is a text. */
function hasIntervals(part: Json): boolean {
  if (Array.isArray(part)) return (part as readonly Json[]).every(hasIntervals);
  if (!isObject(part)) return true;
  return Object.entries(part).every(([key, member]) => {
    if (key === 'cases') return true;
    if ((key === 'in' || key === 'share') && typeof member === 'string') return isDrawable(member);
    return hasIntervals(member);
  });
}

function isDrawable(text: string): boolean {
  const read = readInterval(text);
  return read !== undefined && [read.low, read.high].every((end) => end === null || FIGURE_OR_DAY.test(end));
}

const FIGURE_OR_DAY = /^[+-]?(\d+(\.\d+)?|\d{4}-\d\d-\d\d(T.*)?)$/;
