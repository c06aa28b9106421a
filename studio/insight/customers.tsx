import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { type CustomersFilter, useCustomers, useMayReadCustomers } from '../api/customers.ts';
import { dayText } from '../texts/day.ts';
import { useReader } from '../texts/reader.ts';
import { Refused } from '../ui/refused.tsx';
import './customers.css';
import { CustomersTable } from './customers-table.tsx';
import type { SharePart } from './share-bar.tsx';

/** The part of the address of a list: `?list=class:gold`, `?list=rest:none`, `?list=all`. */
export const listOf = (what: string): string => `?list=${encodeURIComponent(what)}`;

/** The customers behind a bar, everybody, or who is within reach of a class: chosen by the address. */
export function Customers({ id, parts }: { readonly id: string; readonly parts: readonly SharePart[] }) {
  const { t } = useReader();
  const [search, setSearch] = useSearchParams();
  const may = useMayReadCustomers();
  const list = search.get('list');
  if (may === undefined) return null;
  if (!may) return <p className="fine">{t('customers.noRight')}</p>;
  const change = (changes: Readonly<Record<string, string>>) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        for (const [name, value] of Object.entries(changes)) {
          if (value === '') next.delete(name);
          else next.set(name, value);
        }
        return next;
      },
      { replace: true },
    );
  if (list === null)
    return (
      <p>
        <button type="button" className="quiet" onClick={() => change({ list: 'all' })}>
          {t('customers.list')}
        </button>
      </p>
    );
  return <List key={id} id={id} parts={parts} list={list} change={change} search={search} />;
}

function List({
  id,
  parts,
  list,
  change,
  search,
}: {
  readonly id: string;
  readonly parts: readonly SharePart[];
  readonly list: string;
  readonly change: (changes: Readonly<Record<string, string>>) => void;
  readonly search: URLSearchParams;
}) {
  const reader = useReader();
  const { t } = reader;
  const [near, points, begins] = ['near', 'points', 'begins'].map((name) => search.get(name) ?? '');
  const within = pointsIn(points ?? '') ?? 1;
  const filter: CustomersFilter = {
    ...behindBar(list),
    ...(begins === undefined || begins.trim() === '' ? {} : { search: begins.trim() }),
    ...(near === undefined || near === '' ? {} : { near, within }),
  };
  const found = useCustomers(id, filter);
  const [first] = found.data?.pages ?? [];
  const titleOf = (name: string) => parts.find(({ key }) => key === name)?.title ?? name;
  const lows = (first?.lows ?? []).filter(({ hasBelow }) => hasBelow);
  const who = [
    filter.class === undefined
      ? filter.rest === undefined
        ? []
        : t(`population.${filter.rest}`)
      : titleOf(filter.class),
    filter.near === undefined ? [] : t('customers.near', { count: within, class: titleOf(filter.near) }),
  ].flat();
  const isAll = who.length === 0;
  const named = isAll ? t('customers.everybody') : who.join(reader.language === 'en' ? ', ' : '，');
  const title = t('customers.title', { count: first?.total ?? 0, who: named });
  return (
    <section className="customers" aria-label={t('customers.list')}>
      <h2 aria-live="polite">{first === undefined || found.isPlaceholderData ? named : title}</h2>
      <p className="links">
        {isAll ? null : (
          <button type="button" className="quiet" onClick={() => change({ list: 'all', near: '', points: '' })}>
            {t('customers.all')}
          </button>
        )}
        <button type="button" className="quiet" onClick={() => change({ list: '', near: '', points: '', begins: '' })}>
          {t('customers.close')}
        </button>
      </p>
      <div className="customers-asked">
        <label className="form-field">
          {t('customers.search')}
          <input type="search" value={begins} onChange={({ target }) => change({ begins: target.value })} />
        </label>
        {lows.length === 0 ? null : (
          <>
            <label className="form-field">
              {t('customers.within')}
              <select value={near} onChange={({ target }) => change({ near: target.value, list: 'all' })}>
                <option value="">{t('customers.within.off')}</option>
                {lows.map(({ class: name }) => (
                  <option key={name} value={name}>
                    {titleOf(name)}
                  </option>
                ))}
              </select>
            </label>
            {near === '' ? null : <Points points={within} choose={(next) => change({ points: next })} />}
          </>
        )}
      </div>
      <Refused error={found.error} />
      {first === undefined ? null : (
        <>
          <CustomersTable id={id} found={found} title={found.isPlaceholderData ? named : title} titleOf={titleOf} />
          <p className="fine">
            {t('customers.asOf', { day: dayText(first.asOf, reader) })}
            {first.withheld.length === 0 ? null : (
              <> {t('customers.withheld', { fields: first.withheld.map((one) => saidField(one, t)).join(' · ') })}</>
            )}
          </p>
        </>
      )}
    </section>
  );
}

/** So many points at most are asked for. */
const MOST = 1_000_000_000;

/** The points that a text says; undefined where it says none that can be asked for. */
export function pointsIn(text: string): number | undefined {
  const points = Number(text);
  return text.trim() !== '' && points >= 0 && points <= MOST ? points : undefined;
}

/** How far a class may be: what is typed counts where it is a number, and stays as it is typed. */
function Points({ points, choose }: { readonly points: number; readonly choose: (points: string) => void }) {
  const { t } = useReader();
  const [text, setText] = useState(String(points));
  return (
    <label className="form-field">
      {t('customers.points')}
      <input
        type="number"
        min={0}
        max={MOST}
        step="any"
        value={text}
        aria-invalid={pointsIn(text) === undefined}
        onChange={({ target: { value } }) => {
          setText(value);
          if (pointsIn(value) !== undefined) choose(value);
        }}
        onBlur={() => {
          if (pointsIn(text) === undefined) setText(String(points));
        }}
      />
    </label>
  );
}

const saidField = (name: string, t: ReturnType<typeof useReader>['t']): string =>
  t(name === 'figure' ? 'customers.figure' : 'customers.name');

function behindBar(list: string): CustomersFilter {
  const [, kind, name] = /^(class|rest):(.*)$/s.exec(list) ?? [];
  if (kind === 'class' && name !== undefined) return { class: name };
  return name === 'none' || name === 'undecided' ? { rest: name } : {};
}
