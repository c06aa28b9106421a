import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Suspense, useEffect } from 'react';
import { I18nextProvider } from 'react-i18next';
import { BrowserRouter, Route, Routes } from 'react-router';
import { onSigningOut } from './api/client.ts';
import { CataloguePage } from './catalogue/catalogue-page.tsx';
import { forgetSaved } from './definition/draft/local-copy.ts';
import { texts } from './texts/bilingual.ts';
import { Loading, NotFound } from './ui/notice.tsx';
import { fetched } from './ui/part.tsx';
import { Shell } from './ui/shell.tsx';

const DefinitionPage = fetched(async () => (await import('./definition/definition-page.tsx')).DefinitionPage);
const ChangesPage = fetched(async () => (await import('./release/changes-page.tsx')).ChangesPage);
const ReviewPage = fetched(async () => (await import('./release/review-page.tsx')).ReviewPage);
const VersionsPage = fetched(async () => (await import('./release/versions-page.tsx')).VersionsPage);
const SettingsPage = fetched(async () => (await import('./settings/settings-page.tsx')).SettingsPage);
const PopulationPage = fetched(async () => (await import('./insight/population-page.tsx')).PopulationPage);

const queries = new QueryClient();

/** The studio: its shell and the page of the address. */
export function App() {
  useEffect(() => onSigningOut(forgetSaved), []);
  return (
    <QueryClientProvider client={queries}>
      <I18nextProvider i18n={texts}>
        <BrowserRouter useTransitions={false}>
          <Shell>
            <Suspense fallback={<Loading />}>
              <Routes>
                <Route path="/" element={<CataloguePage />} />
                <Route path="/definitions/:kind/:name" element={<DefinitionPage />} />
                <Route path="/definitions/:kind/:name/history" element={<VersionsPage />} />
                <Route path="/settings" element={<SettingsPage />} />
                <Route path="/settings/:room" element={<SettingsPage />} />
                <Route path="/changes" element={<ChangesPage />} />
                <Route path="/changes/:release" element={<ReviewPage />} />
                <Route path="/population" element={<PopulationPage />} />
                <Route path="/population/:kind/:name" element={<PopulationPage />} />
                <Route path="*" element={<NotFound />} />
              </Routes>
            </Suspense>
          </Shell>
        </BrowserRouter>
      </I18nextProvider>
    </QueryClientProvider>
  );
}
