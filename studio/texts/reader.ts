import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Language, say as sayText, type Text } from '../../definitions/index.ts';
import type { en } from './en.ts';

type Stem<Key extends string> = Key extends `${infer Name}_one` | `${infer Name}_other` ? Name : Key;
/** A key of a text, without the ending for its count. */
export type Said = Stem<keyof typeof en>;

/** How one reader is spoken to: texts, titles and figures in the chosen language. */
export interface Reader {
  readonly language: Language;
  /** A text of the studio. `count` chooses singular or plural and is shown as `n` with the reader's separators. */
  t(key: Said, slots?: Readonly<Record<string, string | number>>): string;
  /** A text of a definition. */
  say(text: Text | undefined): string;
  /** A figure with the reader's separators, up to 12 decimals and at least so many; one written as text keeps all its digits. */
  number(figure: number | string, decimals?: number): string;
  percent(share: number, decimals?: number): string;
}

export function useReader(): Reader {
  const { t: translate, i18n } = useTranslation();
  const language: Language = i18n.language === 'zh-CN' ? 'zh-CN' : 'en';
  return useMemo(() => readerOf(language, translate), [language, translate]);
}

/** A reader made of a language and a look-up of texts. */
export function readerOf(
  language: Language,
  look: (key: string, slots: Record<string, string | number>) => string,
): Reader {
  const number = (figure: number | string, decimals = 0) => figureText(figure, decimals, language);
  return {
    language,
    t: (key, slots = {}) => {
      const count = slots['count'];
      const n = typeof count === 'number' && slots['n'] === undefined ? { n: number(count) } : {};
      return look(key, { ...n, ...slots });
    },
    say: (text) => sayText(text, language),
    number,
    percent: (share, decimals = 1) => {
      const format = new Intl.NumberFormat(language, {
        style: 'percent',
        minimumFractionDigits: decimals,
        maximumFractionDigits: decimals,
      });
      // A few of many are not nobody.
      const least = 10 ** (-decimals - 2);
      return share > 0 && share < least / 2 ? `<${format.format(least)}` : format.format(share);
    },
  };
}

function figureText(figure: number | string, decimals: number, language: Language): string {
  if (typeof figure === 'number') {
    return new Intl.NumberFormat(language, { minimumFractionDigits: decimals, maximumFractionDigits: 12 }).format(
      figure,
    );
  }
  if (!/^-?\d+(\.\d+)?$/.test(figure)) return figure;
  const [whole = '', fraction] = figure.split('.');
  return whole.replace(/\B(?=(\d{3})+$)/g, ',') + (fraction === undefined ? '' : `.${fraction}`);
}
