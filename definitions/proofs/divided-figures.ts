import { holds, integer, isMissing, not, or, TRUE, when } from '../expression/build-logic.ts';
import type { Decision, Shape } from '../model/decision.ts';
import type { Bins, Expression } from '../model/expression.ts';
import { nodesOf, ownParts } from '../expression/walk.ts';
import { writtenIn } from './index-nodes.ts';

/** A number that a definition divides by a list of intervals: bins, bands or classes. */
export interface DividedFigure {
  /** Where the list stands in the document: `/bands`, `/classes`, `/characteristics/0/bins`. */
  readonly pointer: string;
  /** The decimals of its exact scale: the figure is a whole number of units of 10^-decimals. */
  readonly decimals: number;
  readonly of: Expression;
  /** The fields that it is, or is reckoned from, also by formulas and regressions: what is decided of fields, and points of bins, are not. */
  readonly fields: readonly FieldOf[];
  /** The same with those that bins of its own document give points by: whoever writes the bins chooses how finely they tell the field. */
  readonly fieldsThroughBins: readonly FieldOf[];
  /** Its items in the order in which they are tried: where each stands, and whether it is an interval of figures. */
  readonly items: readonly { readonly pointer: string; readonly isInterval: boolean }[];
  /** Where it is a weighted mean: the decimals of the scores that have a weight, in the order of the document. */
  readonly parts: readonly { readonly decimals: number }[];
}

/** An axis of a matrix: a list of bands of which each record stands in one at most. */
export interface DividedAxis extends Pick<DividedFigure, 'pointer' | 'fields' | 'fieldsThroughBins'> {}

export interface FieldOf {
  readonly entity: string;
  readonly name: string;
}

/**
 * What a definition divides and how each record stands to it, as a decision that refuses nothing. Its value has, for the figure at `i`,
 * the members `f<i>` (the figure), `b<i>` (the position of the item that holds, missing where none does) and for its part at `k`
 * `f<i>_<k>`; for the axis at `i` the
 * member `a<i>` (the position of the band that holds); and `standing`.
 */
export interface FiguresDesign {
  readonly figures: readonly DividedFigure[];
  readonly axes: readonly DividedAxis[];
  readonly decision: Decision;
}

/** How a record comes to its class or band: by its figures, by an exception; or it has none: refused, or not among those it applies to. */
export const STANDINGS = ['figures', 'exception', 'refused', 'none'] as const;
export type Standing = (typeof STANDINGS)[number];

/** The figures that a decision divides by lists of its own document, in the order of the lists. */
export function figuresDesign(decision: Decision): FiguresDesign {
  const { bins: written } = writtenIn(decision);
  const lists = [...written].flatMap(([pointer, bins]) => figureOf(pointer, bins));
  const axes = AXES.flatMap((pointer) => axisOf(pointer, written.get(pointer)));
  const members = [
    ...lists.flatMap(({ figure, bins }, i) => [
      { name: `f${i}`, shape: value(figure.of) },
      { name: `b${i}`, shape: value(bins) },
      ...partsOf(figure.of).map((of, k) => ({ name: `f${i}_${k}`, shape: value(of) })),
    ]),
    ...axes.map(({ bins }, i) => ({ name: `a${i}`, shape: value(bins) })),
    { name: 'standing', shape: value(standingOf(decision)) },
  ];
  return {
    figures: lists.map(({ figure }) => figure),
    axes: axes.map(({ axis }) => axis),
    decision: alone(decision, { kind: 'object', members }),
  };
}

/** The class or band that a decision gives, as a decision of its own whose value is `{ class }`; undefined where it gives none. */
export function classDecision(
  decision: Decision,
): { readonly names: readonly string[]; readonly decision: Decision } | undefined {
  const of = outcomeOf(decision);
  if (of?.type.kind !== 'string' || of.type.enum === undefined) return undefined;
  const members = [{ name: 'class', shape: value(of) }];
  return { names: of.type.enum, decision: alone(decision, { kind: 'object', members }) };
}

/**
 * In which classes of a segmentation each record stands, as a decision that refuses nothing. Its value has `given` (the class, or the list
 * of all that hold), `isDecided`, `standing`, and where the classes are intervals of a figure, `figure`.
 */
export interface MembershipDesign {
  readonly decision: Decision;
  /** Whether a record may stand in several classes: `given` is a list. */
  readonly isMany: boolean;
  readonly divided: DividedFigure | null;
  /** The least figure of each class that is an interval, in whole units of the figure's scale, ascending; classes by their pointers. */
  readonly lows: readonly { readonly pointer: string; readonly low: bigint }[];
}

/** Undefined for a decision that gives no classes. */
export function membershipDesign(decision: Decision): MembershipDesign | undefined {
  const own = decision.value;
  if (own.kind !== 'object') return undefined;
  const given = own.members.find(({ name }) => name === 'class' || name === 'classes');
  if (given === undefined) return undefined;
  const bins = writtenIn(decision).bins.get('/classes');
  const [divided = null] = bins === undefined ? [] : figureOf('/classes', bins).map(({ figure }) => figure);
  const isDecided = own.presentWith === undefined ? TRUE : not(isMissing(own.presentWith));
  const members = [
    { name: 'given', shape: given.shape },
    { name: 'isDecided', shape: value(isDecided) },
    { name: 'standing', shape: value(standingOf(decision)) },
    ...(divided === null ? [] : [{ name: 'figure', shape: value(divided.of) }]),
  ];
  const lows = (bins?.bins ?? []).flatMap(({ test, origin: { pointer } }) =>
    test.kind === 'range' && test.range.low !== null ? [{ pointer, low: test.range.low }] : [],
  );
  return {
    decision: alone(decision, { kind: 'object', members }),
    isMany: given.name === 'classes',
    divided,
    lows: divided === null ? [] : lows.toSorted((a, b) => (a.low < b.low ? -1 : a.low > b.low ? 1 : 0)),
  };
}

const value = (of: Expression): Shape => ({ kind: 'value', of });

const alone = (decision: Decision, shape: Shape): Decision => ({
  ...decision,
  value: shape,
  reasons: [],
  problems: [],
  partial: null,
});

function figureOf(pointer: string, bins: Bins): readonly { readonly figure: DividedFigure; readonly bins: Bins }[] {
  const { on } = bins;
  if (on?.type.kind !== 'number' || !bins.bins.some(({ test }) => test.kind === 'range')) return [];
  const items = bins.bins.map(({ test, origin }) => ({ pointer: origin.pointer, isInterval: test.kind === 'range' }));
  const own = bins.bins[0]?.origin.definition;
  const fields = fieldsOf(on, undefined);
  const parts = partsOf(on).map(({ type }) => ({ decimals: type.kind === 'number' ? type.decimals : 0 }));
  const throughBins = { fieldsThroughBins: fieldsOf(on, own) };
  const figure = { pointer, decimals: on.type.decimals, of: on, fields, ...throughBins, items, parts };
  return [{ figure, bins }];
}

/** Where the bands of a matrix stand. */
const AXES = ['/rows/bands', '/columns/bands'] as const;

function axisOf(
  pointer: string,
  bins: Bins | undefined,
): readonly { readonly axis: DividedAxis; readonly bins: Bins }[] {
  if (bins === undefined || bins.on === null) return [];
  const own = bins.bins[0]?.origin.definition;
  return [{ axis: { pointer, fields: fieldsOf(bins.on, undefined), fieldsThroughBins: fieldsOf(bins.on, own) }, bins }];
}

/** The scores of a weighted mean. */
const partsOf = (of: Expression): readonly Expression[] =>
  of.kind === 'weightedMean' ? of.terms.map((term) => term.of) : [];

/** The fields that a value is, or is reckoned or tested from; of what a class or another definition decides, none. */
export const fieldsReadBy = (of: Expression): readonly FieldOf[] => fieldsOf(of, undefined);

/** `own` is the definition whose bins are looked through. */
function fieldsOf(figure: Expression, own: string | undefined): readonly FieldOf[] {
  const isDecided = (node: Expression) =>
    (node.kind === 'bins' && node.bins[0]?.origin.definition !== own) ||
    (node.kind === 'named' && !RECKONED.test(node.ref));
  return nodesOf([figure], (node) => (isDecided(node) ? [] : ownParts(node))).flatMap((node) =>
    node.kind === 'field' ? [{ entity: node.field.origin.definition, name: node.field.name }] : [],
  );
}

/** What gives a figure as it is, and decides nothing. */
const RECKONED = /^(entity|formula|regression)\//;

const outcomeOf = ({ outputs }: Decision): Expression | undefined => outputs['class'] ?? outputs['band'];

/** The position among the standings. */
function standingOf(decision: Decision): Expression {
  const refusing = decision.problems.filter(({ refuses }) => refuses).map((plan) => plan.when);
  const exception = writtenIn(decision).bins.get('/exceptions');
  const outcome = outcomeOf(decision);
  const at = (standing: Standing) => integer(STANDINGS.indexOf(standing));
  const byWhat = exception === undefined ? at('figures') : when(isMissing(exception), at('figures'), at('exception'));
  const unrefused = outcome === undefined ? at('figures') : when(isMissing(outcome), at('none'), byWhat);
  const [only, ...more] = refusing;
  if (only === undefined) return unrefused;
  return when(holds(more.length === 0 ? only : or(refusing)), at('refused'), unrefused);
}
