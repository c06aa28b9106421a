import { useRef, useState } from 'react';
import { useMe } from '../api/queries.ts';
import { useRequestNotices, useUnreadNotices } from '../api/request-notices.ts';
import { useReader } from '../texts/reader.ts';
import { NoticeList } from './notice-list.tsx';
import { Refused } from './refused.tsx';

/** How many notices whoever is signed in has not read, as they come, and behind it what they say; nothing where nobody is. */
export function Bell() {
  const { t } = useReader();
  const { data } = useMe();
  const unread = useUnreadNotices(data?.kind === 'person' ? data.id : undefined);
  const panel = useRef<HTMLElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  if (unread === undefined) return null;
  const said = t(unread === 0 ? 'bell.none' : 'bell.unread', { count: unread });
  return (
    <div className="bell">
      <button type="button" popoverTarget="notices" aria-label={said} title={said}>
        <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
          <path
            d="M3 11.5h10c-1-1-1.5-2-1.5-5a3.5 3.5 0 0 0-7 0c0 3-.5 4-1.5 5zM6.5 13.5a1.5 1.5 0 0 0 3 0"
            fill="none"
            stroke="currentColor"
          />
        </svg>
        {unread > 0 && <strong>{unread}</strong>}
      </button>
      <span className="visually-hidden" aria-live="polite">
        {unread > 0 && said}
      </span>
      <section
        id="notices"
        popover="auto"
        ref={panel}
        aria-label={t('bell.title')}
        onToggle={({ newState }) => setIsOpen(newState === 'open')}
      >
        {isOpen && <List onLeave={() => panel.current?.hidePopover()} />}
      </section>
    </div>
  );
}

/** What was said last, newest first. */
function List({ onLeave }: { readonly onLeave: () => void }) {
  const { t } = useReader();
  const { data, error } = useRequestNotices();
  const items = data?.items ?? [];
  return (
    <>
      {data !== undefined && items.length === 0 && <p className="fine">{t('bell.empty')}</p>}
      <NoticeList items={items} onLeave={onLeave} />
      <Refused error={error} />
    </>
  );
}
