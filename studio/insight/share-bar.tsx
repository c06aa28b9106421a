import { useReader } from '../texts/reader.ts';
import { toneOf } from '../ui/tone.ts';

/** One class of a population: its title and count, its own colour or else how strong it is drawn (0 … 1). */
export interface SharePart {
  readonly key: string;
  readonly title: string;
  readonly colour: string | null;
  readonly strength: number;
  readonly count: number;
}

/** A whole divided into its classes, in their order: one bar, and under it every class with its figure. */
export function ShareBar({ parts, whole }: { readonly parts: readonly SharePart[]; readonly whole: number }) {
  const { number, percent } = useReader();
  return (
    <div className="share-bar">
      <div className="bar-line" aria-hidden="true">
        {parts.map(({ key, colour, strength, count }) => (
          <i key={key} style={{ flexGrow: count, background: colour ?? toneOf(strength) }} />
        ))}
      </div>
      <dl>
        {parts.map(({ key, title, colour, strength, count }) => (
          <div key={key}>
            <dt>
              <i className="swatch" style={{ background: colour ?? toneOf(strength) }} />
              {title}
            </dt>
            <dd>
              {number(count)} <span className="of">{percent(whole === 0 ? 0 : count / whole)}</span>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
