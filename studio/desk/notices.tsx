import { useRequestNotices } from '../api/request-notices.ts';
import { useReader } from '../texts/reader.ts';
import { NoticeList } from '../ui/notice-list.tsx';
import '../texts/desk.ts';

/** What the reader was told of requests and has not read; nothing where there is none. */
export function Notices() {
  const { t } = useReader();
  const { data } = useRequestNotices();
  const items = data?.items.filter(({ isRead }) => !isRead) ?? [];
  if (data === undefined || items.length === 0) return null;
  const title = t('desk.notices', { count: data.unread });
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      <NoticeList items={items} />
    </section>
  );
}
