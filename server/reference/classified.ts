import { type Class, type JsonObject, say, type Segmentation } from '../../definitions/index.ts';
import { binOf } from './bins.ts';
import { declaredOn } from './bench.ts';
import type { Declared } from './declared.ts';
import { Figure, figureOf, rounded, ZERO } from './figure.ts';
import type { Ground } from './outcome.ts';
import type { Subject } from './subject.ts';
import { type Flaw, order, type Value, wired } from './value.ts';

/** What a method answers, before exceptions and stability. */
export interface Classified {
  /** Low to high where they have an order, else as written. */
  readonly classes: readonly Class[];
  readonly rank: number | null;
  readonly flaws: readonly Flaw[];
  readonly grounds: readonly Ground[];
  readonly isPartial: boolean;
  /** The figure that is cut, and the lower bound of each class by rank. */
  readonly score: { readonly of: Value; readonly lows: readonly (Figure | null)[] } | null;
  /** What the value says besides the class; `rank`: of the class that is given in the end. */
  members(rank: number | null): JsonObject;
  readonly outputs: readonly (readonly [string, Value])[];
}

type Of<M extends Segmentation['method']> = Extract<Segmentation, { method: M }>;

/** The class a segmentation's method gives a subject. */
export function classified(document: Segmentation, subject: Subject): Promise<Classified> {
  switch (document.method) {
    case 'composite':
      return byComposite(document, subject);
    case 'criteria':
      return byCriteria(document, subject);
    case 'matrix':
      return byMatrix(document, subject);
    case 'share':
      return byShare(document, subject);
  }
}

const nothing = { grounds: [], isPartial: false, score: null, members: () => ({}), outputs: [] } as const;

/** Low to high by `order` where every class has one. */
function ordered(classes: readonly Class[]): readonly Class[] {
  if (classes.some(({ order: own }) => own === undefined)) return classes;
  return [...classes].sort((a, b) => (a.order ?? 0) - (b.order ?? 0));
}

async function byComposite(document: Of<'composite'>, subject: Subject): Promise<Classified> {
  const { decimals, scores } = document;
  const flaws: Flaw[] = [];
  const grounds: Ground[] = [];
  let [sum, weights, isKnown, isPartial, isRefused] = [ZERO, ZERO, true, false, false];
  for (const { of, weight: written, ifMissing = 'refuse' } of scores) {
    const fact = await subject.fact(of);
    flaws.push(...fact.flaws);
    const weight = figureOf(written);
    const stated = typeof ifMissing === 'number' ? figureOf(ifMissing) : null;
    const value = fact.value instanceof Figure ? fact.value : stated;
    if (value === null && ifMissing === 'refuse') {
      flaws.push({ code: 'score-missing', refuses: true, slots: { part: of } });
      isRefused = true;
    }
    if (weight.isZero()) continue;
    if (value === null && ifMissing === 'reweigh') isPartial = true;
    else if (value === null) isKnown = false;
    else [sum, weights] = [sum.plus(weight.times(value)), weights.plus(weight)];
    if (fact.value !== null) grounds.push(...(await lossesOf(of, weight, subject)));
  }
  const score = isKnown && !weights.isZero() ? rounded(sum.div(weights), decimals) : null;
  if (score === null && !isRefused) flaws.push({ code: 'all-scores-missing', refuses: true });
  const classes = [...document.classes].sort((a, b) => (lowOf(a.in) ?? LEAST).comparedTo(lowOf(b.in) ?? LEAST));
  const declared: Declared = { kind: 'number', decimals, isList: false };
  const bin =
    score === null
      ? null
      : await binOf(
          document,
          classes.map((one) => ({ in: one.in })),
          { value: score, declared },
          subject,
        );
  return {
    classes,
    rank: bin?.index ?? null,
    flaws: [...flaws, ...(bin?.flaws ?? [])],
    grounds,
    isPartial,
    score: { of: score, lows: classes.map((one) => leastOf(one.in, decimals)) },
    members: () => ({ score: wired(score, decimals) }),
    outputs: [['score', score]],
  };
}

const LEAST = new Figure('-1e60');

/** What a scorecard's characteristics lost, times the weight of its score. */
async function lossesOf(of: string, weight: Figure, subject: Subject): Promise<readonly Ground[]> {
  const [id = '', output] = of.split('#');
  if (!id.startsWith('scorecard/') || output !== 'score') return [];
  const { grounds } = await subject.outcome(id);
  return grounds.flatMap(({ loss, ...ground }) =>
    loss === null
      ? []
      : [{ ...ground, loss: { figure: loss.figure.times(weight), decimals: loss.decimals + weight.decimalPlaces() } }],
  );
}

function lowOf(interval: string): Figure | null {
  const bound = /[[(]\s*([^,\s]+)/.exec(interval)?.[1] ?? '';
  return /^[-+]?(∞|inf)$/.test(bound) ? null : new Figure(bound);
}

/** The least figure of an interval: an open end begins one unit further in. */
function leastOf(interval: string, decimals: number): Figure | null {
  const low = lowOf(interval);
  return low === null || interval.trim().startsWith('[') ? low : low.plus(new Figure(10).pow(-decimals));
}

/** The classes of a segmentation by criteria, and that of `otherwise` where it is not among them. */
export function allClasses({ classes, otherwise }: Of<'criteria'>): readonly Class[] {
  const own: Class | undefined = typeof otherwise === 'string' ? { name: otherwise } : otherwise;
  return own === undefined || classes.some(({ name }) => name === own.name) ? classes : [...classes, own];
}

async function byCriteria(document: Of<'criteria'>, subject: Subject): Promise<Classified> {
  const { otherwise } = document;
  const classes = ordered(allClasses(document));
  const left = typeof otherwise === 'string' ? otherwise : otherwise?.name;
  const tested = document.classes.filter(({ when }) => when !== undefined);
  const bins = [
    ...tested.map(({ when }) => ({ when: when ?? {} })),
    ...(left === undefined ? [] : [{ otherwise: true as const }]),
  ];
  const { index, flaws } = await binOf(document, bins, null, subject);
  const name = index === undefined ? undefined : (tested[index]?.name ?? left);
  // The last flaw is the bins' own; before it stand those of what the conditions read.
  const told = index === undefined ? [...flaws.slice(0, -1), { code: 'no-class-holds', refuses: true }] : flaws;
  return {
    ...nothing,
    classes,
    rank: name === undefined ? null : classes.findIndex((one) => one.name === name),
    flaws: told,
  };
}

async function byMatrix(document: Of<'matrix'>, subject: Subject): Promise<Classified> {
  const { rows, columns, cells } = document;
  const flaws: Flaw[] = [];
  const band = async (axis: Of<'matrix'>['rows']) => {
    const fact = await subject.fact(axis.of);
    const declared = declaredOn(subject.hearing.court.documents, subject, axis.of);
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

/** Shares run from the top down; the classes, low to high, are parted by the frozen cuts. */
async function byShare(document: Of<'share'>, subject: Subject): Promise<Classified> {
  const fact = await subject.fact(document.of);
  const start = (one: { readonly share: string }) => lowOf(one.share) ?? ZERO;
  const classes = [...document.classes].sort((a, b) => start(b).comparedTo(start(a)));
  const given = subject.hearing.court.cuts[`segmentation/${document.name}`] ?? [];
  const cuts = classes.slice(1).map((_, i) => (given[i] === undefined ? null : figureOf(given[i])));
  const flaws: Flaw[] = [...fact.flaws];
  if (cuts.includes(null)) flaws.push({ code: 'cuts-missing', refuses: true });
  if (fact.value === null) flaws.push({ code: 'score-missing', refuses: true, slots: { part: document.of } });
  const { value } = fact;
  const { decimals } = declaredOn(subject.hearing.court.documents, subject, document.of);
  const above = value === null ? -1 : cuts.findIndex((cut) => cut !== null && order(value, cut) < 0);
  return {
    ...nothing,
    classes,
    rank: above < 0 ? classes.length - 1 : above,
    flaws,
    score: { of: value, lows: [null, ...cuts] },
    members: () => ({ score: wired(value, decimals) }),
    outputs: [['score', value]],
  };
}
