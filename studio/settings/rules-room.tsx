import { useState } from 'react';
import { type Settings, useSettings } from '../api/administration.ts';
import { useMe } from '../api/queries.ts';
import { instantText } from '../texts/day.ts';
import { type Said, useReader } from '../texts/reader.ts';
import { Failed, Loading } from '../ui/notice.tsx';
import { ApproverFields, useSubjectTitle } from './approver-fields.tsx';
import { Begun, useBeginning } from './begun.tsx';
import { calledBy } from './names.ts';
import { FIGURES, type Figure, figuresOf } from './settings-changes.ts';

/** By what changes are judged: tolerance, terms, and who approves what. One administrator writes them anew, another confirms them. */
export function RulesRoom() {
  const reader = useReader();
  const { t, number } = reader;
  const me = useMe().data;
  const titleOf = useSubjectTitle();
  const { data, error, refetch } = useSettings();
  if (data === undefined) return error === null ? <Loading /> : <Failed error={error} retry={() => void refetch()} />;
  const person = calledBy(data.names);
  const { settings, version, inForceAt, begunBy, confirmedBy } = data;
  const figures = figuresOf(settings);
  const title = t('rules.title', { n: number(figures.percent) });
  const isSecurity = me?.rights.some(({ role }) => role === 'security-administrator') ?? false;
  return (
    <>
      <title>{`${title} · Guiju`}</title>
      <h1>{title}</h1>
      <p className="fine">
        {inForceAt === null
          ? t('rules.usual')
          : t('rules.since', {
              at: instantText(inForceAt, reader),
              one: person(begunBy ?? ''),
              other: person(confirmedBy ?? ''),
            })}
      </p>
      <dl className="pairs">
        {FIGURES.map((figure) => (
          <div key={figure}>
            <dt>{t(`rules.${figure}`)}</dt>
            <dd>{number(figures[figure])}</dd>
          </div>
        ))}
        {settings.approvers.map(({ subject, people }) => (
          <div key={subject}>
            <dt>{t('rules.approvers', { subject: titleOf(subject) })}</dt>
            <dd>{people.map(person).join(', ')}</dd>
          </div>
        ))}
      </dl>
      <p className="fine">{t('rules.who.how')}</p>
      {settings.approvers.length === 0 ? <p className="fine">{t('rules.approvers.none')}</p> : null}
      {isSecurity ? <Write key={version} settings={settings} version={version} person={person} /> : null}
    </>
  );
}

function Write({
  settings,
  version,
  person,
}: {
  readonly settings: Settings;
  readonly version: string;
  readonly person: (id: string) => string;
}) {
  const { t } = useReader();
  const [figures, setFigures] = useState<Readonly<Record<Figure, number>>>(figuresOf(settings));
  const [approvers, setApprovers] = useState(settings.approvers);
  const beginning = useBeginning();
  const isNamed = approvers.every(({ people }) => people.length > 0);
  return (
    <details className="begin">
      <summary>{t('rules.change')}</summary>
      <form
        className="fields"
        onSubmit={(event) => {
          event.preventDefault();
          const { percent, leastCustomers, ...terms } = figures;
          beginning.mutate({
            kind: 'set-settings',
            replaces: version,
            settings: { ...settings, ...terms, approvers, tolerance: { percent, leastCustomers } },
          });
        }}
      >
        {FIGURES.map((figure) => (
          <label key={figure} className="form-field">
            {t(`rules.${figure}` satisfies Said)}
            <input
              type="number"
              required
              min={0}
              step={figure === 'percent' || figure === 'snapshotFallPercent' ? 'any' : 1}
              value={Number.isNaN(figures[figure]) ? '' : figures[figure]}
              onChange={({ target }) => setFigures({ ...figures, [figure]: target.valueAsNumber })}
            />
          </label>
        ))}
        <ApproverFields approvers={approvers} set={setApprovers} person={person} />
        <button className="main-action" disabled={beginning.isPending || !isNamed}>
          {t('rules.send')}
        </button>
      </form>
      <Begun beginning={beginning} />
    </details>
  );
}
