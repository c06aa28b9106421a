import { useEffect, useState } from 'react';
import type { JsonObject, Language } from '../../../definitions/index.ts';
import type { Place } from '../../editors/places.ts';
import { textOf } from '../draft/history.ts';
import { firstSentenceOf } from '../first-sentence.ts';
import { askOnce, type Evaluated } from '../try/use-evaluator.ts';
import { changedFigures, skeletonOf, type Told, toldByText, untold } from './spans.ts';

/** After so long without a change the rest is looked for. */
const PAUSE_MS = 350;
/** The most places that are looked for by trying. */
const MOST = 40;

/**
 * Which place each figure of the sentence tells. Where two places could tell it, each is given another value and the sentence read
 * again: what changes is its figure. That is done once for each form of the sentence, in pauses.
 */
export function useTold(
  sentence: string,
  places: readonly Place[],
  {
    document,
    subject,
    language,
  }: { readonly document: JsonObject; readonly subject: Evaluated; readonly language: Language },
): Told {
  const skeleton = `${subject.id} ${language} ${places.map(({ pointer }) => pointer).join(' ')} ${skeletonOf(sentence)}`;
  const byText = toldByText(sentence, places);
  const [tried, setTried] = useState<{ readonly skeleton: string; readonly told: Told } | null>(null);
  const isKnown = tried?.skeleton === skeleton;
  const isOpen = !isKnown && subject.documents !== undefined && untold(sentence, places, byText).length > 0;
  useEffect(() => {
    if (!isOpen) return undefined;
    let isGone = false;
    const find = async () => {
      const told = [...byText];
      for (const i of untold(sentence, places, byText).slice(0, MOST)) {
        const place = places[i];
        if (place?.other === null || place === undefined) continue;
        const draft = textOf(place.set(place.other)(document));
        const opened = await askOnce('open', { ...subject, draft }, {}).catch(() => null);
        if (isGone) return;
        const other = firstSentenceOf(opened?.words[language] ?? []);
        for (const turn of changedFigures(sentence, other) ?? []) told[turn] ??= i;
      }
      setTried({ skeleton, told });
    };
    const waiting = setTimeout(() => void find(), PAUSE_MS);
    return () => {
      isGone = true;
      clearTimeout(waiting);
    };
    // Places and document come anew with every text; the form of the sentence is what counts.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [isOpen, skeleton, sentence]);
  return isKnown ? tried.told : byText;
}
