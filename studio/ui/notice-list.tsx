import { Link } from 'react-router';
import { useDeed } from '../api/deed.ts';
import { markNoticeRead, type RequestNotice } from '../api/request-notices.ts';
import { instantText } from '../texts/day.ts';
import { useReader } from '../texts/reader.ts';
import { Refused } from './refused.tsx';

/** What somebody was told of requests; what is unread can be marked as read. `onLeave` hears when one of them is gone to. */
export function NoticeList({
  items,
  onLeave,
}: {
  readonly items: readonly RequestNotice[];
  readonly onLeave?: () => void;
}) {
  const reader = useReader();
  const { t, say } = reader;
  const read = useDeed(markNoticeRead);
  return (
    <>
      <ul className="findings">
        {items.map(({ number, request, requestNumber, said, noticedAt, isRead }) => (
          <li key={number}>
            <div className={isRead ? 'fine' : undefined}>
              <Link to={`/desk/${request}`} onClick={onLeave}>
                {requestNumber}
              </Link>{' '}
              {say(said)} <span className="fine">{instantText(noticedAt, reader)}</span>{' '}
              {!isRead && (
                <button
                  type="button"
                  className="quiet"
                  aria-label={t('bell.read.of', { number: requestNumber })}
                  disabled={read.isPending}
                  onClick={() => read.mutate(number)}
                >
                  {t('bell.read')}
                </button>
              )}
            </div>
          </li>
        ))}
      </ul>
      <Refused error={read.error} />
    </>
  );
}
