import { fold } from '../fold.ts';
import { type Program, programOf } from './automaton.ts';
import { holds, reach } from './run.ts';
import { type CodePoints, LAST_POINT, type PatternNode } from './syntax.ts';

/** A question about a text: whether a pattern is found in it, or in what it is without width and case. */
export interface TextQuestion {
  readonly pattern: PatternNode;
  readonly isFolded: boolean;
}

/** A text, and what it answers to each question. */
export interface JointText {
  readonly text: string;
  readonly answers: readonly boolean[];
}

/** The most combinations of answers, and steps in search of them. Beyond that nothing is said. */
const MOST_KINDS = 128;
const MOST_STEPS = 100_000;

/**
 * One text for each combination of answers that some questions can have together: a shortest one. All programs read the same text side by
 * side, code point by code point; points that no set tells apart are one. Undefined where there are more combinations than can be found.
 */
export function jointTexts(questions: readonly TextQuestion[]): readonly JointText[] | undefined {
  const programs = questions.flatMap(({ pattern }) => programOf(pattern) ?? []);
  const points = programs.length < questions.length ? undefined : pointsOf(programs, questions);
  if (points === undefined) return undefined;
  const machines = programs.map((program, i) => machineOf(program, questions[i]?.isFolded ?? false));
  const found = new Map<string, JointText>();
  const begin = machines.map(({ start }) => start);
  const seen = new Set([begin.join()]);
  const queue: { readonly fronts: readonly number[]; readonly text: string }[] = [{ fronts: begin, text: '' }];
  let steps = 0;
  for (const { fronts, text } of queue) {
    const answers = fronts.map((front, i) => machines[i]?.isFoundAt(front) ?? false);
    if (!found.has(answers.join())) found.set(answers.join(), { text, answers });
    steps += points.length * machines.length;
    if (found.size > MOST_KINDS || steps > MOST_STEPS) return undefined;
    for (const point of points) {
      const next = fronts.map((front, i) => machines[i]?.step(front, point) ?? 0);
      const key = next.join();
      if (seen.has(key)) continue;
      seen.add(key);
      queue.push({ fronts: next, text: text + String.fromCodePoint(point) });
    }
  }
  return [...found.values()];
}

/** A pattern's program as an automaton that is made as it is walked: a front is all that is known of the text read so far. */
interface Machine {
  readonly start: number;
  step(front: number, point: number): number;
  /** Whether the pattern is found where the text ends here. */
  isFoundAt(front: number): boolean;
}

interface Front {
  readonly reading: readonly number[];
  readonly isFound: boolean;
  readonly next: Map<number, number>;
}

function machineOf({ states, first }: Program, isFolded: boolean): Machine {
  /** Once found, whatever follows. */
  const fronts: Front[] = [{ reading: [], isFound: true, next: new Map() }];
  const known = new Map<string, number>();
  const frontOf = (from: readonly number[], isStart: boolean): number => {
    const reading = reach(states, from, isStart, false);
    if (reading === null) return 0;
    const isFound = reach(states, from, isStart, true) === null;
    const key = `${isFound ? '$' : ''}${reading.join()}`;
    const front = known.get(key) ?? fronts.push({ reading, isFound, next: new Map() }) - 1;
    known.set(key, front);
    return front;
  };
  return {
    start: frontOf([first], true),
    isFoundAt: (front) => fronts[front]?.isFound ?? true,
    step(front, point) {
      const { reading = [], next } = fronts[front] ?? {};
      if (front === 0 || next === undefined) return 0;
      const learnt = next.get(point);
      if (learnt !== undefined) return learnt;
      const read = isFolded ? (fold(String.fromCodePoint(point)).codePointAt(0) ?? point) : point;
      const led = reading.flatMap((at) => {
        const state = states[at];
        return state?.kind === 'set' && holds(state.points, read) ? [state.next] : [];
      });
      const made = frontOf([...led, first], false);
      next.set(point, made);
      return made;
    },
  };
}

/** Where folding begins and ends to move points; see fold.ts. */
const FOLD_EDGES = [0x20, 0x21, 0x41, 0x5b, 0x3000, 0x3001, 0xff01, 0xff21, 0xff3b, 0xff5f];
const WIDE = 0xfee0;
const FIRST_HALF = 0xd800;
const LAST_HALF = 0xdfff;
/** What people would write first. */
const ORDINARY = ['a', 'A', '0', '一', ' '].map((character) => character.codePointAt(0) ?? 0);

/**
 * A code point for each class of points that no set of the programs tells apart. Undefined where they are too many, or where halves of
 * surrogate pairs, which no sound text has, are a class of their own.
 */
function pointsOf(programs: readonly Program[], questions: readonly TextQuestion[]): readonly number[] | undefined {
  const sets = programs.flatMap(({ states }, i) => {
    const own = new Map(
      states.flatMap((state) => (state.kind === 'set' ? [[String(state.points), state.points]] : [])),
    );
    return [...own.values()].map((points) => ({ points, isFolded: questions[i]?.isFolded ?? false }));
  });
  const edges = new Set([0, FIRST_HALF, LAST_HALF + 1, ...ORDINARY.flatMap((point) => [point, point + 1])]);
  for (const { points, isFolded } of sets)
    for (const edge of points.flatMap(([low, high]) => [low, high + 1]))
      for (const one of isFolded ? unfolded(edge) : [edge]) edges.add(one);
  if (sets.some(({ isFolded }) => isFolded)) for (const edge of FOLD_EDGES) edges.add(edge);
  const starts = [...edges].filter((edge) => edge <= LAST_POINT).sort((a, b) => a - b);
  if (starts.length * sets.length > MOST_STEPS) return undefined;
  const classes = new Map<string, number>();
  const isIn = (points: CodePoints, point: number, isFolded: boolean) =>
    holds(points, isFolded ? (fold(String.fromCodePoint(point)).codePointAt(0) ?? point) : point);
  const kindOf = (point: number) =>
    sets.map(({ points, isFolded }) => (isIn(points, point, isFolded) ? '1' : '0')).join('');
  const isHalf = (point: number) => point >= FIRST_HALF && point <= LAST_HALF;
  for (const point of [...ORDINARY, ...starts.filter((one) => !isHalf(one))]) {
    const kind = kindOf(point);
    if (!classes.has(kind)) classes.set(kind, point);
  }
  return starts.filter(isHalf).every((point) => classes.has(kindOf(point))) ? [...classes.values()] : undefined;
}

/** The points that fold to one, where they are. */
const unfolded = (edge: number): readonly number[] => [
  edge,
  ...(edge >= 0x21 && edge <= 0x7f ? [edge + WIDE] : []),
  ...(edge >= 0x61 && edge <= 0x7b ? [edge - 0x20, edge - 0x20 + WIDE] : []),
];
