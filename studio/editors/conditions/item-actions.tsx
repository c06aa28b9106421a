import { type KeyboardEvent, useState } from 'react';
import { type Deed, useBuilder } from './builder-context.ts';

const OF_ROW: readonly Deed[] = ['up', 'down', 'in', 'out', 'wrap', 'copy', 'remove'];
const OF_GROUP: readonly Deed[] = ['up', 'down', 'in', 'out', 'wrap', 'unwrap', 'copy', 'remove'];

/** The handle of an item: where its keys begin, and what can be done with it by pointer. */
export function ItemActions({
  at,
  words,
  isGroup = false,
}: {
  readonly at: string;
  readonly words: string;
  readonly isGroup?: boolean;
}) {
  const { speech, act } = useBuilder();
  const { t } = speech.reader;
  const [isOpen, open] = useState(false);
  const close = (event: KeyboardEvent) => {
    if (event.key === 'Escape') open(false);
  };
  return (
    <span className="cond-actions">
      <button
        type="button"
        className="cond-handle"
        data-handle={at}
        aria-expanded={isOpen}
        aria-label={t('cond.rowActions', { row: words })}
        onClick={() => open(!isOpen)}
        onKeyDown={close}
      >
        <span aria-hidden="true">⋮</span>
      </button>
      {isOpen ? (
        <span role="group" aria-label={t('cond.actions')} className="cond-deeds">
          {(isGroup ? OF_GROUP : OF_ROW).map((deed) => (
            <button key={deed} type="button" className="quiet" onKeyDown={close} onClick={() => act.go(at, deed)}>
              {t(`cond.${deed}`)}
            </button>
          ))}
        </span>
      ) : null}
    </span>
  );
}
