import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { dataOf, server } from '../api/client.ts';
import { deeds, type ReleaseListed } from '../api/releases.ts';
import { useDeed } from '../api/deed.ts';
import { useReader } from '../texts/reader.ts';
import { Refused } from '../ui/refused.tsx';
import { ReleaseRows } from './release-rows.tsx';

/** A draft as it is now, with the ETag of what was read. */
async function read(id: string) {
  const asked = server.GET('/api/v1/releases/{release}', { params: { path: { release: id } } });
  return { ...(await dataOf(asked)), tag: (await asked).response.headers.get('etag') ?? '' };
}

/** One's own drafts; several of them can be made one change, which is then handed in as a whole. */
export function Drafts({ items }: { readonly items: readonly ReleaseListed[] }) {
  const { t } = useReader();
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const own = items.filter(({ kind }) => kind === 'change');
  const gather = useDeed(async (ids: readonly string[]) => {
    const found = await Promise.all(ids.map(read));
    const refs = found.flatMap(({ members }) => members.map(({ ref }) => ref));
    const twice = [...new Set(refs.filter((ref, i) => refs.indexOf(ref) !== i))];
    if (twice.length > 0) throw new Error(t('changes.gather.twice', { refs: twice.join(', ') }));
    const [first] = found;
    const title = t('changes.gather.title', { first: first?.title ?? '', count: found.length - 1 });
    const note = found.flatMap((one) => (one.note === '' ? [] : [one.note])).join('\n');
    const begun = await deeds.begin({ title, note, goLiveAt: null, members: [], copyOf: ids });
    for (const { id, tag } of found) await deeds.withdraw(id, tag);
    return begun.id;
  });
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
          disabled={chosen.size < 2 || gather.isPending}
          onClick={() => {
            gather.mutate(
              own.filter(({ id }) => chosen.has(id)).map(({ id }) => id),
              { onSuccess: (id) => void navigate(`/changes/${id}`) },
            );
          }}
        >
          {t('changes.gather', { count: chosen.size })}
        </button>
      ) : null}
      <Refused error={gather.error} />
    </section>
  );
}
