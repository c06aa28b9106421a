import { useNavigate } from 'react-router';
import { ServerError } from '../api/client.ts';
import { useDeed } from '../api/deed.ts';
import { useMe } from '../api/queries.ts';
import { deeds, membersOf, type Release } from '../api/releases.ts';
import { useReader } from '../texts/reader.ts';
import { useKept } from '../ui/kept.ts';
import { Refused } from '../ui/refused.tsx';
import { ChangeFields } from './change-fields.tsx';
import { type Fields, fieldsWith, isTyped } from './typed-fields.ts';

/** What a refused submission tells of cases that come out otherwise, and by what they are accepted. */
interface CasesChange {
  readonly caseChanges: readonly { readonly name: string; readonly words: Readonly<Record<'zh-CN' | 'en', string>> }[];
  readonly acceptsCases: string;
}

/** A change is named, given its instant, and handed in; where cases come out otherwise that is asked first. */
export function HandIn({ release, tag }: { readonly release: Release; readonly tag: string }) {
  const { t, language } = useReader();
  const navigate = useNavigate();
  const stands: Fields = { title: release.title, note: release.note, at: localOf(release.goLiveAt) };
  const [typed, keep] = useKept(`handIn.${useMe().data?.id ?? ''}.${release.id}`, isTyped);
  const { fields, isChanged, conflicts } = fieldsWith(stands, typed);
  const { title, note, at } = fields;
  const isRollBack = release.kind === 'roll-back';
  // An instant that is not filled in is none, and never the same as at once.
  const isWhole = title.trim() !== '' && at !== '' && conflicts.length === 0;
  const submit = useDeed(async (accepts: string | null) => {
    const goLiveAt = at === null ? null : `${at}:00+08:00`;
    const content = { title, note, goLiveAt, members: membersOf(release) };
    const seen = isChanged ? await deeds.edit(release.id, tag, content) : tag;
    await deeds.submit(release.id, seen, accepts);
    keep(null);
  });
  const copy = useDeed(() => deeds.begin({ title, note, goLiveAt: null, members: [], copyOf: [release.id] }));
  const { error } = submit;
  const cases =
    error instanceof ServerError && error.codes.includes('cases-change') ? (error.told as CasesChange) : null;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (isWhole) submit.mutate(cases?.acceptsCases ?? null);
      }}
    >
      {isRollBack ? null : <ChangeFields stands={stands} typed={typed} keep={keep} />}
      {cases === null ? (
        <>
          <button className="main-action" disabled={submit.isPending || title.trim() === '' || conflicts.length > 0}>
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
          <button className="main-action" disabled={submit.isPending || title.trim() === '' || conflicts.length > 0}>
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
          disabled={copy.isPending}
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
