import { useState } from 'react';
import { useSnapshots } from '../api/administration.ts';
import { useMe } from '../api/queries.ts';
import { type ImpactReport, type Release, useImpact, useReleaseImpact } from '../api/releases.ts';
import { dayText } from '../texts/day.ts';
import { type Reader, useReader } from '../texts/reader.ts';
import type { Shelf } from '../texts/titles.ts';
import { Failed, Loading } from '../ui/notice.tsx';
import { Refused } from '../ui/refused.tsx';
import { useBegunImpact } from './begun-impact.ts';
import { classOrder } from './class-order.ts';
import { type Cell, ImpactMatrix } from './impact-matrix.tsx';
import { Movers } from './movers.tsx';
import { Computing } from './movers-ready.tsx';
import { titlesFor } from './shelf.ts';
import { onlookerOf } from './standing.ts';

interface Lacking {
  readonly entity: string;
  readonly definitions: readonly string[];
}

interface Shown {
  readonly release: Release;
  readonly shelf: Shelf;
}

/** What a change does to the population, as its approval binds it: how many move, the matrix of each decision, and who they are. */
export function ImpactSection({ release, shelf }: Shown) {
  const reader = useReader();
  const { t } = reader;
  const { data, error, refetch } = useReleaseImpact(release);
  const snapshots = useSnapshots().data?.items ?? [];
  const day = snapshots.find(({ id }) => data?.snapshot?.split(' ').includes(id))?.asOf;
  return (
    <section aria-labelledby="impact">
      <h2 id="impact">{t('review.impact')}</h2>
      {error !== null ? (
        <Failed error={error} retry={() => void refetch()} />
      ) : data === undefined ? (
        <Loading />
      ) : data.report !== null ? (
        <>
          <Untold lacking={data.lacking} shelf={shelf} />
          <Reports reports={data.report} shelf={shelf} release={release} />
        </>
      ) : (
        <Unbound shelf={shelf} release={release} isBound={data.digest !== null} />
      )}
      {day === undefined ? null : <p className="fine">{t('review.impact.old', { day: dayText(day, reader) })}</p>}
    </section>
  );
}

/** Where no report of the whole bank is bound or may be seen: what is kept over the reader's part, or what may be computed beforehand. */
function Unbound({ release, shelf, isBound }: Shown & { readonly isBound: boolean }) {
  const { t } = useReader();
  const { isAuthor, isApprover } = onlookerOf(useMe().data);
  const kept = release.impacts.find((one) => one.isBound || release.kind === 'roll-back');
  const found = useImpact(kept?.id).data;
  if (kept !== undefined) {
    if (found === undefined || found.state === 'running') return <Computing impact={found} />;
    return (
      <>
        {found.within === null ? null : <p className="fine">{t('review.impact.within')}</p>}
        <Untold lacking={found.lacking} shelf={shelf} />
        <Reports reports={found.results.map(({ report }) => report)} shelf={shelf} release={release} />
      </>
    );
  }
  if (release.kind === 'roll-back') return <p className="fine">{t('review.impact.noRollBack')}</p>;
  if (isBound) return <p className="fine">{t('review.impact.notYours')}</p>;
  if (release.hash !== null) return <p className="fine">{t('review.impact.noData')}</p>;
  return isAuthor || isApprover ? (
    <Beforehand shelf={shelf} release={release} />
  ) : (
    <p className="fine">{t('review.impact.none')}</p>
  );
}

/** Before a change is handed in: computed when somebody asks, and bound by nothing. */
function Beforehand({ release, shelf }: Shown) {
  const { t } = useReader();
  const begun = useBegunImpact(release);
  const { found, begin } = begun;
  if (found?.state === 'done')
    return (
      <>
        <p className="fine">{t('review.impact.beforehand')}</p>
        <Untold lacking={found.lacking} shelf={shelf} />
        <Reports reports={found.results.map(({ report }) => report)} shelf={shelf} release={release} />
      </>
    );
  if (begun.id !== null && !begun.isLost) return <Computing impact={found} />;
  return (
    <>
      <p className="fine">{t('review.impact.none')}</p>
      <Refused error={begun.error} />
      <button type="button" className="side-action" onClick={begin}>
        {t('review.impact.compute')}
      </button>
    </>
  );
}

/** The populations that are not there, and whose impact is therefore not told. */
function Untold({ lacking, shelf }: Pick<Shown, 'shelf'> & { readonly lacking: readonly Lacking[] }) {
  const reader = useReader();
  return lacking.map(({ entity, definitions }) => {
    const titles = titlesFor(shelf, entity, reader);
    const names = definitions.map((ref) => titles.definition(ref)).join(reader.language === 'en' ? ', ' : '、');
    return <p key={entity}>{reader.t('review.impact.lacking', { entity: titles.definition(entity), names })}</p>;
  });
}

function Reports({ reports, release, shelf }: Shown & { readonly reports: readonly ImpactReport[] }) {
  const { t } = useReader();
  if (reports.length === 0) return <p className="fine">{t('review.impact.nothing')}</p>;
  return foremost(reports).map((one, i) => (
    <OneDecision key={one.ref} report={one} shelf={shelf} release={release} isOpen={i === 0} />
  ));
}

/** What moves most comes first. */
export const foremost = (reports: readonly ImpactReport[]): readonly ImpactReport[] =>
  reports.toSorted((one, other) => weight(other) - weight(one));

/** Those who move between classes weigh more than those whose figures change. */
const weight = ({ column, moved, ref }: ImpactReport): number =>
  moved + (column === null ? 0 : 1e12) + (ref.startsWith('segmentation/') ? 1e13 : 0) + (moved > 0 ? 1e14 : 0);

function OneDecision({
  report,
  shelf,
  release,
  isOpen,
}: {
  readonly report: ImpactReport;
  readonly shelf: Shelf;
  readonly release: Release;
  readonly isOpen: boolean;
}) {
  const reader = useReader();
  const { t, number } = reader;
  const titles = titlesFor(shelf, report.ref, reader);
  const [cell, setCell] = useState<Cell | null>(null);
  const [asks, setAsks] = useState(false);
  const order = classOrder(shelf.get(report.ref), report);
  return (
    <details open={isOpen}>
      <summary>
        <b>{titles.definition(report.ref)}</b> {movedText(report, reader)}
      </summary>
      <p className="figures-line fine">
        {report.refusedOnly.before + report.refusedOnly.after === 0 ? null : (
          <span>
            {t('review.impact.refused', { before: number(report.refusedBefore), after: number(report.refusedAfter) })}
          </span>
        )}
        {report.figures.map(({ name, before, after, up, down }) => (
          <span key={name}>
            {t('review.impact.figure', {
              name: titles.fact(`${report.ref}#${name}`),
              before: number(before.median ?? '–'),
              after: number(after.median ?? '–'),
              up: number(up),
              down: number(down),
            })}
          </span>
        ))}
      </p>
      {report.column === null ? null : (
        <ImpactMatrix
          report={report}
          order={order}
          titles={titles}
          chosen={cell}
          choose={(next) => {
            setCell(next);
            setAsks(true);
          }}
        />
      )}
      {report.moved === 0 ? null : asks ? (
        <Movers release={release} report={report} titles={titles} cell={cell} showAll={() => setCell(null)} />
      ) : (
        <button type="button" className="side-action" onClick={() => setAsks(true)}>
          {t('review.movers.show')}
        </button>
      )}
    </details>
  );
}

/** How many move, and which way. */
export function movedText({ moved, compared, up, down }: ImpactReport, { t, number }: Reader): string {
  if (moved === 0) return t('review.impact.nobody', { compared: number(compared) });
  const ways =
    up === null || down === null
      ? []
      : [t('review.impact.up', { n: number(up) }), t('review.impact.down', { n: number(down) })];
  return [t('review.impact.moved', { count: moved, all: number(compared) }), ...ways].join(' · ');
}
