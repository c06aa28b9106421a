import type { KeyboardEvent } from 'react';
import { below, LANGUAGES } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import { removeAt, setAt, titled } from '../edit.ts';
import { TypedText } from '../parts/typed-text.tsx';
import { AddTimer, AddTransition, type InspectorProps } from './add-forms.tsx';
import { addState, makeFinal, makeInitial, newStateKey, removeState, renameState } from './edits.ts';
import { ROOT, type StateNode } from './graph.ts';
import { stateAt } from './machine-edits.ts';
import { TransitionForm } from './transition-form.tsx';

const KEYS: Readonly<Record<string, 'state' | 'transition' | 'timer'>> = { n: 'state', t: 'transition', m: 'timer' };

/** What a key asks for: letters count outside fields only. */
export function keyed(event: KeyboardEvent): 'state' | 'transition' | 'timer' | undefined {
  const { target } = event;
  const isField = target instanceof HTMLElement && target.matches('input, select, textarea');
  return isField || event.ctrlKey || event.metaKey || event.altKey ? undefined : KEYS[event.key.toLowerCase()];
}

/** Adds a state beside the one that is selected, and selects it. */
export function pressAdd({
  document,
  selected,
  select,
  change,
}: Pick<InspectorProps, 'document' | 'selected' | 'select' | 'change'>): void {
  const state = selected?.replace(/\/(on|after|always|onDone)(\/.*)?$/, '') ?? '';
  const parent = /^(.*)\/states\/[^/]*$/.exec(state)?.[1] ?? ROOT;
  const key = newStateKey(document, parent);
  select(below(parent, 'states', key));
  change((before) => addState(before, parent, key));
}

/** What is selected, to be changed; and ways to add. */
export function Inspector(props: InspectorProps) {
  const { graph, selected, adding, add } = props;
  const { t } = useReader();
  const state = graph.states.find(({ id }) => id === selected);
  const edge = graph.edges.find(({ pointer }) => pointer === selected);
  const from = state ?? graph.states.find(({ id }) => id === edge?.source);
  return (
    <div className="inspector" role="group" aria-label={t('workflow.edit')}>
      <p className="ways">
        <button type="button" className="quiet" onClick={() => pressAdd(props)}>
          {t('workflow.addState')}
        </button>
        <button type="button" className="quiet" disabled={from === undefined} onClick={() => add('transition')}>
          {t('workflow.addTransition')}
        </button>
        <button type="button" className="quiet" disabled={from === undefined} onClick={() => add('timer')}>
          {t('workflow.addTimer')}
        </button>
      </p>
      {from !== undefined && adding === 'transition' ? <AddTransition {...props} from={from} /> : null}
      {from !== undefined && adding === 'timer' ? <AddTimer {...props} from={from} /> : null}
      {state === undefined || state.id === ROOT ? null : <StateForm {...props} state={state} />}
      {edge === undefined ? null : <TransitionForm {...props} edge={edge} />}
    </div>
  );
}

function StateForm({ document, select, change, rename, state }: InspectorProps & { readonly state: StateNode }) {
  const { t } = useReader();
  const { id, shape, isInitial } = state;
  const found = stateAt(document, id);
  const meta = found?.state['meta'] as { readonly title?: never } | undefined;
  const title = meta?.title;
  const key = found?.path.at(-1) ?? '';
  const call = (to: string) => {
    if (to === key || !/^[\p{L}_][\p{L}\p{N}_-]*$/u.test(to)) return;
    const next = id.replace(/[^/]*$/, to);
    change((before) => renameState(before, id, to));
    rename([id, next]);
    select(next);
  };
  return (
    <div className="fields">
      {LANGUAGES.map((language) => (
        <TypedText
          key={language}
          label={t(`workflow.title.${language}`)}
          value={typeof title === 'string' ? title : (title?.[language] ?? '')}
          pointer={`${id}/meta/title`}
          write={(text, gesture) =>
            change((before) => {
              const next = titled(title, language, text);
              return next === undefined ? removeAt(before, `${id}/meta`) : setAt(before, `${id}/meta`, { title: next });
            }, `${gesture} ${language}`)
          }
        />
      ))}
      <label className="form-field">
        {t('workflow.key')}
        <input
          key={id}
          defaultValue={key}
          onBlur={({ target }) => call(target.value)}
          onKeyDown={({ key: pressed, currentTarget }) => {
            if (pressed === 'Enter') call(currentTarget.value);
          }}
        />
      </label>
      <p className="fine">{t('workflow.keyHint')}</p>
      <p className="ways">
        {isInitial ? null : (
          <button type="button" className="quiet" onClick={() => change((before) => makeInitial(before, id))}>
            {t('workflow.begin')}
          </button>
        )}
        {shape === 'state' || shape === 'end' ? (
          <button
            type="button"
            className="quiet"
            onClick={() => change((before) => makeFinal(before, id, shape === 'state'))}
          >
            {t(shape === 'state' ? 'workflow.end' : 'workflow.goesOn')}
          </button>
        ) : null}
        {shape === 'end' || shape === 'memory' ? null : (
          <button
            type="button"
            className="quiet"
            onClick={() => change((before) => addState(before, id, newStateKey(before, id)))}
          >
            {t('workflow.addInner')}
          </button>
        )}
        <button
          type="button"
          className="quiet"
          onClick={() => {
            select(null);
            change((before) => removeState(before, id));
          }}
        >
          {t('workflow.delete')}
        </button>
      </p>
    </div>
  );
}
