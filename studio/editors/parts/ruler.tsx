import type { ReactNode } from 'react';

/** One step of a ruler: what it is called, where it begins, how it is coloured. */
export interface RulerSegment {
  readonly key: string;
  readonly label: ReactNode;
  /** The cut at its lower end; null where it is unbounded. */
  readonly from: string | null;
  /** The cut at its upper end: drawn for the last segment only. */
  readonly to: string | null;
  readonly colour: string;
}

/** A scale cut into segments, lowest first. Steps are drawn equally wide: it is an order, not a measure. */
export function Ruler({
  label,
  segments,
  aside,
}: {
  readonly label: string;
  readonly segments: readonly RulerSegment[];
  readonly aside?: ReactNode;
}) {
  return (
    <div className="ruler-line">
      <ol
        className="ruler"
        aria-label={label}
        style={{ gridTemplateColumns: `repeat(${segments.length}, minmax(0, 1fr))` }}
      >
        {segments.map(({ key, label: said, from, to, colour }, i) => (
          <li key={key}>
            <span className="step">{said}</span>
            <i style={{ background: colour }} />
            <Cut before={segments[i - 1]?.to} from={from} isFirst={i === 0} />
            {i === segments.length - 1 ? <span className="cut last">{to ?? '∞'}</span> : null}
          </li>
        ))}
      </ol>
      {aside}
    </div>
  );
}

/** Where a segment begins. Where the one before ends elsewhere both figures stand there: what lies between is in neither. */
function Cut({
  before,
  from,
  isFirst,
}: {
  readonly before: string | null | undefined;
  readonly from: string | null;
  readonly isFirst: boolean;
}) {
  const own = from ?? (isFirst ? '−∞' : '');
  if (isFirst || before === undefined || before === from) return <span className="cut">{own}</span>;
  return (
    <span className="cut apart">
      {before ?? '∞'} | {own}
    </span>
  );
}
