import type { UseMutationResult } from '@tanstack/react-query';
import { administrate, type Asked } from '../api/administration.ts';
import { useDeed } from '../api/deed.ts';
import { useReader } from '../texts/reader.ts';
import { Refused } from '../ui/refused.tsx';

type Answer = Awaited<ReturnType<typeof administrate.begin>>;
export type Beginning = UseMutationResult<Answer, Error, Asked>;

/** Begins changes of rights. */
export const useBeginning = (): Beginning => useDeed(administrate.begin);

/** What became of what was begun: that it holds, or waits for a second person; a secret that is shown this once. */
export function Begun({ beginning }: { readonly beginning: Beginning }) {
  const { t } = useReader();
  const { data, error, variables } = beginning;
  if (error !== null) return <Refused error={error} />;
  if (data === undefined) return null;
  return (
    <div className="done-note" role="status">
      <p>{t(data.state === 'done' ? 'settings.done' : 'settings.waits')}</p>
      {data.secret === null ? null : variables?.kind === 'add-key' ? (
        <Secret text={data.secret} hint={t('settings.secret.key')} />
      ) : (
        <Secret text={`${window.location.origin}/enter/${data.secret}`} hint={t('settings.secret.link')} />
      )}
    </div>
  );
}

export function Secret({ text, hint }: { readonly text: string; readonly hint: string }) {
  const { t } = useReader();
  return (
    <p className="secret">
      {hint} <b>{t('settings.secret.once')}</b>
      <code>{text}</code>
    </p>
  );
}
