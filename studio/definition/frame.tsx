import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { isObject, type Json, type JsonObject, type Language } from '../../definitions/index.ts';
import { useDocumentsBeside } from '../api/own-drafts.ts';
import { editorOf } from '../editors/index.ts';
import { isNothingYet } from '../editors/nothing-yet.ts';
import type { ProveRows, ViewProps } from '../editors/view.ts';
import { useReader } from '../texts/reader.ts';
import { entitiesOf, titleIn, titlesOf } from '../texts/titles.ts';
import { Boundary } from '../ui/boundary.tsx';
import { Notice } from '../ui/notice.tsx';
import { About, WholeForm } from './about.tsx';
import { DefinitionHead } from './definition-head.tsx';
import { Conflict } from './draft/conflict.tsx';
import { DraftsBeside } from './draft/drafts-beside.tsx';
import { useDraft } from './draft/use-draft.ts';
import { useStaleness } from './sentence/use-stale-parts.ts';
import { isSideTab, SidePanel, type SideTab } from './side-panel.tsx';
import { Strip } from './strip.tsx';
import { mentionsIn, mentionsInText } from './try/closure.ts';
import { askOnce, type Evaluated, useOpened } from './try/use-evaluator.ts';
import { useTried } from './try/use-tried.ts';
import { useDrawn } from './use-drawn.ts';
import { isBroken, useDefinitionStatus, useLastSound } from './use-definition-status.ts';
import { useKeys } from './use-keys.ts';
import { usePlace } from './use-place.ts';
import '../texts/definition.ts';
import '../texts/try.ts';

/**
 * One definition: what it says on top, its editor in the middle, four tabs on the right, a strip below that is always in sight. Of one that
 * is begun, `published` is the place where nothing stands yet.
 */
export function Frame({
  id,
  version,
  published,
}: {
  readonly id: string;
  readonly version: number | null;
  readonly published: JsonObject;
}) {
  const reader = useReader();
  const { t } = reader;
  const isNew = isNothingYet(published);
  const draft = useDraft(id, published, reader.say(titleIn(published)));
  const [tab, setTab] = useTab();
  const side = useScrolledTo(useSearchParams()[0].has('tab'));
  const visual = useRef<HTMLDivElement>(null);
  const { text } = draft;
  const documents = useDocumentsBeside({
    ...{ id, release: draft.release?.id ?? null, isDraft: text !== null },
    wanted: useMemo(() => (isNew ? [] : [id]), [id, isNew]),
    mentions: useMemo(
      () => (document, known) => (document === null ? mentionsInText(text ?? '', known) : mentionsIn(document, known)),
      [text],
    ),
  });
  const subject = useFollowing({ id, draft: text, documents: documents.data });
  const status = useDefinitionStatus(subject, isNew);
  const shelf = useMemo(() => {
    const sources = documents.data?.sources ?? [];
    return new Map(
      sources.flatMap(({ document }) =>
        isObject(document) ? [[`${String(document['kind'])}/${String(document['name'])}`, document] as const] : [],
      ),
    );
  }, [documents.data]);
  const isStale = text !== null && isBroken(status);
  const sound = useLastSound(subject, published, status, isNew);
  const { document: shown, isCurrent } = useDrawn(draft.version, sound.document, status);
  const titles = useMemo(() => titlesOf(shelf, entitiesOf(shown), reader), [shelf, shown, reader]);
  const tried = useTried(subject);
  const { pointer, goTo } = usePlace({ visual, isDrawn: isCurrent || status.problems !== undefined });
  useKeys(draft);
  const change = isCurrent ? draft.edit : undefined;
  const proveRows = useRowProver(subject);
  const work = useWorkers(subject, tried.asked, reader.language);
  const words = sound.words?.[reader.language];
  const staleness = useStaleness({
    ...{ isStale, said: sound.document, words, subject, reader },
    draft: draft.version.document,
  });
  return (
    <div className="definition">
      <DefinitionHead
        document={shown}
        said={sound.document}
        version={version}
        isDraft={text !== null}
        isNew={isNew}
        isStale={isStale}
        staleness={staleness}
        words={words}
        status={status}
        subject={subject}
        titles={titles}
        change={isStale ? undefined : change}
      />
      <DraftsBeside draft={draft} beside={documents} />
      <Conflict id={id} draft={draft} />
      <div className="frame">
        <div className="visual" ref={visual}>
          <Visual
            isGone={isNew && text === null}
            isCurrent={isCurrent}
            document={shown}
            published={published}
            titles={titles}
            sentences={words}
            computed={sound.computed?.[reader.language]}
            change={change}
            problems={status.problems ?? NONE}
            proofs={status.proofs}
            trace={tried.result?.trace}
            proveRows={proveRows}
            {...work}
          />
        </div>
        <aside ref={side} className="side" aria-label={t('tab.list')}>
          <SidePanel
            subject={subject}
            published={published}
            shown={shown}
            words={words}
            staleness={staleness}
            status={status}
            titles={titles}
            shelf={shelf}
            tab={tab}
            setTab={setTab}
            draft={draft}
            tried={tried}
            pointer={pointer}
            goTo={goTo}
          />
        </aside>
      </div>
      <p className="back">
        <Link to="/">{t('state.toList')}</Link>
      </p>
      <Strip
        draft={draft}
        status={status}
        tried={tried}
        titles={titles}
        shown={shown}
        published={published}
        setTab={setTab}
      />
    </div>
  );
}

/** The editor of what is shown, with what every definition says about itself; a form where its kind has no editor. */
function Visual({
  isGone,
  isCurrent,
  ...props
}: ViewProps & {
  /** Whether it is new, and all that was written of it was taken back. */
  readonly isGone: boolean;
  readonly isCurrent: boolean;
}) {
  const { t } = useReader();
  const { document, change } = props;
  const { View } = editorOf(String(document['kind'])) ?? {};
  if (isNothingYet(document)) return isGone ? <Notice title={t('new.gone')} hint={t('new.gone.hint')} /> : null;
  return (
    <>
      {isCurrent ? null : <p className="witness">{t('view.lastValid')}</p>}
      <div className={isCurrent ? undefined : 'stale'}>
        <Boundary of={document}>
          {View === undefined ? <WholeForm document={document} change={change} /> : <View {...props} />}
        </Boundary>
        {View === undefined ? null : <About document={document} change={change} />}
      </div>
    </>
  );
}

const NONE = [] as const;

/** Asks the evaluator for what is proved of rows; undefined until it has documents to prove them by. */
function useRowProver({ id, draft, documents }: Evaluated): ProveRows | undefined {
  return useMemo(
    () =>
      documents === undefined
        ? undefined
        : (entity, rows) => askOnce('rows', { id, draft, documents }, { entity, rows }),
    [id, draft, documents],
  );
}

/** Asks the evaluator for what texts and parts come to; nothing until it has documents. */
function useWorkers(
  { id, draft, documents }: Evaluated,
  request: Json,
  language: Language,
): Pick<ViewProps, 'workTexts' | 'workParts' | 'playPath'> {
  return useMemo(() => {
    if (documents === undefined) return {};
    const subject = { id, draft, documents };
    return {
      workTexts: () => askOnce('texts', subject, { request, language }),
      workParts: () => askOnce('parts', subject, { request }),
      playPath: (path) => askOnce('play', subject, { path }),
    };
  }, [id, draft, documents, request, language]);
}

/**
 * What the evaluator is asked of: the draft as it is, or while it still answers for an earlier text, that one. So a drag asks for what
 * can be answered, and never for a queue of texts that are gone.
 */
function useFollowing({ id, draft, documents }: Evaluated): Evaluated {
  const [followed, follow] = useState(draft);
  const { isFetching } = useOpened({ id, draft: followed, documents });
  if (followed !== draft && (!isFetching || draft === null)) follow(draft);
  return useMemo(() => ({ id, draft: followed, documents }), [id, followed, documents]);
}

/** The open tab stands in the address, so that a link leads to it. */
function useTab(): readonly [SideTab, (tab: SideTab) => void] {
  const [search, setSearch] = useSearchParams();
  const asked = search.get('tab') ?? '';
  const choose = useCallback(
    (tab: SideTab) => {
      setSearch(
        (before) => {
          const next = new URLSearchParams(before);
          if (tab === 'words') next.delete('tab');
          else next.set('tab', tab);
          return next;
        },
        { replace: true },
      );
    },
    [setSearch],
  );
  return [isSideTab(asked) ? asked : 'words', choose];
}

/** The width up to which the tabs stand below the view (see definition.css). */
const BELOW = '(max-width: 1040px)';

/** So long after it was opened a page may still grow above what its address leads to. */
const GROWING_MS = 4000;
const MOVES = ['wheel', 'touchstart', 'pointerdown', 'keydown'] as const;

/**
 * On a narrow window the tabs stand below a long view: an address that names one leads there, and stays there while what is above is
 * still drawn, until the reader does something.
 */
function useScrolledTo(isAsked: boolean): RefObject<HTMLElement | null> {
  const place = useRef<HTMLElement>(null);
  const [isAtFirst] = useState(isAsked);
  useEffect(() => {
    if (!isAtFirst || !matchMedia(BELOW).matches) return undefined;
    const follow = new ResizeObserver(() => place.current?.scrollIntoView());
    follow.observe(document.body);
    const stop = () => {
      follow.disconnect();
      clearTimeout(waiting);
      for (const move of MOVES) window.removeEventListener(move, stop);
    };
    const waiting = setTimeout(stop, GROWING_MS);
    for (const move of MOVES) window.addEventListener(move, stop);
    return stop;
  }, [isAtFirst]);
  return place;
}
