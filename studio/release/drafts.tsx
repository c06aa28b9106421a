import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { gather } from '../api/gather.ts';
import type { ReleaseListed } from '../api/releases.ts';
import { useDeed } from '../api/deed.ts';
import { useReader } from '../texts/reader.ts';
import { Refused } from '../ui/refused.tsx';
import { ReleaseRows } from './release-rows.tsx';

/** One's own drafts; several of them can be made one change, which is then handed in as a whole. */
export function Drafts({ items }: { readonly items: readonly ReleaseListed[] }) {
  const reader = useReader();
  const { t } = reader;
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const own = items.filter(({ kind }) => kind === 'change');
  const join = useDeed((ids: readonly string[]) => gather(ids, reader));
  return (
    <section aria-labelledby="drafts">
      <h2 id="drafts">{t('changes.drafts')}</h2>
      {items.length === 0 ? (
        <p className="fine">
          {t('changes.drafts.none')} <Link to="/">{t('changes.drafts.toDefinitions')}</Link>
        </p>
      ) : (
        <ReleaseRows
          items={items}
          lead={(item) =>
            own.length > 1 && item.kind === 'change' ? (
              <input
                type="checkbox"
                className="choose"
                aria-label={t('changes.choose', { title: item.title })}
                checked={chosen.has(item.id)}
                onChange={({ target }) => {
                  const next = new Set(chosen);
                  if (target.checked) next.add(item.id);
                  else next.delete(item.id);
                  setChosen(next);
                }}
              />
            ) : null
          }
        />
      )}
      {chosen.size > 0 ? (
        <button
          type="button"
          className="main-action"
          disabled={chosen.size < 2 || join.isPending}
          onClick={() => {
            join.mutate(
              own.filter(({ id }) => chosen.has(id)).map(({ id }) => id),
              { onSuccess: (id) => void navigate(`/changes/${id}`) },
            );
          }}
        >
          {t('changes.gather', { count: chosen.size })}
        </button>
      ) : null}
      <Refused error={join.error} />
    </section>
  );
}
