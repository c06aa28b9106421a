import { instantText } from '../texts/day.ts';
import { useReader } from '../texts/reader.ts';

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
