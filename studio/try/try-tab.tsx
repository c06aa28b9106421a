import { useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import { isObject, type Json, type JsonObject } from '../../definitions/index.ts';
import { isBroken, type Sound } from '../editors/use-sound.ts';
import type { Wanted } from '../editors/side-panel.tsx';
import type { Shelf, Titles } from '../editors/titles.ts';
import { useReader } from '../texts/reader.ts';
import { Failed, Loading } from '../ui/notice.tsx';
import { Cases } from './cases.tsx';
import { Headline } from './headline.tsx';
import { RequestForm } from './request-form.tsx';
import { ResultView } from './result-view.tsx';
import { type Evaluated, useOpened, useResult } from './use-evaluator.ts';

/** A definition on one request: typed on top of what it decides, computed in the page at every stroke; its cases below. */
export function TryTab({
  subject,
  sound,
  wanted,
  titles,
  shelf,
}: {
  readonly subject: Evaluated;
  readonly sound: Sound;
  readonly wanted: Wanted | null;
  readonly titles: Titles;
  readonly shelf: Shelf;
}) {
  const { t, language } = useReader();
  const { data, error, refetch } = useOpened(subject);
  if (data === undefined) return error === null ? <Loading /> : <Failed error={error} retry={() => void refetch()} />;
  if (data.form === null) return <p className="fine">{t(isBroken(sound) ? 'try.errors' : 'try.none')}</p>;
  return (
    <Trial
      key={wanted?.count ?? 0}
      subject={subject}
      form={data.form[language]}
      document={data.document ?? undefined}
      wanted={wanted}
      titles={titles}
      shelf={shelf}
    />
  );
}

interface GivenCase {
  readonly name: string;
  readonly given: JsonObject;
}

function Trial({
  subject,
  form,
  document,
  wanted,
  titles,
  shelf,
}: {
  readonly subject: Evaluated;
  readonly form: JsonObject;
  /** The definition, or its draft. */
  readonly document: JsonObject | undefined;
  readonly wanted: Wanted | null;
  readonly titles: Titles;
  readonly shelf: Shelf;
}) {
  const { t, language } = useReader();
  const [search, setSearch] = useSearchParams();
  const cases = useMemo(() => casesOf(document), [document]);
  const fromAddress = cases[Number(search.get('case') ?? 1) - 1]?.given;
  const first = wanted === null ? (fromAddress ?? EMPTY) : isObject(wanted.request) ? wanted.request : EMPTY;
  const [request, setRequest] = useState<JsonObject>(first);
  const [question, setQuestion] = useState(wanted?.question ?? null);
  const asked = useMemo((): Json => withDay(request, form), [request, form]);
  const { data: result, error } = useResult(subject, asked, language);
  const put = (next: JsonObject) => {
    setRequest(next);
    setQuestion(null);
  };
  return (
    <div className="try">
      {error === null ? null : <p className="domain error">{error.message}</p>}
      {result === undefined || result === null ? (
        <Loading />
      ) : (
        <>
          <div className="value" aria-live="polite">
            <Headline result={result} document={document} titles={titles} />
          </div>
          <ResultView result={result} document={document} titles={titles} shelf={shelf} />
        </>
      )}
      <section>
        <h2>
          {t('try.form')}
          <button
            type="button"
            className="quiet"
            onClick={() => {
              put(EMPTY);
            }}
          >
            {t('try.clear')}
          </button>
        </h2>
        {question === null ? null : <p className="witness">{t('try.witness', { question })}</p>}
        <RequestForm form={form} request={request} onChange={setRequest} />
      </section>
      <Cases
        subject={subject}
        cases={cases}
        load={(index) => {
          const given = cases[index]?.given;
          if (given === undefined) return;
          put(given);
          const next = new URLSearchParams(search);
          next.set('case', String(index + 1));
          setSearch(next, { replace: true });
        }}
      />
    </div>
  );
}

const EMPTY: JsonObject = { facts: {} };

/** A request that reads the day and names none is asked for today, as the server does (the bank's zone is UTC+8). */
function withDay(request: JsonObject, form: JsonObject): JsonObject {
  const { properties } = form;
  if (!isObject(properties) || properties['$asOf'] === undefined || request['$asOf'] !== undefined) return request;
  return { ...request, $asOf: new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10) };
}

function casesOf(document: JsonObject | undefined): readonly GivenCase[] {
  const cases = document?.['cases'];
  if (!Array.isArray(cases)) return [];
  return cases.flatMap((one: Json) => {
    if (!isObject(one)) return [];
    const { name, given } = one;
    return typeof name === 'string' && isObject(given) ? [{ name, given }] : [];
  });
}
