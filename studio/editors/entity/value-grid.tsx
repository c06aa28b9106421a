import { type EntityDocument, LANGUAGES, type Text } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import { CellGrid, type GridDeeds } from '../parts/cell-grid.tsx';
import type { Change } from '../view.ts';
import { titled } from '../edit.ts';
import { setValues } from './edits.ts';

interface Value {
  readonly code: string;
  readonly title: Text | undefined;
}

/** The values that a text field may have, with what people call them; none: any text. A code that is emptied goes. */
export function ValueGrid({
  document,
  name,
  change,
}: {
  readonly document: EntityDocument;
  readonly name: string;
  readonly change: Change<EntityDocument>;
}) {
  const { t } = useReader();
  const values = valuesOf(document, name);
  const set = (by: (values: readonly Value[]) => readonly Value[], gesture?: string) =>
    change((before) => setValues(before, name, by(valuesOf(before, name)).filter(once)), gesture);
  const write = (of: readonly Value[], row: number, column: number, text: string): readonly Value[] => {
    const before = of[row] ?? { code: '', title: undefined };
    const language = LANGUAGES[column - 1];
    const next =
      language === undefined
        ? { ...before, code: text }
        : { ...before, title: titled(before.title, language, text) as Text | undefined };
    return row < of.length ? of.map((one, i) => (i === row ? next : one)) : [...of, next];
  };
  const deeds: GridDeeds = {
    write: (row, column, text, gesture) => set((of) => write(of, row, column, text), gesture),
    paste: (row, column, block) =>
      set((of) =>
        block.reduce(
          (rows, texts, i) =>
            texts.reduce(
              (all, text, j) => (column + j > LANGUAGES.length ? all : write(all, row + i, column + j, text)),
              rows,
            ),
          of,
        ),
      ),
    add: () => set((of) => [...of, { code: freshCode(of), title: undefined }]),
    remove: (row) => set((of) => of.filter((_, i) => i !== row)),
    move: (row, by) =>
      set((of) => of.map((one, i) => (i === row ? (of[row + by] ?? one) : i === row + by ? (of[row] ?? one) : one))),
  };
  return (
    <div className="member-values">
      <p>{t(values.length === 0 ? 'entity.anyText' : 'entity.values')}</p>
      <CellGrid
        label={t('entity.values')}
        heads={[
          { title: t('entity.code') },
          ...LANGUAGES.map((language) => ({ title: t(`entity.title.${language}`) })),
        ]}
        rows={values.map(({ code, title }) => [
          code,
          ...LANGUAGES.map((language) => (typeof title === 'string' ? title : (title?.[language] ?? ''))),
        ])}
        pointerAt={(row, column) => `/fields/${name}/${column === 0 ? 'enum' : 'labels'}/${String(row)}`}
        deeds={deeds}
      />
    </div>
  );
}

function valuesOf(document: EntityDocument, name: string): readonly Value[] {
  const { enum: members = [], labels = {} } = document.fields[name] ?? { type: 'string' };
  return members.map((code) => ({ code, title: labels[code] }));
}

/** A code stands once, and is no empty text. */
const once = ({ code }: Value, at: number, all: readonly Value[]) =>
  code !== '' && all.findIndex((one) => one.code === code) === at;

function freshCode(values: readonly Value[]): string {
  for (let n = values.length + 1; ; n += 1)
    if (!values.some(({ code }) => code === `value-${String(n)}`)) return `value-${String(n)}`;
}
