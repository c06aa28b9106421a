import { useEffect } from 'react';
import type { JsonObject } from '../../definitions/index.ts';
import { useReader } from '../texts/reader.ts';
import { type Evaluated, READING_MS, useReadyEvaluator } from './try/use-evaluator.ts';
import type { Tried } from './try/use-tried.ts';
import type { Draft } from './draft/use-draft.ts';
import { Boundary } from '../ui/boundary.tsx';
import { fetched } from '../ui/part.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { ProblemsTab } from './problems-tab.tsx';
import type { Shelf, Titles } from '../texts/titles.ts';
import { isBroken, openCount, type DefinitionStatus } from './use-definition-status.ts';
import type { Staleness } from './sentence/use-stale-parts.ts';
import { WordsTab } from './words-tab.tsx';

const TryTab = fetched(async () => (await import('./try/try-tab.tsx')).TryTab);
const JsonTab = fetched(async () => (await import('./json/json-tab.tsx')).JsonTab);

const TABS = ['words', 'problems', 'try', 'json'] as const;
export type SideTab = (typeof TABS)[number];
export const isSideTab = (name: string): name is SideTab => TABS.some((tab) => tab === name);

/** The four tabs beside a definition. */
export function SidePanel({
  subject,
  published,
  shown,
  words,
  staleness,
  status,
  titles,
  shelf,
  tab,
  setTab,
  draft,
  tried,
  pointer,
  goTo,
}: {
  readonly subject: Evaluated;
  readonly published: JsonObject;
  /** The draft where it can be drawn, else the published document. */
  readonly shown: JsonObject;
  /** What it said when it last had no errors, and which parts of that no longer hold. */
  readonly words: readonly string[] | undefined;
  readonly staleness: Staleness | null | undefined;
  readonly status: DefinitionStatus;
  readonly titles: Titles;
  readonly shelf: Shelf;
  readonly tab: SideTab;
  readonly setTab: (tab: SideTab) => void;
  readonly draft: Draft;
  readonly tried: Tried;
  /** The place that was gone to last, or that the address names. */
  readonly pointer: string | null;
  readonly goTo: (pointer: string) => void;
}) {
  const { t, number } = useReader();
  useReadyTry(subject);
  const open = openCount(status);
  const titleOf = (name: SideTab) =>
    name === 'problems' && open > 0 ? (
      <>
        {t('tab.problems')} <span className="count">{number(open)}</span>
      </>
    ) : (
      t(`tab.${name}`)
    );
  return (
    <Tabs
      label={t('tab.list')}
      tabs={TABS.map((name) => ({ name, title: titleOf(name) }))}
      chosen={tab}
      choose={setTab}
    >
      <Boundary of={tab}>
        {tab === 'words' ? (
          <WordsTab
            id={subject.id}
            document={shown}
            words={words}
            isBroken={isBroken(status)}
            staleness={staleness}
            titles={titles}
          />
        ) : null}
        {tab === 'problems' ? (
          <ProblemsTab
            id={subject.id}
            document={shown}
            status={status}
            titles={titles}
            tryOut={(request, question) => {
              tried.want({ request, question });
              setTab('try');
            }}
            goTo={goTo}
          />
        ) : null}
        {tab === 'try' ? (
          <TryTab subject={subject} status={status} tried={tried} titles={titles} shelf={shelf} />
        ) : null}
        {tab === 'json' ? (
          <JsonTab
            published={published}
            draft={draft}
            problems={status.problems ?? []}
            id={subject.id}
            pointer={pointer}
            shelf={shelf}
          />
        ) : null}
      </Boundary>
    </Tabs>
  );
}

/** *Try* is fetched and made ready while a person reads, so that it stands there at a click. */
function useReadyTry(subject: Evaluated): void {
  useReadyEvaluator(subject);
  const isShown = subject.documents !== undefined;
  useEffect(() => {
    if (!isShown) return undefined;
    const waiting = setTimeout(TryTab.prefetch, READING_MS);
    return () => clearTimeout(waiting);
  }, [isShown]);
}
