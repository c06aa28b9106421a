import { type FormEvent, useId, useState } from 'react';
import type { WorkflowDocument } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import type { Titles } from '../../texts/titles.ts';
import type { Change } from '../view.ts';
import { addTimer, addTransition, freeName } from './edits.ts';
import type { MachineGraph, StateNode } from './graph.ts';
import type { Renamed } from './use-layout.ts';

/** What is being added to the selected state. */
export type Adding = 'transition' | 'timer' | null;

export interface InspectorProps {
  readonly document: WorkflowDocument;
  readonly graph: MachineGraph;
  readonly titles: Titles;
  readonly selected: string | null;
  readonly select: (pointer: string | null) => void;
  readonly change: Change<WorkflowDocument>;
  readonly adding: Adding;
  readonly add: (adding: Adding) => void;
  readonly rename: (renamed: Renamed) => void;
}

type AddProps = InspectorProps & { readonly from: StateNode };

const NAME = /^[\p{L}_][\p{L}\p{N}_.-]*$/u;

/** A transition more: the event is typed or one that is known; the state it leads to is searched by its title. */
export function AddTransition({ document, graph, change, add, select, from }: AddProps) {
  const { t, say } = useReader();
  const events = useId();
  const [event, type] = useState('');
  const [to, lead] = useState('');
  const target = stateCalled(graph, to, say);
  const known = [...new Set([...Object.keys(document.events ?? {}), ...graph.edges.flatMap((one) => one.event ?? [])])];
  const submit = (submitted: FormEvent) => {
    submitted.preventDefault();
    if (target === undefined || !NAME.test(event)) return;
    change((before) => addTransition(before, from.id, event, target.id));
    select(from.id);
    add(null);
  };
  return (
    <form className="fields" onSubmit={submit}>
      <label className="form-field">
        {t('workflow.on')}
        {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- the form was asked for by a key, and is filled in by keys */}
        <input autoFocus list={events} value={event} onChange={({ target: { value } }) => type(value)} />
        <datalist id={events}>
          {known.map((one) => (
            <option key={one} value={one}>
              {say(document.events?.[one]?.title ?? one)}
            </option>
          ))}
        </datalist>
      </label>
      <StateSearch graph={graph} value={to} write={lead} />
      <button type="submit" disabled={target === undefined || !NAME.test(event)}>
        {t('workflow.add')}
      </button>
    </form>
  );
}

/** A timer more: a delay that is known, or a new one of so many hours. */
export function AddTimer({ document, graph, change, add, select, from }: AddProps) {
  const { t, say } = useReader();
  const known = Object.keys(document.delays ?? {});
  const [name, choose] = useState('');
  const [hours, type] = useState('24');
  const [to, lead] = useState('');
  const target = stateCalled(graph, to, say);
  const isHours = /^[1-9]\d{0,4}$/.test(hours);
  const isWhole = (to === '' || target !== undefined) && (name !== '' || isHours);
  const submit = (submitted: FormEvent) => {
    submitted.preventDefault();
    if (!isWhole) return;
    const delay = { name: name || freeName('delay', known), length: { budget: { elapsed: `PT${hours}H` } } };
    change((before) => addTimer(before, from.id, delay, target?.id ?? null));
    select(from.id);
    add(null);
  };
  return (
    <form className="fields" onSubmit={submit}>
      <label className="form-field">
        {t('workflow.lasts')}
        {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- the form was asked for by a key, and is filled in by keys */}
        <select autoFocus value={name} onChange={({ target: { value } }) => choose(value)}>
          <option value="">{t('workflow.hours')}</option>
          {known.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
      </label>
      {name === '' ? (
        <label className="form-field">
          {t('workflow.hours')}
          <input inputMode="numeric" value={hours} onChange={({ target: { value } }) => type(value)} />
        </label>
      ) : null}
      <StateSearch graph={graph} value={to} write={lead} />
      <button type="submit" disabled={!isWhole}>
        {t('workflow.add')}
      </button>
    </form>
  );
}

function StateSearch({
  graph,
  value,
  write,
}: {
  readonly graph: MachineGraph;
  readonly value: string;
  readonly write: (text: string) => void;
}) {
  const { t, say } = useReader();
  const states = useId();
  return (
    <label className="form-field">
      {t('workflow.to')}
      <input list={states} value={value} onChange={({ target }) => write(target.value)} />
      <datalist id={states}>
        {graph.states.map(({ id, title }) => (
          <option key={id} value={say(title)} />
        ))}
      </datalist>
    </label>
  );
}

/** The state that is meant by what was typed: its title or name, or the only one that begins so. */
function stateCalled(
  { states }: MachineGraph,
  text: string,
  say: (text: StateNode['title']) => string,
): StateNode | undefined {
  const asked = text.trim().toLowerCase();
  if (asked === '') return undefined;
  const called = ({ title, name }: StateNode) => [say(title).toLowerCase(), name.toLowerCase()];
  const exact = states.find((state) => called(state).includes(asked));
  const begun = states.filter((state) => called(state).some((one) => one.startsWith(asked)));
  return exact ?? (begun.length === 1 ? begun[0] : undefined);
}
