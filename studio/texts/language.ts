import type { Language } from '../../definitions/index.ts';
import { texts } from './bilingual.ts';
import './common.ts';

const REMEMBERED = 'guiju.language';

// The choice is remembered in the browser; else the browser's own language counts.
void texts.changeLanguage(firstLanguage());
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
