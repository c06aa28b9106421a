import { Link } from 'react-router';
import type { JsonObject } from '../../definitions/index.ts';
import { movesText } from '../editors/intervals/population/moves-line.tsx';
import { classList, useClassMoves } from '../editors/intervals/population/use-class-moves.ts';
import { useReader } from '../texts/reader.ts';
import type { Titles } from '../texts/titles.ts';
import { Mark } from '../ui/mark.tsx';
import { signIn } from '../ui/sign-in.tsx';
import type { Draft, Kept } from './draft/use-draft.ts';
import type { SideTab } from './side-panel.tsx';
import { Headline } from './try/headline.tsx';
import type { Tried } from './try/use-tried.ts';
import { type DefinitionStatus, openCount } from './use-definition-status.ts';
import '../texts/moves.ts';

/** What stays in sight whichever tab is open: problems, what is tried, and how the draft stands. */
export function Strip({
  draft,
  status,
  tried,
  titles,
  shown,
  published,
  setTab,
}: {
  readonly draft: Draft;
  readonly status: DefinitionStatus;
  readonly tried: Tried;
  readonly titles: Titles;
  readonly shown: JsonObject;
  readonly published: JsonObject;
  readonly setTab: (tab: SideTab) => void;
}) {
  const { t, number } = useReader();
  const open = openCount(status);
  const isWaiting = status.problems === undefined || status.proofs === undefined || status.isProving;
  const { result, opened } = tried;
  return (
    <section className="strip" aria-label={t('strip.label')}>
      <button type="button" className="strip-part" onClick={() => setTab('problems')}>
        <Mark standing={open > 0 ? 'bad' : isWaiting ? 'waiting' : 'good'} />
        <span>
          {open > 0
            ? t('strip.open', { count: open, n: number(open) })
            : t(isWaiting ? 'status.proving' : 'strip.sound')}
        </span>
      </button>
      {!opened.data?.form || result === undefined || result === null ? null : (
        <button type="button" className="strip-part strip-tried" onClick={() => setTab('try')}>
          <span className="fine">{t('strip.tried')}</span>
          <Headline result={result} document={opened.data.document ?? undefined} titles={titles} />
        </button>
      )}
      <StripMoves document={shown} published={published} status={status} />
      <span className="strip-rest">
        <KeptLine kept={draft.kept} isDraft={draft.text !== null} />
        {draft.text === null ? null : (
          <button type="button" className="quiet" onClick={draft.discard}>
            {t('json.discard')}
          </button>
        )}
        {draft.release === null || draft.text === null ? null : (
          <Link to={`/changes/${draft.release.id}`}>{t('draft.release', { title: draft.release.title })}</Link>
        )}
        <button type="button" className="quiet" disabled={!draft.canUndo} onClick={draft.undo} title="Ctrl+Z">
          {t('draft.undo')}
        </button>
        <button type="button" className="quiet" disabled={!draft.canRedo} onClick={draft.redo} title="Ctrl+Shift+Z">
          {t('draft.redo')}
        </button>
      </span>
    </section>
  );
}

interface MovesShown {
  readonly document: JsonObject;
  readonly published: JsonObject;
  readonly status: DefinitionStatus;
}

/** Who moves by the draft, where classes or bands are cut from a figure. */
function StripMoves(props: MovesShown) {
  const list = classList(props.document);
  return list === null ? null : <ListMoves {...props} list={list} />;
}

function ListMoves({ document, published, status, list }: MovesShown & { readonly list: '/classes' | '/bands' }) {
  const reader = useReader();
  const { population, told, titleOf } = useClassMoves(document, published, list, status.problems ?? NONE);
  if (told === undefined) return null;
  return (
    <span className={population.isOld ? 'strip-part strip-moves moves-old' : 'strip-part strip-moves'}>
      <span className="fine">{reader.t('moves.strip')}</span>{' '}
      {population.isCounting ? reader.t('moves.waiting') : movesText(told, titleOf, reader)}
    </span>
  );
}

const NONE = [] as const;

/** What is said though what stands here is published: that the server does not have it so yet. */
const WITHOUT_DRAFT: readonly Kept['kind'][] = ['conflict', 'lost', 'refused', 'signed-out'];

/** Where the draft is kept, in a few words. */
function KeptLine({ kept, isDraft }: { readonly kept: Kept; readonly isDraft: boolean }) {
  const { t } = useReader();
  if (!isDraft && !WITHOUT_DRAFT.includes(kept.kind)) return null;
  const key = kept.kind === 'here' ? (`draft.here.${kept.why}` as const) : (`draft.${kept.kind}` as const);
  const isAsking = kept.kind === 'signed-out' || (kept.kind === 'here' && kept.why === 'visitor');
  return (
    <span className={kept.kind === 'refused' || kept.kind === 'conflict' ? 'kept error' : 'kept'} role="status">
      {kept.kind === 'refused' ? t('draft.refused', { why: kept.why }) : t(key)}{' '}
      {isAsking ? (
        <button type="button" className="quiet" onClick={signIn}>
          {t('shell.signIn')}
        </button>
      ) : null}
    </span>
  );
}
