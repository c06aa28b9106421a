import {
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  type RefObject,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useReader } from '../../texts/reader.ts';
import { type Boundary, boundariesOf, compareFigures, type Interval } from './cuts.ts';
import { endsOf, isSkewed, type Scale, type ScaleKind, scaleOf, snapped, stepPower, stepped } from './scale.ts';
import '../../texts/ruler.ts';

/** One interval as the ruler draws it. */
export interface RulerPart {
  readonly interval: Interval;
  readonly title: string;
  /** What stands above its part of the bar. */
  readonly label: ReactNode;
  readonly colour: string;
}

export interface CutChange {
  /** Moves the boundary of this turn, from the lowest. */
  readonly move: (boundary: number, at: string, gesture: string) => void;
  readonly mend: (boundary: number) => void;
}

/**
 * Intervals on a ruler that is true to its scale. Each cut is a thumb: dragged, or moved by keys (an arrow a step, with Shift ten, Page
 * Up and Down to the next round figure, Home and End to its neighbours). Cuts meet and never cross.
 */
export function CutRuler({
  label,
  parts,
  decimals,
  figure,
  published = [],
  pointerOf,
  sample,
  behind,
  spoken,
  change,
}: {
  readonly label: string;
  /** Lowest first; all ends are figures. */
  readonly parts: readonly RulerPart[];
  /** The decimals that a cut may have. */
  readonly decimals: number;
  readonly figure: (text: string) => string;
  /** The cuts in force, drawn as ghosts where they are others. */
  readonly published?: readonly string[];
  readonly pointerOf: (index: number) => string;
  /** Figures of the population, rising. */
  readonly sample?: ArrayLike<number> | undefined;
  /** What is drawn behind the bar, on its scale. */
  readonly behind?: ((scale: Scale) => ReactNode) | undefined;
  /** What a cut says of the part that begins at it, by the part's place; its title unless given. */
  readonly spoken?: ((place: number) => string) | undefined;
  readonly change?: CutChange | undefined;
}) {
  const { t } = useReader();
  const bar = useRef<HTMLDivElement>(null);
  const boundaries = useMemo(() => boundariesOf(parts.map(({ interval }) => interval)), [parts]);
  const ends = parts.flatMap(({ interval: { low, high } }) =>
    [low, high].flatMap((end) => (end === null ? [] : [Number(end)])),
  );
  const isOpen = { low: parts[0]?.interval.low === null, high: parts.at(-1)?.interval.high === null };
  const [kind, choose] = useState<ScaleKind>(() => (isSkewed(ends) ? 'logarithmic' : 'linear'));
  // While a thumb is moved the ruler stays as it was, or it would run away under the hand.
  const [held, hold] = useState<readonly [number, number] | null>(null);
  const [low, high] = held ?? endsOf(ends.length === 0 ? [0, 1] : ends, isOpen);
  const scale = useMemo(() => scaleOf(kind, low, high, sample), [kind, low, high, sample]);
  const at = (end: string | null, open: number) => (end === null ? open : scale.position(Number(end)));
  const kinds: readonly ScaleKind[] =
    sample === undefined ? ['linear', 'logarithmic'] : ['linear', 'logarithmic', 'quantile'];
  const ghosts = published.filter((cut) => boundaries.every((one) => compareFigures(one.at, cut) !== 0));
  return (
    <div className="cut-ruler">
      <div className="scale-choice" role="group" aria-label={t('ruler.scale')}>
        {kinds.map((one) => (
          <button key={one} type="button" aria-pressed={one === scale.kind} onClick={() => choose(one)}>
            {t(`ruler.${one}`)}
          </button>
        ))}
      </div>
      <div className="cut-scale" role="group" aria-label={label} ref={bar}>
        {behind?.(scale)}
        <ol className="cut-parts">
          {parts.map(({ interval, title, label: said, colour }) => {
            const [from, to] = [at(interval.low, 0), at(interval.high, 1)];
            return (
              <li
                key={interval.index}
                style={{ left: `${from * 100}%`, width: `${Math.max(to - from, 0) * 100}%` }}
                title={title}
              >
                <span className="step">{said}</span>
                <i style={{ background: colour }} />
              </li>
            );
          })}
        </ol>
        {ghosts.map((cut) => (
          <span
            key={cut}
            className="ghost"
            style={{ left: `${scale.position(Number(cut)) * 100}%` }}
            title={t('ruler.published', { at: figure(cut) })}
          />
        ))}
        {boundaries.map((boundary, i) =>
          boundary.kind === 'cut' ? (
            <Thumb
              key={i}
              turn={i}
              boundary={boundary}
              room={roomOf(boundaries, i, parts)}
              scale={scale}
              bar={bar}
              isRaised={isNear(scale, boundaries[i - 1], boundary) && i % 2 === 1}
              decimals={decimals}
              text={figure(boundary.at)}
              title={parts.find(({ interval }) => interval.index === boundary.above.index)?.title ?? ''}
              spoken={spoken?.(i + 1)}
              pointer={pointerOf(boundary.above.index)}
              move={change?.move}
              hold={(isHeld) => hold(isHeld ? [low, high] : null)}
            />
          ) : (
            <Fault
              key={i}
              boundary={boundary}
              scale={scale}
              figure={figure}
              mend={change === undefined ? undefined : () => change.mend(i)}
            />
          ),
        )}
        <span className="cut-end low">{isOpen.low ? '−∞' : figure(parts[0]?.interval.low ?? '')}</span>
        <span className="cut-end high">{isOpen.high ? '∞' : figure(parts.at(-1)?.interval.high ?? '')}</span>
      </div>
    </div>
  );
}

interface Room {
  readonly low: number;
  readonly high: number;
}

/** Between which figures a cut may lie: its neighbours, themselves left out. */
function roomOf(boundaries: readonly Boundary[], i: number, parts: readonly RulerPart[]): Room {
  const below = boundaries[i]?.below.low ?? parts[0]?.interval.low;
  const above = boundaries[i]?.above.high ?? parts.at(-1)?.interval.high;
  return {
    low: below === null || below === undefined ? Number.NEGATIVE_INFINITY : Number(below),
    high: above === null || above === undefined ? Number.POSITIVE_INFINITY : Number(above),
  };
}

/** Whether two figures would be written over each other: the upper one stands a line lower then. */
const isNear = (scale: Scale, before: Boundary | undefined, own: Boundary): boolean =>
  before !== undefined && scale.position(Number(own.at)) - scale.position(Number(before.at)) < 0.06;

function Thumb({
  turn,
  boundary,
  room,
  scale,
  bar,
  isRaised,
  decimals,
  text,
  title,
  spoken = title,
  pointer,
  move,
  hold,
}: {
  readonly turn: number;
  readonly boundary: Boundary;
  readonly room: Room;
  readonly scale: Scale;
  readonly bar: RefObject<HTMLDivElement | null>;
  readonly isRaised: boolean;
  readonly decimals: number;
  readonly text: string;
  readonly title: string;
  readonly spoken?: string | undefined;
  readonly pointer: string;
  readonly move: CutChange['move'] | undefined;
  readonly hold: (isHeld: boolean) => void;
}) {
  const { t } = useReader();
  const gesture = useRef({ count: 0, from: boundary.at, isDragged: false });
  const value = Number(boundary.at);
  const power = stepPower(scale, value, decimals);
  const style = { left: `${scale.position(value) * 100}%` };
  const className = isRaised ? 'thumb raised' : 'thumb';
  if (move === undefined)
    return (
      <span className={className} style={style} data-at={pointer}>
        <span className="cut">{text}</span>
      </span>
    );
  const name = () => `${pointer} ${gesture.current.count}`;
  const to = (at: string, by = power) => {
    const figure = Number(at);
    if (at === boundary.at || figure <= room.low || figure >= room.high) {
      const nearest =
        figure <= room.low ? stepped(snapped(room.low, by), 1, by) : stepped(snapped(room.high, by), -1, by);
      const isOut = figure <= room.low || figure >= room.high;
      if (!isOut || Number(nearest) <= room.low || Number(nearest) >= room.high || nearest === boundary.at) return;
      move(turn, nearest, name());
    } else move(turn, at, name());
  };
  const dragged = (event: PointerEvent<HTMLButtonElement>) => {
    if (!gesture.current.isDragged || bar.current === null) return;
    const { left, width } = bar.current.getBoundingClientRect();
    const figure = scale.figure((event.clientX - left) / width);
    to(snapped(figure, stepPower(scale, figure, decimals)));
  };
  const end = () => {
    if (!gesture.current.isDragged) return;
    gesture.current.isDragged = false;
    gesture.current.count += 1;
    hold(false);
  };
  const keyed = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && gesture.current.isDragged) {
      move(turn, gesture.current.from, name());
      end();
      return;
    }
    const steps = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
    const wide = { PageUp: 1, PageDown: -1 }[event.key];
    if (steps !== undefined) to(stepped(boundary.at, steps * (event.shiftKey ? 10 : 1), power));
    else if (wide !== undefined) to(stepped(snapped(value, power + 1), wide, power + 1), power);
    else if (event.key === 'Home') to(String(room.low));
    else if (event.key === 'End') to(String(room.high));
    else return;
    event.preventDefault();
  };
  return (
    <button
      type="button"
      role="slider"
      className={className}
      style={style}
      data-at={pointer}
      aria-label={t('ruler.from', { title })}
      aria-valuenow={value}
      aria-valuemin={Number.isFinite(room.low) ? room.low : scale.low}
      aria-valuemax={Number.isFinite(room.high) ? room.high : scale.high}
      aria-valuetext={`${text}, ${spoken}`}
      aria-orientation="horizontal"
      onFocus={() => {
        gesture.current.count += 1;
      }}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        gesture.current = { count: gesture.current.count + 1, from: boundary.at, isDragged: true };
        hold(true);
      }}
      onPointerMove={dragged}
      onPointerUp={end}
      onPointerCancel={end}
      onKeyDown={keyed}
    >
      <span className="cut">{text}</span>
    </button>
  );
}

/** A gap or an overlap, where it lies, with a value that falls into it and the way to mend it. */
function Fault({
  boundary: { below, above, kind, example },
  scale,
  figure,
  mend,
}: {
  readonly boundary: Boundary;
  readonly scale: Scale;
  readonly figure: (text: string) => string;
  readonly mend: (() => void) | undefined;
}) {
  const { t } = useReader();
  const [from, to] = [below.high, above.low].map((end) => scale.position(Number(end ?? 0))).toSorted((a, b) => a - b);
  const said = t(kind === 'gap' ? 'ruler.gap' : 'ruler.overlap', { at: figure(example ?? '') });
  return (
    <span
      className={`cut-fault ${kind}`}
      style={{ left: `${(from ?? 0) * 100}%`, width: `${((to ?? 0) - (from ?? 0)) * 100}%` }}
    >
      <span className="cut-fault-said">
        {said}{' '}
        {mend === undefined ? null : (
          <button type="button" className="quiet" onClick={mend}>
            {t('ruler.mend', { at: figure(above.low ?? '') })}
          </button>
        )}
      </span>
    </span>
  );
}
