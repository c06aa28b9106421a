import { type KeyboardEvent, type PointerEvent, type RefObject, useMemo, useRef, useState } from 'react';
import type { PlannedMark, WorkingCalendar } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import { axisOf, type LabelPlace, labelPlaces, type TimeAxis } from './time-axis.ts';

/** A mark of a ladder with its words. */
export interface Marked extends PlannedMark {
  /** Short, as it stands on the clock: `80%`, `+4 working hours`. */
  readonly label: string;
  /** What it is and when it comes, in a sentence. */
  readonly told: string;
}

export interface MarkChange {
  readonly place: (pointer: string, at: number, gesture: string) => void;
  readonly step: (pointer: string, steps: number, gesture: string) => void;
}

const FIRST: LabelPlace = { lane: 0, isLeftward: false };

/**
 * A ladder over the time in which it is climbed: hours that are not worked are shaded, holidays by their names; every mark stands where it
 * comes. Marks are drawn along, or moved by keys: an arrow a step, with Shift ten of them, Esc puts back what is being drawn.
 */
export function LadderClock({
  label,
  calendar,
  from,
  marks,
  change,
}: {
  readonly label: string;
  readonly calendar: WorkingCalendar;
  readonly from: number;
  readonly marks: readonly Marked[];
  readonly change: MarkChange | undefined;
}) {
  const reader = useReader();
  const bar = useRef<HTMLDivElement>(null);
  // While a mark is drawn along the clock stays as it was, or it would run away under the hand.
  const [held, hold] = useState<number | null>(null);
  const last = held ?? Math.max(from, ...marks.map(({ at }) => at));
  const axis = useMemo(() => axisOf(calendar, from, last, reader), [calendar, from, last, reader]);
  const places = labelPlaces(marks.map(({ at, label: text }) => ({ position: axis.position(at), text })));
  const height = 56 + Math.max(0, ...places.map(({ lane }) => lane)) * 24;
  return (
    <div className="ladder-clock" role="group" aria-label={label}>
      <div className="ladder-bar" ref={bar} style={{ height }}>
        {axis.closed.map(({ left, width, name }, i) => (
          <i
            key={i}
            className={name === null ? 'closed' : 'closed holiday'}
            style={{ left: `${left * 100}%`, width: `${width * 100}%` }}
            title={name ?? undefined}
          />
        ))}
        {axis.days.map(({ left, text }) => (
          <span key={text} className="day" style={{ left: `${left * 100}%` }} aria-hidden="true">
            {text}
          </span>
        ))}
        {marks.map((mark, i) => (
          <Mark
            key={mark.pointer}
            mark={mark}
            axis={axis}
            bar={bar}
            place={places[i] ?? FIRST}
            change={change}
            hold={(isHeld) => hold(isHeld ? last : null)}
          />
        ))}
      </div>
    </div>
  );
}

function Mark({
  mark: { pointer, kind, at, label, told },
  axis,
  bar,
  place: { lane, isLeftward },
  change,
  hold,
}: {
  readonly mark: Marked;
  readonly axis: TimeAxis;
  readonly bar: RefObject<HTMLDivElement | null>;
  readonly place: LabelPlace;
  readonly change: MarkChange | undefined;
  readonly hold: (isHeld: boolean) => void;
}) {
  const gesture = useRef({ count: 0, from: at, isDragged: false });
  const shown = {
    className: `ladder-mark ${kind}${isLeftward ? ' leftward' : ''}`,
    style: { left: `${axis.position(at) * 100}%`, top: 26 + lane * 24 },
    title: told,
  };
  if (change === undefined)
    return (
      <span {...shown} data-at={pointer}>
        {label}
      </span>
    );
  const name = () => `${pointer} ${gesture.current.count}`;
  const dragged = (event: PointerEvent) => {
    if (!gesture.current.isDragged || bar.current === null) return;
    const { left, width } = bar.current.getBoundingClientRect();
    change.place(pointer, axis.instant((event.clientX - left) / width), name());
  };
  const end = () => {
    if (!gesture.current.isDragged) return;
    gesture.current.isDragged = false;
    hold(false);
  };
  const keyed = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && gesture.current.isDragged) {
      change.place(pointer, gesture.current.from, name());
      end();
      return;
    }
    const steps = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
    if (steps === undefined) return;
    event.preventDefault();
    change.step(pointer, steps * (event.shiftKey ? 10 : 1), name());
  };
  return (
    <button
      {...shown}
      type="button"
      role="slider"
      data-at={pointer}
      aria-label={told}
      aria-orientation="horizontal"
      aria-valuenow={Math.round((at - axis.from) / 60_000)}
      aria-valuemin={0}
      aria-valuemax={Math.round((axis.to - axis.from) / 60_000)}
      aria-valuetext={told}
      onFocus={() => {
        gesture.current.count += 1;
      }}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        gesture.current = { count: gesture.current.count + 1, from: at, isDragged: true };
        hold(true);
      }}
      onPointerMove={dragged}
      onPointerUp={end}
      onPointerCancel={end}
      onKeyDown={keyed}
    >
      {label}
    </button>
  );
}
