import { useEffect, useMemo, useState } from 'react';
import { type JsonObject, refuses } from '../../../definitions/index.ts';
import { placesOf } from '../../editors/places.ts';
import type { Reader } from '../../texts/reader.ts';
import { textOf } from '../draft/history.ts';
import { askOnce, type Evaluated } from '../try/use-evaluator.ts';
import { otherwise, type Otherwise, stretchesOf } from './stale-parts.ts';
import type { Stretch } from './stretches.ts';

/** Problems and words of what is typed come first. */
const PAUSE_MS = 150;

/** Tells of a text of the last valid words which stretches of it no longer hold. */
export interface Staleness {
  /** `text` makes the text of the words: of those that held, and of how they would read otherwise. */
  readonly of: (text: (words: readonly string[]) => string) => readonly Stretch[];
}

/**
 * Which parts of the last valid words a draft with errors no longer says. Null where it has none, and undefined while that is not
 * known: the draft is no JSON, or is being looked at.
 */
export function useStaleness({
  isStale,
  said,
  words,
  draft,
  subject,
  reader,
}: {
  readonly isStale: boolean;
  /** The document that the words tell. */
  readonly said: JsonObject;
  readonly words: readonly string[] | undefined;
  /** What stands there now; null where it is no JSON. */
  readonly draft: JsonObject | null;
  readonly subject: Evaluated;
  readonly reader: Reader;
}): Staleness | null | undefined {
  const [found, tell] = useState<{ readonly said: JsonObject; readonly others: Otherwise } | null>(null);
  const isAsked = isStale && draft !== null && subject.documents !== undefined;
  const { language } = reader;
  useEffect(() => {
    if (!isAsked || draft === null) return undefined;
    let isGone = false;
    const look = () => {
      const asked = otherwise(said, draft, placesOf(said, reader), async (document) => {
        if (isGone) return null;
        const opened = await askOnce('open', { ...subject, draft: textOf(document) }, {});
        return opened.hash === null || refuses(opened.problems) ? null : opened.words[language];
      });
      // An evaluator that stopped tells nothing; what it said before stays.
      void asked.then((others) => (isGone ? undefined : tell({ said, others }))).catch(() => undefined);
    };
    const waiting = setTimeout(look, PAUSE_MS);
    return () => {
      isGone = true;
      clearTimeout(waiting);
    };
  }, [isAsked, said, draft, subject, reader, language]);
  // What was found of an earlier text stays until this one was looked at.
  const others = isStale && found?.said === said ? found.others : undefined;
  const isKnown = others !== undefined && draft !== null;
  return useMemo(() => {
    if (!isStale) return null;
    if (!isKnown) return undefined;
    const places = placesOf(said, reader);
    return { of: (textIn) => stretchesOf(others, words ?? [], places, textIn) };
  }, [isStale, isKnown, said, words, others, reader]);
}
