import { compareFigures, plainText } from '../../editors/intervals/cuts.ts';
import type { Place } from '../../editors/places.ts';
import { readFigure } from '../../texts/figure.ts';

/** How a sentence tells a place: as it stands, a share of one in percent (`0.4` as `40%`), or a figure that is in percent itself. */
export type FigureForm = 'plain' | 'share' | 'percent';

export function formOf(text: string, { kind, value }: Place): FigureForm {
  if (kind === 'name' || !text.endsWith('%')) return 'plain';
  if (isSame(text, value)) return 'percent';
  // What is more than one is told as its part of all (a weight of 2 among 5), and written as it stands.
  return Number(value) <= 1 ? 'share' : 'plain';
}

/** What a field begins with: what the document says, in the words of the sentence where they say that. */
export function begun(text: string, { kind, value }: Place, form: FigureForm): string {
  if (form === 'share') return `${plainText(Number(value) * 100)}%`;
  return kind === 'name' || isSame(text, value) ? text : value;
}

/** What was typed as the document's value; undefined where it is none. */
export function valueIn(written: string, { kind, low, high }: Place, form: FigureForm): string | undefined {
  if (kind === 'name') return written.trim() === '' ? undefined : written.trim();
  const figure = readFigure(form === 'plain' ? written : written.replace(/[%％]\s*$/, ''));
  if (figure === undefined) return undefined;
  const value = form === 'share' ? plainText(Number(figure) / 100) : figure;
  if (low !== null && compareFigures(value, low) <= 0) return undefined;
  return high !== null && compareFigures(value, high) >= 0 ? undefined : value;
}

/** One step up or down, in the figure's last decimal. */
export function stepped(value: string, by: 1 | -1): string {
  const decimals = (value.split('.')[1] ?? '').length;
  return plainText(Number(value) + by * 10 ** -decimals, decimals);
}

const isSame = (text: string, value: string): boolean => Number(text.replace(/[,%]/g, '')) === Number(value);
