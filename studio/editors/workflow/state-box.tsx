import type { Node, NodeProps } from '@xyflow/react';
import { useReader } from '../../texts/reader.ts';
import type { StateNode } from './graph.ts';
import type { Point } from './layout.ts';
import { stateLines } from './words.ts';

export type StateData = {
  readonly state: StateNode;
  readonly isSelected: boolean;
  readonly mark: string | undefined;
  readonly isStanding: boolean;
  readonly select: (pointer: string) => void;
  /** Undefined where it cannot be moved: it is not selected, or nothing is written. */
  readonly move: ((by: Point) => void) | undefined;
};

const STEP = 8;
const KEYS: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -STEP, y: 0 },
  ArrowRight: { x: STEP, y: 0 },
  ArrowUp: { x: 0, y: -STEP },
  ArrowDown: { x: 0, y: STEP },
};

/** A state as it is drawn; the outline has the same for those who use keys, so that only its handle is a stop of theirs. */
export function StateBox({ data: { state, isSelected, mark, isStanding, select, move } }: NodeProps<Node<StateData>>) {
  const reader = useReader();
  const { t, say } = reader;
  const classes = ['state-box', state.shape, isSelected ? 'selected' : '', isStanding ? 'standing' : ''];
  return (
    <div className={classes.filter((one) => one !== '').join(' ')} data-state={state.name}>
      <button type="button" className="state-title nopan" tabIndex={-1} onClick={() => select(state.id)}>
        {state.isInitial ? <span className="initial" role="img" aria-label={t('workflow.initial')} /> : null}
        <b>{say(state.title)}</b>
        {isStanding ? <span className="here">{t('workflow.here')}</span> : null}
        {mark === undefined ? null : (
          <span className="mark" role="img" aria-label={mark} title={mark}>
            !
          </span>
        )}
      </button>
      {stateLines(state, reader).map((line) => (
        <span key={line} className="state-line">
          {line}
        </span>
      ))}
      {move === undefined ? null : (
        <button
          type="button"
          className="move nopan"
          aria-label={t('workflow.move', { state: say(state.title) })}
          onKeyDown={(event) => {
            const by = KEYS[event.key];
            if (by === undefined) return;
            event.preventDefault();
            move(by);
          }}
        >
          ⠿
        </button>
      )}
    </div>
  );
}
