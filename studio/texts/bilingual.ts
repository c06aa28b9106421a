import { createInstance, type i18n } from 'i18next';

/** All that the page can say by now, in both languages; a room brings its own texts with its code. */
export const texts: i18n = createInstance();
void texts.init({
  fallbackLng: 'en',
  resources: {},
  initAsync: false,
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false },
});

/** Texts by their keys: `{{x}}` are slots; `_one` is for a count of one, which only English tells apart. */
type English = Readonly<Record<string, string>>;
type Chinese<En extends English> = Readonly<Record<Exclude<keyof En, `${string}_one`>, string>>;

export interface Bilingual<En extends English> {
  readonly en: En;
  readonly 'zh-CN': Chinese<En>;
}

/** What a room says, in English and in Chinese. From then on the page can say it: who imports a room's texts may say them. */
export function bilingual<const En extends English>(en: En, zhCN: Chinese<En>): Bilingual<En> {
  const both = { en, 'zh-CN': zhCN };
  for (const [language, said] of Object.entries(both)) texts.addResourceBundle(language, 'translation', said, true);
  return both;
}
