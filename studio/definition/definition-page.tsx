import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { isObject, type JsonObject } from '../../definitions/index.ts';
import { ServerError } from '../api/client.ts';
import { useCatalogue, useDefinition, useDocuments } from '../api/queries.ts';
import { useReader } from '../texts/reader.ts';
import { useKept } from '../ui/kept.ts';
import { Failed, Loading, NotFound } from '../ui/notice.tsx';
import { mentionsInText } from './try/closure.ts';
import { DefinitionHead } from './definition-head.tsx';
import { isSideTab, SidePanel, type SideTab } from './side-panel.tsx';
import { entitiesOf, titlesOf } from '../texts/titles.ts';
import { isBroken, useDefinitionStatus, useLastSound } from './use-definition-status.ts';
import { viewOf } from '../editors/index.ts';
import { Boundary } from '../ui/boundary.tsx';

/** One definition: what it says on top, its view in the middle, four tabs on the right. */
export function DefinitionPage() {
  const { kind = '', name = '' } = useParams();
  const { data, error, refetch } = useDefinition(kind, name);
  if (data === undefined) {
    if (error instanceof ServerError && error.status === 404) return <NotFound />;
    return (
      <div className="page">{error === null ? <Loading /> : <Failed error={error} retry={() => void refetch()} />}</div>
    );
  }
  // The server serves documents whose schema holds; they came as JSON.
  return <Frame key={data.id} id={data.id} version={data.version} published={data.document as JsonObject} />;
}

function Frame({
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
  const [draft, setDraft] = useKept(`draft ${id}`, isDraft);
  const [tab, setTab] = useTab();
  const side = useScrolledTo(useSearchParams()[0].has('tab'));
  const summaries = useCatalogue().data?.definitions;
  const known = useMemo(() => new Set(summaries?.map((one) => one.id) ?? []), [summaries]);
  const wanted = useMemo(() => [id, ...(draft === null ? [] : mentionsInText(draft, known))], [id, draft, known]);
  const documents = useDocuments(wanted);
  const status = useDefinitionStatus({ id, draft, documents: documents.data });
  const shelf = useMemo(() => {
    const sources = documents.data?.sources ?? [];
    return new Map(
      sources.flatMap(({ document }) =>
        isObject(document) ? [[`${String(document['kind'])}/${String(document['name'])}`, document] as const] : [],
      ),
    );
  }, [documents.data]);
  const { document: shown, words, computed } = useLastSound({ id, draft }, published, status);
  const isStale = draft !== null && isBroken(status);
  const titles = useMemo(() => titlesOf(shelf, entitiesOf(shown), reader), [shelf, shown, reader]);
  const View = viewOf(String(shown['kind']));
  return (
    <div className="definition">
      <DefinitionHead
        document={shown}
        version={version}
        isDraft={draft !== null}
        isStale={isStale}
        words={words?.[reader.language]}
        status={status}
      />
      <div className="frame">
        <div className="visual">
          {isStale ? <p className="witness">{t('view.lastValid')}</p> : null}
          {View === undefined ? null : (
            <div className={isStale ? 'stale' : undefined}>
              <Boundary key={draft ?? ''}>
                <View
                  document={shown}
                  titles={titles}
                  sentences={words?.[reader.language]}
                  computed={computed?.[reader.language]}
                />
              </Boundary>
            </div>
          )}
        </div>
        <aside ref={side} className="side" aria-label={t('tab.list')}>
          <SidePanel
            subject={{ id, draft, documents: documents.data }}
            published={published}
            shown={shown}
            status={status}
            titles={titles}
            shelf={shelf}
            tab={tab}
            setTab={setTab}
            setDraft={setDraft}
          />
        </aside>
      </div>
      <p className="back">
        <Link to="/">{t('state.toList')}</Link>
      </p>
    </div>
  );
}

const isDraft = (found: unknown): found is string => typeof found === 'string';

/** The open tab stands in the address, so that a link leads to it. */
function useTab(): readonly [SideTab, (tab: SideTab) => void] {
  const [search, setSearch] = useSearchParams();
  const asked = search.get('tab') ?? '';
  const choose = (tab: SideTab) => {
    setSearch(tab === 'words' ? {} : { tab }, { replace: true });
  };
  return [isSideTab(asked) ? asked : 'words', choose];
}

/** The width up to which the tabs stand below the view (see definition.css). */
const BELOW = '(max-width: 1040px)';

/** On a narrow window the tabs stand below a long view: an address that names one leads there. */
function useScrolledTo(isAsked: boolean): RefObject<HTMLElement | null> {
  const place = useRef<HTMLElement>(null);
  const [isAtFirst] = useState(isAsked);
  useEffect(() => {
    if (isAtFirst && matchMedia(BELOW).matches) place.current?.scrollIntoView();
  }, [isAtFirst]);
  return place;
}
