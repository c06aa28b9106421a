import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useMe } from '../api/queries.ts';
import { deeds, type ImpactReport, type Release } from '../api/releases.ts';
import { useDeed } from '../api/deed.ts';
import { useReader } from '../texts/reader.ts';
import type { Shelf } from '../texts/titles.ts';
import { Refused } from '../ui/refused.tsx';
import { Approving } from './approving.tsx';
import { HandIn } from './hand-in.tsx';
import { Reasoned } from './reasoned.tsx';
import { isEditor, isSuperseded, ON_THE_WAY, onlookerOf, WRITABLE } from './standing.ts';

/** What this reader may decide of a change, as it stands; where he may not, why. */
export function Decide({
  release,
  tag,
  isShown,
  moving,
  shelf,
}: {
  readonly release: Release;
  readonly tag: string;
  /** Whether what it changes, and whom it moves, is on the page. */
  readonly isShown: boolean;
  /** The foremost decision by which somebody moves. */
  readonly moving: ImpactReport | undefined;
  readonly shelf: Shelf;
}) {
  const { t } = useReader();
  const me = onlookerOf(useMe().data);
  const { id, state, hash } = release;
  const [read, setRead] = useState(hash);
  // What is handed in while the page is open is the first that is read.
  if (read === null && hash !== null) setRead(hash);
  const withdraw = useDeed(() => deeds.withdraw(id, tag));
  const takeBack = useDeed(() => deeds.takeBack(id));
  const isOwn = isEditor(release, me);
  const mayWithdraw = me.isAuthor && (ON_THE_WAY.has(state) || WRITABLE.has(state)) && state !== 'withdrawn';
  const hasApproved = release.approvals.some((one) => one.person === me.id && one.state === 'given');
  const owesReview = release.kind === 'roll-back' && state === 'live' && release.reviewedAt === null;
  return (
    <aside className="decide" aria-labelledby="decide">
      <h2 id="decide">{t('decide.title')}</h2>
      {release.awaitsReader ? (
        <Approving {...{ release, read, isShown, moving, shelf }} readAnew={() => setRead(hash)} />
      ) : null}
      {state === 'submitted' && !release.awaitsReader ? (
        <p>{t(isOwn ? 'decide.ownChange' : hasApproved ? 'decide.approvedInPart' : 'decide.notApprover')}</p>
      ) : null}
      {WRITABLE.has(state) && !me.isAuthor ? <p>{t('decide.byAuthor')}</p> : null}
      {WRITABLE.has(state) && me.isAuthor ? <HandIn release={release} tag={tag} /> : null}
      {state === 'live' && !isSuperseded(release) && (me.isAuthor || me.isApprover) ? (
        <RollBack release={release} />
      ) : null}
      {owesReview && (me.isAuthor || me.isApprover) ? <Why release={release} /> : null}
      <div className="ways">
        {hasApproved && ON_THE_WAY.has(state) ? (
          <button
            type="button"
            className="side-action"
            disabled={takeBack.isPending}
            onClick={() => takeBack.mutate(undefined)}
          >
            {t('decide.takeBack')}
          </button>
        ) : null}
        {mayWithdraw ? (
          <button
            type="button"
            className="side-action"
            disabled={withdraw.isPending}
            onClick={() => withdraw.mutate(undefined)}
          >
            {t('decide.withdraw')}
          </button>
        ) : null}
      </div>
      <Refused error={withdraw.error ?? takeBack.error} />
    </aside>
  );
}

function RollBack({ release }: { readonly release: Release }) {
  const { t } = useReader();
  const navigate = useNavigate();
  const [isOpen, setOpen] = useState(false);
  if (!isOpen)
    return (
      <button type="button" className="side-action" onClick={() => setOpen(true)}>
        {t('decide.rollBack')}
      </button>
    );
  return (
    <Reasoned
      keptAs={`${release.id}.rollBack`}
      label={t('decide.reason.rollBack')}
      send={t('decide.rollBack.send')}
      run={(reason) => deeds.rollBack(release.id, reason)}
      done={(id) => void navigate(`/changes/${id}`)}
    />
  );
}

function Why({ release }: { readonly release: Release }) {
  const { t } = useReader();
  return (
    <Reasoned
      keptAs={`${release.id}.why`}
      label={t('decide.why')}
      send={t('decide.why.send')}
      run={(text) => deeds.review(release.id, text)}
    />
  );
}
