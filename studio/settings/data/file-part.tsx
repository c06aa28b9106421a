import { useEffect, useRef, useState } from 'react';
import { type Choice, dropFile, type Reading, type SentFile, sendFile } from '../../api/imports.ts';
import { useReader } from '../../texts/reader.ts';
import { Refused } from '../../ui/refused.tsx';
import { FilePreview } from './file-preview.tsx';

type State =
  | { readonly kind: 'none'; readonly error: Error | null }
  | { readonly kind: 'sending'; readonly name: string; readonly share: number; readonly stop: () => void }
  | { readonly kind: 'there'; readonly file: SentFile };

const ENDINGS = '.csv,.xlsx,.ndjson,.jsonl,.parquet';

/** The file of an entity's rows: chosen, sent with its progress, and shown as it would be read. */
export function FilePart({
  choice,
  isFirst,
  reading,
  read,
  sent,
}: {
  readonly choice: Choice;
  /** Whether its rows are the population: an import takes encoding and sheet for its file alone, and of others what their feeds say. */
  readonly isFirst: boolean;
  readonly reading: Reading;
  readonly read: (reading: Reading) => void;
  /** Told which file is here; null where it was taken away. */
  readonly sent: (file: SentFile | null) => void;
}) {
  const reader = useReader();
  const { t, say } = reader;
  const [state, become] = useFile(sent);
  const entity = say(choice.title);
  const name = state.kind === 'there' ? state.file.name : '';
  return (
    <fieldset className="file-part">
      <legend>{entity}</legend>
      <div className="fields">
        <label className="form-field">
          {t('bring.file', { entity })}
          <input
            type="file"
            accept={ENDINGS}
            disabled={state.kind === 'sending'}
            onChange={({ target }) => {
              const file = target.files?.[0];
              if (file !== undefined) become(file);
              target.value = '';
            }}
          />
          <span className="fine">{t('bring.file.hint')}</span>
        </label>
        <Choosing choice={choice} reading={reading} read={read} name={isFirst ? name : ''} />
      </div>
      <div aria-live="polite">
        {state.kind === 'sending' ? (
          <p className="sending">
            <progress value={state.share} max={1} aria-label={state.name} />
            {t('bring.sent', { share: reader.percent(state.share, 0), name: state.name })}
            <button type="button" className="quiet" onClick={state.stop}>
              {t('bring.stop')}
            </button>
          </p>
        ) : null}
        {state.kind === 'there' ? (
          <p>
            {t('bring.there', { name })}{' '}
            <button type="button" className="quiet" onClick={() => become(null)}>
              {t('bring.drop', { name })}
            </button>
          </p>
        ) : null}
      </div>
      {state.kind === 'none' ? <Refused error={state.error} /> : null}
      {state.kind === 'there' ? <FilePreview file={state.file} reading={reading} choice={choice} /> : null}
    </fieldset>
  );
}

/** The file as it stands, and how another takes its place; what is being sent ends with the page. */
function useFile(sent: (file: SentFile | null) => void): readonly [State, (file: File | null) => void] {
  const [state, setState] = useState<State>({ kind: 'none', error: null });
  const latest = useRef(state);
  latest.current = state;
  useEffect(
    () => () => {
      if (latest.current.kind === 'sending') latest.current.stop();
    },
    [],
  );
  const become = (file: File | null) => {
    give(latest.current);
    sent(null);
    setState({ kind: 'none', error: null });
    if (file === null) return;
    const stop = new AbortController();
    const at = (share: number) => setState({ kind: 'sending', name: file.name, share, stop: () => stop.abort() });
    at(0);
    sendFile(file, at, stop.signal).then(
      (id) => {
        setState({ kind: 'there', file: { id, name: file.name } });
        sent({ id, name: file.name });
      },
      (error: unknown) => {
        const isStopped = stop.signal.aborted;
        setState({ kind: 'none', error: isStopped || !(error instanceof Error) ? null : error });
      },
    );
  };
  return [state, become];
}

function give(state: State): void {
  if (state.kind === 'sending') state.stop();
  if (state.kind === 'there') void dropFile(state.file.id);
}

/** By which feed a file is read, and what it does not say of itself. */
function Choosing({
  choice,
  reading,
  read,
  name,
}: {
  readonly choice: Choice;
  readonly reading: Reading;
  readonly read: (reading: Reading) => void;
  readonly name: string;
}) {
  const { t, say } = useReader();
  const set = (member: 'feed' | 'encoding' | 'sheet', value: string) => {
    const { [member]: _, ...others } = reading;
    read((value === '' ? others : { ...others, [member]: value }) as Reading);
  };
  return (
    <>
      <label className="form-field">
        {t('bring.feed')}
        <select value={reading.feed ?? ''} onChange={({ target }) => set('feed', target.value)}>
          <option value="">{t('bring.feed.none')}</option>
          {choice.feeds.map(({ id, title }) => (
            <option key={id} value={id}>
              {say(title)}
            </option>
          ))}
        </select>
      </label>
      {name.endsWith('.csv') ? (
        <label className="form-field">
          {t('bring.encoding')}
          <select value={reading.encoding ?? ''} onChange={({ target }) => set('encoding', target.value)}>
            <option value="">{t('bring.encoding.auto')}</option>
            <option value="utf-8">UTF-8</option>
            <option value="gb18030">GB 18030 / GBK</option>
          </select>
        </label>
      ) : null}
      {name.endsWith('.xlsx') ? (
        <label className="form-field">
          {t('bring.sheet')}
          <input
            type="text"
            maxLength={100}
            value={reading.sheet ?? ''}
            onChange={({ target }) => set('sheet', target.value)}
          />
        </label>
      ) : null}
    </>
  );
}
