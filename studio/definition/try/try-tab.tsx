import { useCallback, useDeferredValue, useEffect, useMemo, useRef } from 'react';
import type { RJSFSchema } from '@rjsf/utils';
import { isObject, type Json, type JsonObject } from '../../../definitions/index.ts';
import { isBroken, type DefinitionStatus } from '../use-definition-status.ts';
import type { Shelf, Titles } from '../../texts/titles.ts';
import { useReader } from '../../texts/reader.ts';
import { Failed, Loading } from '../../ui/notice.tsx';
import { Cases } from './cases.tsx';
import { CustomerChoice, entityOf } from './customer-choice.tsx';
import { Headline } from './headline.tsx';
import { RequestForm } from './request-form.tsx';
import { ResultView } from './result-view.tsx';
import { formValidator } from './validator.ts';
import type { Evaluated } from './use-evaluator.ts';
import type { Tried } from './use-tried.ts';

/** A definition on one request: typed on top of what it decides, computed in the page at every stroke; its cases below. */
export function TryTab({
  subject,
  status,
  tried,
  titles,
  shelf,
}: {
  readonly subject: Evaluated;
  readonly status: DefinitionStatus;
  readonly tried: Tried;
  readonly titles: Titles;
  readonly shelf: Shelf;
}) {
  const { t, language } = useReader();
  const { data, error, refetch } = tried.opened;
  if (data === undefined) return error === null ? <Loading /> : <Failed error={error} retry={() => void refetch()} />;
  if (data.form === null) return <p className="fine">{t(isBroken(status) ? 'try.errors' : 'try.none')}</p>;
  return (
    <Trial
      subject={subject}
      form={data.form[language]}
      document={data.document ?? undefined}
      tried={tried}
      titles={titles}
      shelf={shelf}
    />
  );
}

function Trial({
  subject,
  form,
  document,
  tried,
  titles,
  shelf,
}: {
  readonly subject: Evaluated;
  readonly form: JsonObject;
  /** The definition, or its draft. */
  readonly document: JsonObject | undefined;
  readonly tried: Tried;
  readonly titles: Titles;
  readonly shelf: Shelf;
}) {
  const reader = useReader();
  const { t } = reader;
  const validator = useMemo(() => formValidator(reader), [reader]);
  const { request, asked, wanted, cases, type, result, error } = tried;
  const entity = entityOf(document);
  // A form is JSON Schema (see `formOf`).
  const unreadable = validator.unreadable(form as RJSFSchema, request);
  // The answer stands in the first frame; the form, which takes longest to draw, follows in the next.
  const isFormDue = useDeferredValue(true, false);
  const load = useStable(tried.load);
  return (
    <div className="try">
      {error === null ? null : <p className="domain error">{error.message}</p>}
      {unreadable.length > 0 ? (
        <Unreadable fields={unreadable.map((place) => formTitle(form, place.split('.').slice(1)))} />
      ) : result === undefined || result === null ? (
        <Loading />
      ) : (
        <>
          <div className="value" aria-live="polite">
            <Headline result={result} document={document} titles={titles} />
          </div>
          <ResultView request={asked} result={result} document={document} titles={titles} shelf={shelf} />
        </>
      )}
      <section>
        <h2>
          {t('try.form')}
          <button type="button" className="quiet" onClick={tried.clear}>
            {t('try.clear')}
          </button>
        </h2>
        {entity === undefined ? null : (
          <CustomerChoice id={subject.id} entity={entity} form={form} titles={titles} tried={tried} />
        )}
        {wanted === null ? null : <p className="witness">{t('try.witness', { question: wanted.question })}</p>}
        {isFormDue ? <RequestForm form={form} request={request} validator={validator} onChange={type} /> : null}
      </section>
      {isFormDue ? (
        <Cases id={subject.id} draft={subject.draft} documents={subject.documents} cases={cases} load={load} />
      ) : null}
    </div>
  );
}

/** A function that stays the same and does what the last one does, so that whoever is given it need not be drawn again. */
function useStable<Argument>(act: (argument: Argument) => void): (argument: Argument) => void {
  const last = useRef(act);
  useEffect(() => {
    last.current = act;
  });
  return useCallback((argument) => {
    last.current(argument);
  }, []);
}

/** What stands in the place of a result while something typed cannot be read: a result of the rest would be of another request. */
function Unreadable({ fields }: { readonly fields: readonly string[] }) {
  const { t, language } = useReader();
  const listed = fields.map((field) => `“${field}”`);
  return (
    <div className="value" aria-live="polite">
      <p className="class error">{t('try.unreadable', { fields: listed.join(language === 'en' ? ', ' : '、') })}</p>
    </div>
  );
}

/** The title of the field at a place of a request (`facts`, `accounts`, `0`, `term`), as its form shows it; its name where it has none. */
function formTitle(form: JsonObject, place: readonly string[]): string {
  const part = place.reduce<Json | undefined>((at, step) => {
    if (!isObject(at)) return undefined;
    const { properties, items } = at;
    return isObject(properties) ? properties[step] : items;
  }, form);
  return isObject(part) && typeof part['title'] === 'string' ? part['title'] : (place.at(-1) ?? '');
}
