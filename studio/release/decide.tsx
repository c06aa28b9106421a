import { type ReactNode, useState } from 'react';
import { useNavigate } from 'react-router';
import { useMe } from '../api/queries.ts';
import { deeds, type Release, useSampleCode } from '../api/releases.ts';
import { useDeed } from '../api/deed.ts';
import { useReader } from '../texts/reader.ts';
import { HandIn } from './hand-in.tsx';
import { Refused } from '../ui/refused.tsx';
import { isEditor, isSuperseded, ON_THE_WAY, onlookerOf, WRITABLE } from './standing.ts';

type Way = 'approve' | 'return' | 'refuse' | 'rollBack';

/** What this reader may decide of a change, as it stands; where he may not, why. */
export function Decide({ release, tag }: { readonly release: Release; readonly tag: string }) {
  const { t } = useReader();
  const me = onlookerOf(useMe().data);
  const { id, state } = release;
  const withdraw = useDeed(() => deeds.withdraw(id));
  const takeBack = useDeed(() => deeds.takeBack(id));
  const isOwn = isEditor(release, me);
  const mayWithdraw = me.isAuthor && (ON_THE_WAY.has(state) || WRITABLE.has(state)) && state !== 'withdrawn';
  const hasApproved = release.approvals.some((one) => one.person === me.id && one.state === 'given');
  const owesReview = release.kind === 'roll-back' && state === 'live' && release.reviewedAt === null;
  return (
    <aside className="decide" aria-labelledby="decide">
      <h2 id="decide">{t('decide.title')}</h2>
      {release.awaitsReader ? <Approving release={release} /> : null}
      {state === 'submitted' && !release.awaitsReader ? (
        <p>{t(isOwn ? 'decide.ownChange' : hasApproved ? 'decide.approvedInPart' : 'decide.notApprover')}</p>
      ) : null}
      {WRITABLE.has(state) && !me.isAuthor ? <p>{t('decide.byAuthor')}</p> : null}
      {WRITABLE.has(state) && me.isAuthor ? <HandIn key={release.revision} release={release} tag={tag} /> : null}
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

function Approving({ release }: { readonly release: Release }) {
  const { t } = useReader();
  const [way, setWay] = useState<Exclude<Way, 'rollBack'>>('approve');
  const ways = ['approve', 'return', 'refuse'] as const;
  return (
    <>
      <div className="chips" role="group" aria-label={t('decide.title')}>
        {ways.map((one) => (
          <button key={one} type="button" aria-pressed={one === way} onClick={() => setWay(one)}>
            {t(`decide.${one}`)}
          </button>
        ))}
      </div>
      {way === 'approve' ? (
        <Approve release={release} />
      ) : (
        <Reasoned
          key={way}
          label={t(`decide.reason.${way}`)}
          send={t(`decide.${way}.send`)}
          run={(reason) => deeds[way](release.id, release.hash ?? '', reason)}
        />
      )}
    </>
  );
}

function Approve({ release }: { readonly release: Release }) {
  const { t } = useReader();
  const me = useMe().data;
  const [code, setCode] = useState('');
  const [asksSample, setAsksSample] = useState(false);
  const sample = useSampleCode(asksSample).data;
  const approve = useDeed((written: string) => deeds.approve(release.id, release.hash ?? '', written));
  const shown = code === '' && asksSample ? (sample ?? '') : code;
  const isSample = me?.id?.startsWith('sample-') ?? false;
  const forget = () => {
    setCode('');
    setAsksSample(false);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        approve.mutate(shown, { onError: forget });
      }}
    >
      <label className="form-field code">
        {t('decide.code')}
        <input
          value={shown}
          inputMode="numeric"
          autoComplete="one-time-code"
          pattern="\d{6}"
          maxLength={6}
          required
          onChange={({ target }) => {
            setAsksSample(false);
            setCode(target.value.replaceAll(/\D/g, ''));
          }}
        />
      </label>
      {isSample ? (
        <button
          type="button"
          className="quiet"
          onClick={() => {
            setCode('');
            setAsksSample(true);
          }}
        >
          {t('decide.code.sample')}
        </button>
      ) : (
        <p className="fine">{t('decide.code.hint')}</p>
      )}
      <button className="main-action" disabled={shown.length !== 6 || approve.isPending}>
        {t('decide.approve.send')}
      </button>
      <Refused error={approve.error} />
    </form>
  );
}

/** A form of a reason, which is required. */
function Reasoned({
  label,
  send,
  run,
  done,
}: {
  readonly label: string;
  readonly send: string;
  readonly run: (reason: string) => Promise<{ readonly id: string }>;
  readonly done?: (id: string) => void;
}): ReactNode {
  const [reason, setReason] = useState('');
  const deed = useDeed(() => run(reason));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        deed.mutate(undefined, { onSuccess: ({ id }) => done?.(id) });
      }}
    >
      <label className="form-field">
        {label}
        <textarea value={reason} required maxLength={4000} onChange={({ target }) => setReason(target.value)} />
      </label>
      <button className="side-action" disabled={reason.trim() === '' || deed.isPending}>
        {send}
      </button>
      <Refused error={deed.error} />
    </form>
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
    <Reasoned label={t('decide.why')} send={t('decide.why.send')} run={(text) => deeds.review(release.id, text)} />
  );
}
