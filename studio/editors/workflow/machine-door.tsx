import { useState } from 'react';
import type { WorkflowDocument } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import type { Change } from '../view.ts';
import { type LeftOut, readMachine, withMachine, writeMachine } from './read-machine.ts';

/** The machine as text of XState, to be copied, or to be replaced by what is pasted: XState's JSON, or SCXML. */
export function MachineDoor({
  document,
  change,
}: {
  readonly document: WorkflowDocument;
  readonly change: Change<WorkflowDocument> | undefined;
}) {
  const { t } = useReader();
  const [pasted, paste] = useState<string | null>(null);
  const [told, tell] = useState<{ readonly said: string; readonly left: readonly LeftOut[] } | null>(null);
  const text = pasted ?? writeMachine(document);
  const read = pasted === null || pasted.trim() === '' ? null : readMachine(pasted);
  const copy = () => {
    // Where the browser gives no clipboard the text can be copied by its own keys.
    void navigator.clipboard?.writeText(text).then(
      () => tell({ said: t('workflow.text.copied'), left: [] }),
      () => undefined,
    );
  };
  const left = read?.kind === 'read' ? read.left : (told?.left ?? []);
  const said =
    read === null ? told?.said : read.kind === 'refused' ? t(`workflow.text.no.${read.why}`) : t('workflow.text.read');
  return (
    <details className="cond-json">
      <summary>{t('workflow.text')}</summary>
      <textarea
        aria-label={t('workflow.text.paste')}
        spellCheck={false}
        rows={Math.min(24, text.split('\n').length + 1)}
        readOnly={change === undefined}
        value={text}
        onChange={({ target }) => {
          tell(null);
          paste(target.value);
        }}
      />
      <p className="ways">
        <button type="button" className="quiet" onClick={copy}>
          {t('workflow.text.copy')}
        </button>
        {read?.kind === 'read' && change !== undefined ? (
          <button
            type="button"
            className="quiet"
            onClick={() => {
              change((before) => withMachine(before, read));
              tell({ said: t('workflow.text.taken'), left: read.left });
              paste(null);
            }}
          >
            {t('workflow.text.take')}
          </button>
        ) : null}
        <span role="status">{said}</span>
      </p>
      {left.length === 0 ? null : (
        <>
          <p>{t('workflow.text.left', { count: left.length })}</p>
          <ul className="left-out">
            {left.map(({ state, what }, i) => (
              <li key={i}>
                {state === '' ? null : <b>{state} </b>}
                <code>{what}</code>
              </li>
            ))}
          </ul>
        </>
      )}
    </details>
  );
}
