import { pick2, type Speech } from './speech.ts';

/**
 * A phrase in brackets; where it holds brackets itself, a letter that stands for it, so that no reader counts brackets: the sentence
 * says behind what the letter means.
 */
export function bracketed(text: string, speech: Speech): string {
  if (speech.footnotes !== undefined && /[（(]/.test(text)) return speech.footnotes.letterFor(text);
  return pick2(speech, `（${text}）`, `(${text})`);
}
