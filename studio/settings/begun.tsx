import type { UseMutationResult } from '@tanstack/react-query';
import { administrate, type Asked } from '../api/administration.ts';
import { useDeed } from '../api/deed.ts';
import { useReader } from '../texts/reader.ts';
import { Refused } from '../ui/refused.tsx';
import { useKeepSecret } from './secrets.tsx';

type Answer = Awaited<ReturnType<typeof administrate.begin>>;
export type Beginning = UseMutationResult<Answer, Error, Asked>;

/** Begins changes of rights; a secret that comes of one is kept on the page. `whom`: who is called so where what is asked says it by an id only. */
export function useBeginning(whom = ''): Beginning {
  const keep = useKeepSecret();
  return useDeed(async (asked: Asked) => {
    const answer = await administrate.begin(asked);
    // Kept before anything else, even where the form is closed by now: it is not told again.
    if (answer.secret !== null) keep(secretOf(asked, answer.secret, whom));
    return answer;
  });
}

function secretOf(asked: Asked, secret: string, whom: string) {
  if (asked.kind === 'add-key') return { kind: 'key', whom: asked.name, text: secret } as const;
  const text = `${window.location.origin}/enter/${secret}`;
  return { kind: 'link', whom: asked.kind === 'add-person' ? `${asked.name} (${asked.account})` : whom, text } as const;
}

/** What became of what was begun: that it holds, waits for a second person, or was refused. */
export function Begun({ beginning }: { readonly beginning: Beginning }) {
  const { t } = useReader();
  const { data, error } = beginning;
  if (error !== null) return <Refused error={error} />;
  if (data === undefined) return null;
  return (
    <p className="done-note" role="status">
      {t(data.state === 'done' ? 'settings.done' : 'settings.waits')}
    </p>
  );
}
