import type { JsonObject } from '../../definitions/index.ts';
import type { RequestPage } from '../api/requests.ts';
import { instantText } from '../texts/day.ts';
import { useReader } from '../texts/reader.ts';
import { clockTitle, nextDue } from './request-words.ts';

/** Which of the clocks of a request comes next, and when. */
export function NextDue({
  clocks,
  queue,
}: {
  readonly clocks: RequestPage['items'][number]['clocks'];
  readonly queue: JsonObject | undefined;
}) {
  const { say } = useReader();
  const due = nextDue(clocks);
  if (!due?.dueAt) return null;
  return (
    <>
      {say(clockTitle(queue, due.name))} <DueTime at={due.dueAt} />
    </>
  );
}

/** When something is due, and whether that is past. */
export function DueTime({ at }: { readonly at: string }) {
  const reader = useReader();
  const isLate = Date.parse(at) < Date.now();
  return (
    <time dateTime={at} className={isLate ? 'due late' : 'due'}>
      {instantText(at, reader)}
      {isLate ? ` ${reader.t('desk.late')}` : ''}
    </time>
  );
}
