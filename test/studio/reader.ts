import { createInstance } from 'i18next';
import type { Language } from '../../definitions/index.ts';
import { en } from '../../studio/texts/en.ts';
import { type Reader, readerOf } from '../../studio/texts/reader.ts';
import { zhCN } from '../../studio/texts/zh-CN.ts';

/** A reader with the studio's own texts, outside a page. */
export function testReader(language: Language): Reader {
  const texts = createInstance();
  void texts.init({
    lng: language,
    resources: { en: { translation: en }, 'zh-CN': { translation: zhCN } },
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  return readerOf(language, (key, slots) => texts.t(key, slots));
}
