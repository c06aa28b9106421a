import { nameFor } from '../../definitions/index.ts';
import { useState } from 'react';
import { administrate, type DeliveryState, useDeliveries } from '../api/administration.ts';
import { ServerError } from '../api/client.ts';
import { useDeed } from '../api/deed.ts';
import { useMe } from '../api/queries.ts';
import { instantText } from '../texts/day.ts';
import { type Reader, useReader } from '../texts/reader.ts';
import { Mark } from '../ui/mark.tsx';
import { Failed, Loading } from '../ui/notice.tsx';
import { Refused } from '../ui/refused.tsx';
import { Scroll } from '../ui/scroll.tsx';

const STATES = ['dead', 'waiting', 'delivered'] as const;
const STANDING = { dead: 'bad', waiting: 'open', delivered: 'good' } as const;

/** What left for other systems: what could not be delivered is seen first, and sent again. */
export function DeliveriesRoom() {
  const reader = useReader();
  const { t, language } = reader;
  const [state, setState] = useState<DeliveryState>();
  const { data, error, refetch, hasNextPage, fetchNextPage } = useDeliveries(state);
  const dead = useDeliveries('dead', 1).data?.pages[0]?.total;
  const mayRepeat = useMe().data?.rights.some(({ role }) => role === 'system-administrator') ?? false;
  const again = useDeed(administrate.deliverAgain);
  if (error instanceof ServerError && error.status === 404) return <h1>{t('deliveries.notBank')}</h1>;
  if (data === undefined) return error === null ? <Loading /> : <Failed error={error} retry={() => void refetch()} />;
  const items = data.pages.flatMap((page) => page.items);
  const title =
    dead === undefined || dead === 0 ? t('deliveries.title.fine') : t('deliveries.title.dead', { count: dead });
  return (
    <>
      <title>{`${title} · Guiju`}</title>
      <h1>{title}</h1>
      <p className="fine">{t('deliveries.hint')}</p>
      <label className="form-field">
        {t('deliveries.state')}
        <select value={state ?? ''} onChange={({ target }) => setState(STATES.find((one) => one === target.value))}>
          <option value="">{t('deliveries.any')}</option>
          {STATES.map((one) => (
            <option key={one} value={one}>
              {t(`deliveries.${one}`)}
            </option>
          ))}
        </select>
      </label>
      {items.length === 0 ? (
        <p className="fine">{t('deliveries.none')}</p>
      ) : (
        <Scroll label={title}>
          <table className="ledger">
            <thead>
              <tr>
                <th scope="col">{t('deliveries.state')}</th>
                <th scope="col">{t('deliveries.event')}</th>
                <th scope="col">{t('deliveries.endpoint')}</th>
                <th scope="col">{t('deliveries.time')}</th>
                <th scope="col">{t('deliveries.attempts')}</th>
                <th scope="col">{t('deliveries.fault')}</th>
                <td />
              </tr>
            </thead>
            <tbody>
              {items.map(({ number, endpoint, event, state: stands, attempts, dueAt, fault }) => (
                <tr key={number}>
                  <td>
                    <span className="standing">
                      <Mark standing={STANDING[stands]} />
                      {t(`deliveries.${stands}`)}
                    </span>
                    {stands === 'waiting' && attempts > 0 ? (
                      <span className="fine"> {t('deliveries.next', { at: instantText(dueAt, reader) })}</span>
                    ) : null}
                  </td>
                  <th scope="row">
                    <code>{event.type}</code>
                  </th>
                  <td>{receiverOf(endpoint, t)}</td>
                  <td>{instantText(event.time, reader)}</td>
                  <td>{reader.number(attempts)}</td>
                  <td>{fault === null ? null : <code>{nameFor(fault, language)}</code>}</td>
                  <td>
                    {mayRepeat ? (
                      <button
                        type="button"
                        className="quiet"
                        aria-label={t('deliveries.again.of', { endpoint: receiverOf(endpoint, t), event: event.type })}
                        disabled={again.isPending}
                        onClick={() => again.mutate(number)}
                      >
                        {t('deliveries.again')}
                      </button>
                    ) : null}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      <Refused error={again.error} />
      {hasNextPage ? (
        <button type="button" className="quiet" onClick={() => void fetchNextPage()}>
          {t('settings.more')}
        </button>
      ) : null}
    </>
  );
}

/** By what people are told, in words; another system by its id. */
function receiverOf(endpoint: string, t: Reader['t']): string {
  const known = RECEIVERS.find((one) => one === endpoint);
  return known === undefined ? endpoint : t(`deliveries.to.${known}`);
}

const RECEIVERS = ['email', 'sms', 'request-message'] as const;
