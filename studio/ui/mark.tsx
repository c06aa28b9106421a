/** How something stands: always a shape besides its colour. */
export type Standing = 'good' | 'bad' | 'open' | 'waiting';

const SHAPES: Readonly<Record<Standing, string>> = {
  good: 'M3.5 8.5l3 3 6-7',
  bad: 'M4 4l8 8M12 4l-8 8',
  open: 'M8 3.5v5.5M8 12v.6',
  waiting: 'M4 8h.01M8 8h.01M12 8h.01',
};

/** A mark beside words that say the same; with a label it speaks for itself. */
export function Mark({ standing, label }: { readonly standing: Standing; readonly label?: string }) {
  const name = label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label };
  return (
    <svg className={`mark-${standing}`} width="14" height="14" viewBox="0 0 16 16" {...name}>
      <path d={SHAPES[standing]} fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
    </svg>
  );
}
