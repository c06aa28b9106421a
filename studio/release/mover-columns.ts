import type { ImpactReport } from '../api/releases.ts';
import type { Reader } from '../texts/reader.ts';
import type { Titles } from '../texts/titles.ts';

/** One who moves, as the server tells it: by column, answers as `before x` and `after x`. */
export type MoverRow = Readonly<Record<string, unknown>>;

export interface MoverColumn {
  readonly name: string;
  readonly title: string;
  text(row: MoverRow): string;
  /** Of an answer, both sides of it. */
  sides?(row: MoverRow): { readonly before: string; readonly after: string };
}

const FIGURES: ReadonlySet<string> = new Set(['integer', 'decimal']);
const ASIDE: ReadonlySet<string> = new Set(['rownum', 'changed']);

/**
 * What is shown of those who move: what they are known by, then their class and their figures, old → new. Where the answers are neither,
 * every answer that there is.
 */
export function moverColumns(
  rows: readonly MoverRow[],
  { ref, column, figures }: ImpactReport,
  titles: Titles,
  { number, t }: Pick<Reader, 'number' | 't'>,
): readonly MoverColumn[] {
  const names = Object.keys(rows[0] ?? {});
  const answers = names.flatMap((name) => (name.startsWith('before ') ? [name.slice('before '.length)] : []));
  const outputs = [...(column === null ? [] : [column]), ...figures.map(({ name }) => name)];
  const output = (answer: string) => outputs.find((one) => answer === one || answer.endsWith(`_${one}`));
  const named = answers.filter((answer) => output(answer) !== undefined);
  const shown = (value: unknown, of: string | undefined): string => {
    if (value === null || value === undefined || value === '') return t('review.impact.noClass');
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return of === column ? titles.value(ref, text) : number(text);
  };
  const known = names.filter((name) => !ASIDE.has(name) && !/^(before|after) /.test(name));
  return [
    ...known.map((name) => ({
      name,
      title: titles.fact(name),
      text: (row: MoverRow) => {
        const value = row[name];
        if (typeof value !== 'string') return '–';
        // A number by which somebody is known is no figure.
        return FIGURES.has(String(titles.declared(name)?.['type']))
          ? titles.figure(name, value)
          : titles.value(name, value);
      },
    })),
    ...(named.length > 0 ? named.filter(isShortest(named, output)) : answers).map((answer) => {
      const sides = (row: MoverRow) => ({
        before: shown(row[`before ${answer}`], output(answer)),
        after: shown(row[`after ${answer}`], output(answer)),
      });
      return {
        name: answer,
        title: titles.fact(`${ref}#${output(answer) ?? answer}`),
        sides,
        text: (row: MoverRow) => `${sides(row).before} → ${sides(row).after}`,
      };
    }),
  ];
}

/** Of answers that end alike (`a_class`, `a_next_class`) the one that is the output itself. */
const isShortest =
  (answers: readonly string[], output: (answer: string) => string | undefined) =>
  (answer: string): boolean =>
    answers.every((other) => output(other) !== output(answer) || other.length >= answer.length);
