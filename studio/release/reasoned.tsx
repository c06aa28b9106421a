import type { ReactNode } from 'react';
import { useDeed } from '../api/deed.ts';
import { useMe } from '../api/queries.ts';
import { useKept } from '../ui/kept.ts';
import { Refused } from '../ui/refused.tsx';

const isText = (found: unknown): found is string => typeof found === 'string';

/** A form of a reason, which is required; what is typed of it is kept until it is sent. */
export function Reasoned({
  keptAs,
  label,
  send,
  run,
  done,
}: {
  /** What the reason is of: a release and what is done with it. */
  readonly keptAs: string;
  readonly label: string;
  readonly send: string;
  readonly run: (reason: string) => Promise<{ readonly id: string }>;
  readonly done?: (id: string) => void;
}): ReactNode {
  const [kept, keep] = useKept(`reason.${useMe().data?.id ?? ''}.${keptAs}`, isText);
  const reason = kept ?? '';
  const deed = useDeed(async () => {
    const found = await run(reason);
    keep(null);
    return found;
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        deed.mutate(undefined, { onSuccess: ({ id }) => done?.(id) });
      }}
    >
      <label className="form-field">
        {label}
        <textarea value={reason} required maxLength={4000} onChange={({ target }) => keep(target.value)} />
      </label>
      <button className="side-action" disabled={reason.trim() === '' || deed.isPending}>
        {send}
      </button>
      <Refused error={deed.error} />
    </form>
  );
}
