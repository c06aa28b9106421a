import { Link } from 'react-router';
import { useDeed } from '../../api/deed.ts';
import { gather } from '../../api/gather.ts';
import type { OwnDraft } from '../../api/drafts-reached.ts';
import type { DocumentsBeside } from '../../api/own-drafts.ts';
import { useReader } from '../../texts/reader.ts';
import { titleIn } from '../../texts/titles.ts';
import { Refused } from '../../ui/refused.tsx';
import type { Draft } from './use-draft.ts';
import '../../texts/drafts.ts';

/** Of which other changes of its author a draft speaks, and how they become one with it. */
export function DraftsBeside({
  draft,
  beside: { begun, elsewhere },
}: {
  readonly draft: Draft;
  readonly beside: DocumentsBeside;
}) {
  const reader = useReader();
  const { t } = reader;
  const { release, kept, rejoin } = draft;
  const join = useDeed(async (others: readonly OwnDraft[]) => {
    const releases = [...new Set(others.map((one) => one.release))];
    await rejoin(await gather([release?.id ?? '', ...releases], reader));
  });
  if (release === null || begun.length + elsewhere.length === 0) return null;
  return (
    <section className="witness" role="status">
      {(['begun', 'elsewhere'] as const).map((how) => {
        const drafts = how === 'begun' ? begun : elsewhere;
        if (drafts.length === 0) return null;
        return (
          <p key={how}>
            {t(`drafts.${how}`)}{' '}
            {drafts.map((one, i) => (
              <span key={one.ref}>
                {i === 0 ? '' : reader.language === 'en' ? ', ' : '、'}
                <Link to={`/definitions/${one.ref}`}>{titleOf(one)}</Link>
              </span>
            ))}{' '}
            <button
              type="button"
              className="quiet"
              disabled={kept.kind !== 'saved' || join.isPending}
              onClick={() => join.mutate(drafts)}
            >
              {t('drafts.join')}
            </button>
          </p>
        );
      })}
      <Refused error={join.error} />
    </section>
  );

  function titleOf({ document, ref }: OwnDraft): string {
    return reader.say(titleIn(document ?? {}) ?? ref);
  }
}
