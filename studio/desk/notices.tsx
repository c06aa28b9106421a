import { Link } from 'react-router';
import { useDeed } from '../api/deed.ts';
import { markNoticeRead, useRequestNotices } from '../api/request-notices.ts';
import { instantText } from '../texts/day.ts';
import { useReader } from '../texts/reader.ts';
import { Refused } from '../ui/refused.tsx';
import '../texts/desk.ts';

/** What the reader was told of requests and has not read; nothing where there is none. */
export function Notices() {
  const reader = useReader();
  const { t, say } = reader;
  const { data } = useRequestNotices();
  const read = useDeed(markNoticeRead);
  const items = data?.items.filter(({ isRead }) => !isRead) ?? [];
  if (data === undefined || items.length === 0) return null;
  return (
    <section aria-label={t('desk.notices', { count: data.unread })}>
      <h2>{t('desk.notices', { count: data.unread })}</h2>
      <ul className="findings">
        {items.map(({ number, request, requestNumber, said, noticedAt }) => (
          <li key={number}>
            <div>
              <Link to={`/desk/${request}`}>{requestNumber}</Link> {say(said)}{' '}
              <span className="fine">{instantText(noticedAt, reader)}</span>{' '}
              <button
                type="button"
                className="quiet"
                aria-label={t('desk.notice.read.of', { number: requestNumber })}
                disabled={read.isPending}
                onClick={() => read.mutate(number)}
              >
                {t('desk.notice.read')}
              </button>
            </div>
          </li>
        ))}
      </ul>
      <Refused error={read.error} />
    </section>
  );
}
