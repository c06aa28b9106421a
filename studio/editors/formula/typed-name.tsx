import { useState } from 'react';

/** A name or a text that is written in one piece: what is typed counts on Enter or when the field is left; Esc takes it back. */
export function TypedName({
  value,
  label,
  pointer,
  size = 14,
  write,
}: {
  readonly value: string;
  readonly label: string;
  readonly pointer: string;
  readonly size?: number;
  readonly write: (value: string) => void;
}) {
  const [typed, type] = useState<string | null>(null);
  const settle = () => {
    if (typed !== null && typed.trim() !== value) write(typed.trim());
    type(null);
  };
  return (
    <input
      aria-label={label}
      data-at={pointer}
      size={size}
      value={typed ?? value}
      onChange={({ target }) => type(target.value)}
      onBlur={settle}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Enter') settle();
        if (event.key === 'Escape') type(null);
      }}
    />
  );
}
