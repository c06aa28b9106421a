import { useEffect, useRef } from 'react';
import type { Segmentation } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import { ConditionBuilder } from '../conditions/builder.tsx';
import type { Change, ViewProps } from '../view.ts';
import { moveClass } from './edits.ts';

type ByCriteria = Extract<Segmentation, { method: 'criteria' }>;

/** Classes with their conditions to be written, in the order they are tried, which is changed by Alt+↑ and Alt+↓ on a class's name. */
export function WrittenClasses({
  document,
  titles,
  problems,
  proveRows,
  change,
}: Omit<ViewProps<ByCriteria>, 'change'> & { readonly change: Change<Segmentation> }) {
  const { t, say } = useReader();
  const { otherwise } = document;
  const place = useRef<HTMLElement>(null);
  const moved = useRef<string | null>(null);
  useEffect(() => {
    const name = moved.current;
    moved.current = null;
    if (name !== null)
      place.current?.querySelector<HTMLElement>(`[data-class="${CSS.escape(name)}"] button:not(:disabled)`)?.focus();
  }, [document]);
  const tried = document.classes.flatMap((one, index) => (one.when === undefined ? [] : [{ one, index }]));
  const move = (name: string, by: -1 | 1) => {
    moved.current = name;
    change((before) => moveClass(before, name, by));
  };
  const titleOf = (name: string) => say(document.classes.find((one) => one.name === name)?.title ?? name);
  return (
    <section ref={place}>
      <h2>{t('view.classes')}</h2>
      <p className="fine">{t(document.mode === 'all' ? 'view.every' : 'view.order')}</p>
      <p className="fine">{t('cond.keys')}</p>
      {tried.map(({ one, index }, turn) => {
        const title = say(one.title ?? one.name);
        return (
          <article key={one.name} className="cond-class" data-at={`/classes/${String(index)}`}>
            <div
              role="group"
              aria-label={title}
              className="cond-class-name"
              data-class={one.name}
              onKeyDown={(event) => {
                if (!event.altKey || event.shiftKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
                event.preventDefault();
                move(one.name, event.key === 'ArrowUp' ? -1 : 1);
              }}
            >
              <h3>{title}</h3>
              <button
                type="button"
                className="quiet"
                aria-label={t('cond.class.up', { title })}
                disabled={turn === 0}
                onClick={() => move(one.name, -1)}
              >
                ↑
              </button>
              <button
                type="button"
                className="quiet"
                aria-label={t('cond.class.down', { title })}
                disabled={turn === tried.length - 1}
                onClick={() => move(one.name, 1)}
              >
                ↓
              </button>
              <span className="cond-unit">{t('cond.class.place', { n: turn + 1, count: tried.length })}</span>
            </div>
            <ConditionBuilder
              document={document}
              root={`/classes/${String(index)}/when`}
              titles={titles}
              problems={problems}
              proveRows={proveRows}
              // A segmentation by conditions stays one.
              change={change as unknown as Change<ByCriteria>}
              isOneOfMany
            />
          </article>
        );
      })}
      {otherwise === undefined ? null : (
        <p className="cond-class">
          <b>{typeof otherwise === 'string' ? titleOf(otherwise) : say(otherwise.title ?? otherwise.name)}</b>{' '}
          {t('view.otherwise')}
        </p>
      )}
    </section>
  );
}
