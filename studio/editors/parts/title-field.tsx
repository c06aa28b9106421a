import { useRef, useState } from 'react';

/** A title that is typed, with the page following at every stroke; an empty one changes nothing, and is as it was when the field is left. */
export function TitleField({
  value,
  label,
  pointer,
  change,
}: {
  readonly value: string;
  readonly label: string;
  readonly pointer: string;
  readonly change: (value: string, gesture: string) => void;
}) {
  const [written, write] = useState<string | null>(null);
  const visit = useRef(0);
  return (
    <input
      className="title-field"
      data-at={pointer}
      aria-label={label}
      value={written ?? value}
      onFocus={() => {
        visit.current += 1;
      }}
      onChange={({ target }) => {
        write(target.value);
        if (target.value.trim() !== '') change(target.value, `${pointer} ${visit.current}`);
      }}
      onBlur={() => write(null)}
      onKeyDown={(event) => {
        if (!event.nativeEvent.isComposing && (event.key === 'Enter' || event.key === 'Escape')) write(null);
      }}
    />
  );
}
