import type { Language } from '../../definitions/index.ts';
import { type Reader, readerOf } from '../../studio/texts/reader.ts';
import { texts } from './texts/all.ts';

/** A reader with the texts of all rooms, outside a page. */
export function testReader(language: Language): Reader {
  return readerOf(language, texts.getFixedT(language));
}
