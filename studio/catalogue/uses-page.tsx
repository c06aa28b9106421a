import { useEffect, useMemo, useRef, useState } from 'react';
import { Link, useParams } from 'react-router';
import { type Summary, useCatalogue } from '../api/queries.ts';
import { useReader } from '../texts/reader.ts';
import { Failed, Loading, NotFound } from '../ui/notice.tsx';
import { Scroll } from '../ui/scroll.tsx';
import { useKindTitle } from './kind-title.ts';
import { BOX, drawUses, type UseGraph, type UseLine } from './uses.ts';
import './uses.css';
import '../texts/uses.ts';

/** What a definition stands on and what uses it, drawn from left to right: every definition is a link. */
export function UsesPage() {
  const { kind = '', name = '' } = useParams();
  const { data, error, refetch } = useCatalogue();
  if (data === undefined)
    return (
      <div className="page">{error === null ? <Loading /> : <Failed error={error} retry={() => void refetch()} />}</div>
    );
  const own = data.definitions.find(({ id }) => id === `${kind}/${name}`);
  if (own === undefined) return <NotFound />;
  return <Uses key={own.id} own={own} all={data.definitions} />;
}

/** More than these are drawn when somebody asks for them. */
const MOST = 60;

function Uses({ own, all }: { readonly own: Summary; readonly all: readonly Summary[] }) {
  const { t, say } = useReader();
  const whole = useMemo(() => drawUses(all, own.id), [all, own.id]);
  const [asked, ask] = useState<boolean | null>(null);
  const isNear = asked ?? whole.nodes.length > MOST;
  const graph = useMemo(() => (isNear ? drawUses(all, own.id, true) : whole), [all, own.id, whole, isNear]);
  const title = say(own.title);
  const [below, above] = [-1, 1].map((side) => whole.nodes.filter(({ column }) => Math.sign(column) === side).length);
  const heading = t('uses.title', {
    title,
    below: below === 0 ? t('uses.below.none') : t('uses.below', { count: below ?? 0 }),
    above: above === 0 ? t('uses.above.none') : t('uses.above', { count: above ?? 0 }),
  });
  return (
    <div className="page uses">
      <title>{`${heading} · Guiju`}</title>
      <h1>{heading}</h1>
      <p className="links">
        <Link to={`/definitions/${own.id}`}>{t('uses.back')}</Link>
        <button type="button" className="quiet" onClick={() => ask(!isNear)}>
          {isNear ? t('uses.whole', { count: whole.nodes.length }) : t('uses.near')}
        </button>
      </p>
      <p className="fine">{t('uses.legend')}</p>
      <Scroll label={t('uses.graph', { title })}>
        <Drawing graph={graph} own={own} all={all} />
      </Scroll>
    </div>
  );
}

/** The drawing is a list as well: from left to right, each definition with what it names. */
function Drawing({
  graph: { nodes, lines, width, height },
  own,
  all,
}: {
  readonly graph: UseGraph;
  readonly own: Summary;
  readonly all: readonly Summary[];
}) {
  const { t, say, language } = useReader();
  const kindTitle = useKindTitle();
  const known = new Map(all.map((one) => [one.id, one]));
  const [lit, light] = useState<string | null>(null);
  const self = useRef<HTMLLIElement>(null);
  useEffect(() => self.current?.scrollIntoView({ inline: 'center', block: 'nearest' }), [nodes]);
  const named = (id: string) => {
    const titles = lines.filter(({ to }) => to === id).map(({ from }) => say(known.get(from)?.title));
    return titles.length === 0
      ? t('uses.namesNothing')
      : t('uses.names', { titles: titles.join(language === 'en' ? ', ' : '、') });
  };
  const inOrder = nodes.toSorted((one, other) => one.x - other.x || one.y - other.y);
  return (
    <div className="use-graph" style={{ width, height }}>
      <svg width={width} height={height} aria-hidden="true">
        {lines.map((line) => (
          <path
            key={`${line.from} ${line.to}`}
            d={curve(line)}
            className={lit === line.from || lit === line.to ? 'lit' : undefined}
          />
        ))}
      </svg>
      <ol>
        {inOrder.map(({ id, x, y }) => (
          <li
            key={id}
            ref={id === own.id ? self : undefined}
            style={{ left: x, top: y, width: BOX.width, height: BOX.height }}
          >
            <Link
              to={id === own.id ? `/definitions/${id}` : `/definitions/${id}/uses`}
              className={id === own.id ? 'own' : undefined}
              aria-current={id === own.id ? 'page' : undefined}
              onFocus={() => light(id)}
              onBlur={() => light(null)}
              onMouseEnter={() => light(id)}
              onMouseLeave={() => light(null)}
            >
              <span className="use-title">{say(known.get(id)?.title)}</span>
              <span className="fine">{id === own.id ? t('uses.self') : kindTitle(known.get(id)?.kind ?? '')}</span>
            </Link>
            <span className="visually-hidden">{named(id)}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}

/** A line through its points: level where it passes a column, bent between columns. */
function curve({ points }: UseLine): string {
  const [[x, y] = [0, 0], ...rest] = points;
  let [fromX, fromY] = [x, y];
  const steps = rest.map(([toX, toY]) => {
    const middle = (fromX + toX) / 2;
    const step = fromY === toY ? `H ${toX}` : `C ${middle} ${fromY} ${middle} ${toY} ${toX} ${toY}`;
    [fromX, fromY] = [toX, toY];
    return step;
  });
  return `M ${x} ${y} ${steps.join(' ')}`;
}
