import { useRef } from 'react';
import { useReader } from '../../texts/reader.ts';
import type { Titles } from '../../texts/titles.ts';
import type { MachineGraph, StateNode } from './graph.ts';
import { stateLines, transitionWords } from './words.ts';

/**
 * The machine as a list: each state with the transitions that leave it, as deep as states hold states. Tab and up and down go through it;
 * right follows: from a state to its first transition, from a transition to where it leads; left goes back the way that was followed.
 */
export function Outline({
  graph,
  titles,
  selected,
  select,
  marks,
  standing,
}: {
  readonly graph: MachineGraph;
  readonly titles: Titles;
  readonly selected: string | null;
  readonly select: (pointer: string) => void;
  readonly marks: ReadonlyMap<string, string>;
  readonly standing: ReadonlySet<string>;
}) {
  const { t } = useReader();
  const list = useRef<HTMLDivElement>(null);
  const followed = useRef<string[]>([]);
  const go = (to: string | undefined) => {
    const item = [...(list.current?.querySelectorAll<HTMLElement>('[data-at]') ?? [])].find(
      (one) => one.dataset['at'] === to,
    );
    item?.focus();
    return item !== undefined;
  };
  const press = (key: string, at: string) => {
    const items = [...(list.current?.querySelectorAll<HTMLElement>('[data-at]') ?? [])];
    const here = items.findIndex((one) => one.dataset['at'] === at);
    if (key === 'ArrowDown') items[here + 1]?.focus();
    if (key === 'ArrowUp') items[here - 1]?.focus();
    if (key === 'ArrowLeft') go(followed.current.pop() ?? holderOf(graph, at));
    if (key === 'ArrowRight') {
      const edge = graph.edges.find(({ pointer }) => pointer === at);
      const to = edge === undefined ? graph.edges.find(({ source }) => source === at)?.pointer : edge.target;
      if (go(to)) followed.current.push(at);
    }
  };
  return (
    <div
      ref={list}
      className="outline"
      role="group"
      aria-label={t('workflow.outline')}
      onKeyDown={(event) => {
        const at = event.target instanceof HTMLElement ? event.target.dataset['at'] : undefined;
        if (at === undefined || !event.key.startsWith('Arrow') || event.altKey) return;
        event.preventDefault();
        press(event.key, at);
      }}
    >
      <States parent={null} {...{ graph, titles, selected, select, marks, standing }} />
    </div>
  );
}

const holderOf = ({ states, edges }: MachineGraph, at: string): string | undefined =>
  edges.find(({ pointer }) => pointer === at)?.source ?? states.find(({ id }) => id === at)?.parent ?? undefined;

function States(
  props: Parameters<typeof Outline>[0] & {
    readonly parent: string | null;
  },
) {
  const reader = useReader();
  const { graph, titles, selected, select, parent } = props;
  const states = graph.states.filter((state) => state.parent === parent);
  if (states.length === 0) return null;
  return (
    <ul>
      {states.map((state) => (
        <li key={state.id}>
          <StateItem {...props} state={state} />
          <ul className="transitions">
            {graph.edges
              .filter(({ id, source }) => source === state.id && id.endsWith('#0'))
              .map((edge) => (
                <li key={edge.id}>
                  <button
                    type="button"
                    className={`quiet transition${edge.pointer === selected ? ' selected' : ''}`}
                    aria-pressed={edge.pointer === selected}
                    data-at={edge.pointer}
                    onClick={() => select(edge.pointer)}
                  >
                    {transitionWords(edge, titles, reader)}
                  </button>
                </li>
              ))}
          </ul>
          <States {...props} parent={state.id} />
        </li>
      ))}
    </ul>
  );
}

function StateItem({
  state,
  selected,
  select,
  marks,
  standing,
}: Parameters<typeof Outline>[0] & { readonly state: StateNode }) {
  const reader = useReader();
  const { t, say } = reader;
  const mark = marks.get(state.id);
  const kinds = [
    ...(state.isInitial ? [t('workflow.initial')] : []),
    ...(state.shape === 'state' ? [] : [t(`workflow.shape.${state.shape}`)]),
    ...(standing.has(state.id) ? [t('workflow.here')] : []),
    ...stateLines(state, reader),
  ];
  return (
    <>
      <button
        type="button"
        className={`quiet state${state.id === selected ? ' selected' : ''}`}
        aria-pressed={state.id === selected}
        data-at={state.id}
        onClick={() => select(state.id)}
      >
        <b>{say(state.title)}</b>
        {kinds.length === 0 ? null : <span className="fine"> {kinds.join(' · ')}</span>}
      </button>
      {mark === undefined ? null : <p className="error">{mark}</p>}
    </>
  );
}
