import type { Speech } from '../expression/to-words/speech.ts';
import { pick2, spoken } from '../expression/to-words/speech.ts';
import type { Language, Text } from '../text.ts';
import type { Document, Surroundings } from './kind.ts';

/** A speech to a reader. */
export function speechOf(around: Surroundings, language: Language): Speech {
  return { around, language };
}

/** The title of a part: its text, else its name. */
export function titled(speech: Speech, part: { readonly title?: Text; readonly name: string }): string {
  return part.title === undefined ? part.name : spoken(speech, part.title);
}

/** What a definition is about, as people call them: `客户`, `customers`. */
export function subjectOf(speech: Speech, entity: string | undefined): string {
  const document: Document | undefined = entity === undefined ? undefined : speech.around.document(entity);
  if (entity === 'entity/customer') return pick2(speech, '客户', 'customers');
  return document?.title === undefined ? pick2(speech, '记录', 'records') : spoken(speech, document.title);
}

/** A share as a percentage without idle zeros: 0.35 → `35%`. */
export function percent(speech: Speech, share: number): string {
  const text = String(Math.round(share * 1e8) / 1e6);
  return pick2(speech, `${text}%`, `${text} %`);
}
