import { useState } from 'react';
import { useNavigate } from 'react-router';
import { ServerError } from '../api/client.ts';
import { deeds, membersOf, type Release } from '../api/releases.ts';
import { useDeed } from '../api/deed.ts';
import { useReader } from '../texts/reader.ts';
import { Refused } from '../ui/refused.tsx';

/** What a refused submission tells of cases that come out otherwise, and by what they are accepted. */
interface CasesChange {
  readonly caseChanges: readonly { readonly name: string; readonly words: Readonly<Record<'zh-CN' | 'en', string>> }[];
  readonly acceptsCases: string;
}

/** A change is named, given its instant, and handed in; where cases come out otherwise that is asked first. */
export function HandIn({ release, tag }: { readonly release: Release; readonly tag: string }) {
  const { t, language } = useReader();
  const navigate = useNavigate();
  const [title, setTitle] = useState(release.title);
  const [note, setNote] = useState(release.note);
  const [at, setAt] = useState<string | null>(localOf(release.goLiveAt));
  const isRollBack = release.kind === 'roll-back';
  const goLiveAt = at === null || at === '' ? null : `${at}:00+08:00`;
  const isChanged = title !== release.title || note !== release.note || at !== localOf(release.goLiveAt);
  const submit = useDeed(async (accepts: string | null) => {
    let seen = tag;
    if (isChanged) {
      await deeds.edit(release.id, tag, { title, note, goLiveAt, members: membersOf(release) });
      seen = await deeds.tagOf(release.id);
    }
    return await deeds.submit(release.id, seen, accepts);
  });
  const copy = useDeed(() => deeds.begin({ title, note, goLiveAt: null, members: [], copyOf: [release.id] }));
  const { error } = submit;
  const cases =
    error instanceof ServerError && error.codes.includes('cases-change') ? (error.told as CasesChange) : null;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit.mutate(null);
      }}
    >
      {isRollBack ? null : (
        <>
          <label className="form-field">
            {t('handIn.name')}
            <input value={title} required maxLength={200} onChange={({ target }) => setTitle(target.value)} />
          </label>
          <label className="form-field">
            {t('handIn.note')}
            <textarea value={note} maxLength={10_000} onChange={({ target }) => setNote(target.value)} />
          </label>
          <fieldset className="form-field">
            <legend>{t('handIn.when')}</legend>
            <label>
              <input type="radio" name="when" checked={at === null} onChange={() => setAt(null)} /> {t('handIn.atOnce')}
            </label>
            <label>
              <input type="radio" name="when" checked={at !== null} onChange={() => setAt('')} /> {t('handIn.at')}
            </label>
            {at === null ? null : (
              <input
                type="datetime-local"
                required
                aria-label={t('handIn.instant')}
                value={at}
                onChange={({ target }) => setAt(target.value)}
              />
            )}
          </fieldset>
        </>
      )}
      {cases === null ? (
        <>
          <button className="main-action" disabled={submit.isPending || title.trim() === ''}>
            {t(release.state === 'draft' ? 'handIn.send' : 'handIn.again')}
          </button>
          <Refused error={error} />
        </>
      ) : (
        <div role="alert">
          <p>{t('handIn.cases', { count: cases.caseChanges.length })}</p>
          <ul className="sentences">
            {cases.caseChanges.map(({ words }, i) => (
              <li key={i}>{words[language]}</li>
            ))}
          </ul>
          <button
            type="button"
            className="main-action"
            disabled={submit.isPending}
            onClick={() => submit.mutate(cases.acceptsCases)}
          >
            {t('handIn.accept')}
          </button>
        </div>
      )}
      {submit.isPending ? (
        <p role="status" className="fine">
          {t('handIn.sending')}
        </p>
      ) : null}
      {release.state === 'draft' || isRollBack ? null : (
        <button
          type="button"
          className="quiet"
          onClick={() => copy.mutate(undefined, { onSuccess: ({ id }) => void navigate(`/changes/${id}`) })}
        >
          {t('handIn.copy')}
        </button>
      )}
      <Refused error={copy.error} />
    </form>
  );
}

/** An instant as the bank's clocks show it, as a field of day and time holds it; null: at once. */
function localOf(instant: string | null): string | null {
  if (instant === null) return null;
  return new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 16);
}
