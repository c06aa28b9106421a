import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '../../definitions/index.ts';
import { en } from './en.ts';
import { zhCN } from './zh-CN.ts';

const REMEMBERED = 'guiju.language';

/** The texts in the reader's language. The choice is remembered in the browser; else the browser's own language counts. */
export const texts: i18n = createInstance();
void texts.use(initReactI18next).init({
  lng: firstLanguage(),
  fallbackLng: 'en',
  resources: { en: { translation: en }, 'zh-CN': { translation: zhCN } },
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false },
});
document.documentElement.lang = texts.language;

/** Which of the two languages the page speaks now. */
export function currentLanguage(): Language {
  return texts.language === 'zh-CN' ? 'zh-CN' : 'en';
}

export function chooseLanguage(language: Language): void {
  try {
    localStorage.setItem(REMEMBERED, language);
  } catch {
    // A browser that keeps nothing forgets the choice; the page still changes.
  }
  document.documentElement.lang = language;
  void texts.changeLanguage(language);
}

function firstLanguage(): Language {
  const known = remembered() ?? navigator.language;
  return known.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}

function remembered(): string | null {
  try {
    return localStorage.getItem(REMEMBERED);
  } catch {
    return null;
  }
}
