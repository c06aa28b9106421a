import { useEffect, useState } from 'react';
import type { Language, WorkedTexts } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import type { WorkTexts } from '../view.ts';

/** So long a text stays as it is before it is worked: typing never waits for it. */
const SETTLED_MS = 120;

/** What the texts of the document mean and come to, as they are or were a moment ago; null until it is known in the reader's language. */
export function useWorkedTexts(work: WorkTexts | undefined): WorkedTexts | null {
  const { language } = useReader();
  const [worked, keep] = useState<{ readonly language: Language; readonly found: WorkedTexts } | null>(null);
  useEffect(() => {
    let isGone = false;
    const waiting = setTimeout(() => {
      void work?.().then(
        (found) => {
          if (!isGone && found !== null) keep({ language, found });
        },
        // Where the evaluator fails the page says so at the tab of problems; texts are then told nothing.
        () => undefined,
      );
    }, SETTLED_MS);
    return () => {
      isGone = true;
      clearTimeout(waiting);
    };
  }, [work, language]);
  return worked?.language === language ? worked.found : null;
}
