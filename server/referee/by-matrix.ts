import { type Class, say } from '../../definitions/index.ts';
import { declaredOn } from './judge-context.ts';
import { binOf } from './bins.ts';
import { type Classified, nothing, type Of, ordered } from './classes.ts';
import type { RefereeSubject } from './subject.ts';
import type { Flaw } from './value.ts';

/** The cell that a row and a column meet in. */
export async function byMatrix(document: Of<'matrix'>, subject: RefereeSubject): Promise<Classified> {
  const { rows, columns, cells } = document;
  const flaws: Flaw[] = [];
  const band = async (axis: Of<'matrix'>['rows']) => {
    const fact = await subject.fact(axis.of);
    const declared = declaredOn(subject.hearing.context.documents, subject, axis.of);
    const bin = await binOf(axis, axis.bands, { value: fact.value, declared }, subject);
    flaws.push(...fact.flaws, ...bin.flaws);
    return bin.index === undefined ? null : (axis.bands[bin.index]?.name ?? null);
  };
  const [row, column] = [await band(rows), await band(columns)];
  const cell = row === null || column === null ? undefined : cells[row]?.[column];
  const classes = ordered(document.classes ?? distinctClasses(document));
  const own = classes.findIndex(({ name }) => name === cell?.class);
  const treatmentAt = (rank: number | null) =>
    (rank === own ? cell?.treatment : undefined) ?? classes[rank ?? -1]?.treatment;
  return {
    ...nothing,
    classes,
    rank: own < 0 ? null : own,
    flaws,
    members: (rank) => {
      const treatment = treatmentAt(rank);
      return {
        row,
        column,
        treatment: treatment === undefined ? null : say(treatment, subject.hearing.inputs.language),
      };
    },
    outputs: [
      ['row', row],
      ['column', column],
    ],
  };
}

function distinctClasses({ rows, columns, cells }: Of<'matrix'>): readonly Class[] {
  // As the cells name them, in the order the grid is written.
  const names = Object.values(cells).flatMap((row) => Object.values(row).map((cell) => cell.class));
  if (rows.bands.length * columns.bands.length === 0) return [];
  return [...new Set(names)].map((name) => ({ name }));
}
