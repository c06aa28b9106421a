import { useState } from 'react';
import { useDeed } from '../api/deed.ts';
import { useMe } from '../api/queries.ts';
import { deeds, type ImpactReport, type OpenedMover, type Release, useSampleCode } from '../api/releases.ts';
import { useReader } from '../texts/reader.ts';
import type { Shelf } from '../texts/titles.ts';
import { Refused } from '../ui/refused.tsx';
import { OpenMovers, useOpenedMovers } from './opened-movers.tsx';
import { Reasoned } from './reasoned.tsx';

const WAYS = ['approve', 'return', 'refuse'] as const;

/**
 * Approves, returns or refuses what was read, by its hash. What arrives while the page is open is another text, until whoever decides says
 * that it is read; a code or a reason that was meant for the one is never sent for the other. Where customers move, one of them is opened
 * before it can be approved.
 */
export function Approving({
  release,
  read,
  readAnew,
  isShown,
  moving,
  shelf,
}: {
  readonly release: Release;
  /** The hash of what was first shown, or is read since. */
  readonly read: string | null;
  readonly readAnew: () => void;
  /** Whether what it changes, and whom it moves, is on the page. */
  readonly isShown: boolean;
  /** The foremost decision by which somebody moves. */
  readonly moving: ImpactReport | undefined;
  readonly shelf: Shelf;
}) {
  const { t } = useReader();
  const { id, hash } = release;
  const { opened } = useOpenedMovers(release);
  const [way, setWay] = useState<(typeof WAYS)[number]>('approve');
  if (read !== hash)
    return (
      <div role="alert">
        <p>{t('decide.changed')}</p>
        <button
          type="button"
          className="main-action"
          onClick={() => {
            readAnew();
            window.scrollTo(0, 0);
          }}
        >
          {t('decide.readAnew')}
        </button>
      </div>
    );
  return (
    <>
      <div className="chips" role="group" aria-label={t('decide.title')}>
        {WAYS.map((one) => (
          <button key={one} type="button" aria-pressed={one === way} onClick={() => setWay(one)}>
            {t(`decide.${one}`)}
          </button>
        ))}
      </div>
      {way !== 'approve' ? (
        <Reasoned
          key={way}
          keptAs={`${id}.${way}`}
          label={t(`decide.reason.${way}`)}
          send={t(`decide.${way}.send`)}
          run={(reason) => deeds[way](id, read ?? '', reason)}
        />
      ) : isShown ? (
        <>
          {moving === undefined ? null : <OpenMovers release={release} report={moving} shelf={shelf} />}
          {moving === undefined || opened.length > 0 ? (
            <Approve key={read} id={id} hash={read ?? ''} opened={opened} />
          ) : null}
        </>
      ) : (
        <p role="status">{t('decide.notShown')}</p>
      )}
    </>
  );
}

function Approve({
  id,
  hash,
  opened,
}: {
  readonly id: string;
  readonly hash: string;
  readonly opened: readonly OpenedMover[];
}) {
  const { t } = useReader();
  const me = useMe().data;
  const [code, setCode] = useState('');
  const [asksSample, setAsksSample] = useState(false);
  const sample = useSampleCode(asksSample).data;
  const approve = useDeed((written: string) => deeds.approve(id, hash, written, opened));
  const shown = code === '' && asksSample ? (sample ?? '') : code;
  const isSample = me?.id?.startsWith('sample-') ?? false;
  const write = (digits: string, isAsked: boolean) => {
    setCode(digits);
    setAsksSample(isAsked);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        approve.mutate(shown, { onError: () => write('', false) });
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
          onChange={({ target }) => write(target.value.replaceAll(/\D/g, ''), false)}
        />
      </label>
      {isSample ? (
        <button type="button" className="quiet" onClick={() => write('', true)}>
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
