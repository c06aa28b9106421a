import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { beside, type Language, say as sayText, type Text } from '../../definitions/index.ts';
import type { analysesTexts } from './analyses.ts';
import type { calendarTexts } from './calendar.ts';
import type { commonTexts } from './common.ts';
import type { conditionsTexts } from './conditions.ts';
import type { customersTexts } from './customers.ts';
import type { dataTexts } from './data.ts';
import type { definitionTexts } from './definition.ts';
import type { draftTexts } from './drafts.ts';
import type { entityTexts } from './entity.ts';
import type { feedTexts } from './feed.ts';
import type { feelTexts } from './feel.ts';
import type { formulaTexts } from './formula.ts';
import type { gridTexts } from './grid.ts';
import type { manualTexts } from './manual.ts';
import type { guideTexts } from './guide.ts';
import type { approvalTexts } from './approvals.ts';
import type { leadTexts } from './lead.ts';
import type { matchingTexts } from './matching.ts';
import type { movesTexts } from './moves.ts';
import type { newDefinitionTexts } from './new-definition.ts';
import type { operatorTexts } from './operators.ts';
import type { deskTexts } from './desk.ts';
import type { populationTexts } from './population.ts';
import type { queueTexts } from './queue.ts';
import type { referenceTexts } from './reference.ts';
import type { regressionTexts } from './regression.ts';
import type { releaseTexts } from './release.ts';
import type { requestTypeTexts } from './request-type.ts';
import type { rosterTexts } from './roster.ts';
import type { rulerTexts } from './ruler.ts';
import type { scorecardTexts } from './scorecard.ts';
import type { segmentationTexts } from './segmentation.ts';
import type { settingsTexts } from './settings.ts';
import type { steppingTexts } from './stepping.ts';
import type { surveyTexts } from './survey.ts';
import type { tableTexts } from './table.ts';
import type { templateTexts } from './template.ts';
import type { tryTexts } from './try.ts';
import type { usesTexts } from './uses.ts';
import type { viewsTexts } from './views.ts';
import type { workflowTexts } from './workflow.ts';

/** The texts of every room. A key stands in one of them, and a room says only what it, or one it is shown in, imports. */
type Texts =
  | typeof analysesTexts
  | typeof calendarTexts
  | typeof commonTexts
  | typeof conditionsTexts
  | typeof customersTexts
  | typeof dataTexts
  | typeof definitionTexts
  | typeof draftTexts
  | typeof entityTexts
  | typeof feedTexts
  | typeof feelTexts
  | typeof formulaTexts
  | typeof gridTexts
  | typeof manualTexts
  | typeof guideTexts
  | typeof approvalTexts
  | typeof leadTexts
  | typeof matchingTexts
  | typeof movesTexts
  | typeof newDefinitionTexts
  | typeof operatorTexts
  | typeof deskTexts
  | typeof populationTexts
  | typeof queueTexts
  | typeof referenceTexts
  | typeof regressionTexts
  | typeof releaseTexts
  | typeof requestTypeTexts
  | typeof rosterTexts
  | typeof rulerTexts
  | typeof scorecardTexts
  | typeof segmentationTexts
  | typeof settingsTexts
  | typeof steppingTexts
  | typeof surveyTexts
  | typeof tableTexts
  | typeof templateTexts
  | typeof tryTexts
  | typeof usesTexts
  | typeof viewsTexts
  | typeof workflowTexts;

type KeysOf<Some> = Some extends { readonly en: infer En } ? Extract<keyof En, string> : never;
type Stem<Key extends string> = Key extends `${infer Name}_one` | `${infer Name}_other` ? Name : Key;
/** A key of a text, without the ending for its count. */
export type Said = Stem<KeysOf<Texts>>;

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
      const filled = { ...n, ...slots };
      return language === 'zh-CN' ? joined(look(key, marked(filled))) : look(key, filled);
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

/** Stands around what fills a slot until the seams are set; no text holds it. */
const SEAM = '\ue000';

function marked(slots: Readonly<Record<string, string | number>>): Record<string, string | number> {
  // A count chooses the form of a text, for which it stays a number.
  const isMarked = ([key, value]: readonly [string, string | number]) => key !== 'count' && value !== '';
  return Object.fromEntries(
    Object.entries(slots).map(([key, value]) => [key, isMarked([key, value]) ? `${SEAM}${value}${SEAM}` : value]),
  );
}

/** A Chinese text with a blank at the seams between its characters and the figures or Latin words that fill its slots. */
const joined = (text: string): string => (text.includes(SEAM) ? text.split(SEAM).reduce(beside) : text);

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
