import { QueryClient, QueryClientProvider, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { I18nextProvider } from 'react-i18next';
import { BrowserRouter, Route, Routes, useParams } from 'react-router';
import { onSigningOut } from './api/client.ts';
import { askForDefinition } from './api/queries.ts';
import { CataloguePage } from './catalogue/catalogue-page.tsx';
import { forgetSaved } from './definition/draft/local-copy.ts';
import { editorOf } from './editors/index.ts';
import { texts } from './texts/bilingual.ts';
import { Boundary } from './ui/boundary.tsx';
import { NotFound } from './ui/notice.tsx';
import { fetched } from './ui/part.tsx';
import { Shell } from './ui/shell.tsx';

const DefinitionPage = fetched(async () => (await import('./definition/definition-page.tsx')).DefinitionPage);
const ManualPage = fetched(async () => (await import('./catalogue/manual-page.tsx')).ManualPage);
const UsesPage = fetched(async () => (await import('./catalogue/uses-page.tsx')).UsesPage);
const NewPage = fetched(async () => (await import('./definition/new/new-page.tsx')).NewPage);
const ChangesPage = fetched(async () => (await import('./release/changes-page.tsx')).ChangesPage);
const ReviewPage = fetched(async () => (await import('./release/review-page.tsx')).ReviewPage);
const VersionsPage = fetched(async () => (await import('./release/versions-page.tsx')).VersionsPage);
const SettingsPage = fetched(async () => (await import('./settings/settings-page.tsx')).SettingsPage);
const DeskPage = fetched(async () => (await import('./desk/desk-page.tsx')).DeskPage);
const AnalysesPage = fetched(async () => (await import('./desk/analyses-page.tsx')).AnalysesPage);
const BoardPage = fetched(async () => (await import('./desk/board-page.tsx')).BoardPage);
const RegisterPage = fetched(async () => (await import('./desk/register-page.tsx')).RegisterPage);
const RequestPage = fetched(async () => (await import('./desk/request-page.tsx')).RequestPage);
const SurveyPage = fetched(async () => (await import('./survey/survey-page.tsx')).SurveyPage);
const PopulationPage = fetched(async () => (await import('./insight/population-page.tsx')).PopulationPage);

const READING_MS = 300;

const queries = new QueryClient();

/** The studio: its shell and the page of the address. */
export function App() {
  useEffect(() => onSigningOut(forgetSaved), []);
  // While the first page is read, the page of a definition is fetched.
  useEffect(() => {
    const waiting = setTimeout(DefinitionPage.prefetch, READING_MS);
    return () => clearTimeout(waiting);
  }, []);
  return (
    <QueryClientProvider client={queries}>
      <I18nextProvider i18n={texts}>
        <BrowserRouter useTransitions={false}>
          <Routes>
            {/* Whoever holds a link sees the survey alone. */}
            <Route
              path="/survey/:token"
              element={
                <Boundary>
                  <SurveyPage />
                </Boundary>
              }
            />
            <Route path="*" element={<House />} />
          </Routes>
        </BrowserRouter>
      </I18nextProvider>
    </QueryClientProvider>
  );
}

/** The rooms of those who work for the bank. */
function House() {
  return (
    <Shell>
      <Routes>
        <Route path="/" element={<CataloguePage />} />
        <Route path="/definitions/:kind/:name" element={<Opening />} />
        <Route path="/definitions/:kind/:name/history" element={<VersionsPage />} />
        <Route path="/definitions/:kind/:name/uses" element={<UsesPage />} />
        <Route path="/manual/:kind" element={<ManualPage />} />
        <Route path="/new" element={<NewPage />} />
        <Route path="/settings" element={<SettingsPage />} />
        <Route path="/settings/:room" element={<SettingsPage />} />
        <Route path="/changes" element={<ChangesPage />} />
        <Route path="/changes/:release" element={<ReviewPage />} />
        <Route path="/desk" element={<DeskPage />} />
        <Route path="/desk/analyses" element={<AnalysesPage />} />
        <Route path="/desk/board" element={<BoardPage />} />
        <Route path="/desk/new/:type" element={<RegisterPage />} />
        <Route path="/desk/:request" element={<RequestPage />} />
        <Route path="/population" element={<PopulationPage />} />
        <Route path="/population/:kind/:name" element={<PopulationPage />} />
        <Route path="*" element={<NotFound />} />
      </Routes>
    </Shell>
  );
}

/** A definition that is opened: the code of its page and of its editor, and what they show of the server, are asked for together. */
function Opening() {
  const { kind = '', name = '' } = useParams();
  const own = useQueryClient();
  useEffect(() => {
    askForDefinition(own, kind, name);
    editorOf(kind)?.prefetch();
  }, [own, kind, name]);
  return <DefinitionPage />;
}
