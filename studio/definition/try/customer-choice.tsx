import { useEffect, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import { isObject, type Json, type JsonObject } from '../../../definitions/index.ts';
import { useMayReadCustomers, useRecord } from '../../api/customers.ts';
import { dayText } from '../../texts/day.ts';
import { useReader } from '../../texts/reader.ts';
import type { Titles } from '../../texts/titles.ts';
import { Refused } from '../../ui/refused.tsx';
import { CustomerCombobox } from './customer-combobox.tsx';
import { recordRequest } from './request.ts';

/** A customer of the population to be tried: found by number, name or class, loaded with the rows related to him. */
export function CustomerChoice({
  id,
  entity,
  form,
  titles,
  type,
}: {
  readonly id: string;
  readonly entity: string;
  readonly form: JsonObject;
  readonly titles: Titles;
  readonly type: (request: JsonObject) => void;
}) {
  const reader = useReader();
  const { t } = reader;
  const may = useMayReadCustomers();
  const [search, setSearch] = useSearchParams();
  const key = search.get('customer');
  const { data, error } = useRecord(entity, may === true ? key : null);
  const [said, say] = useState<string | null>(null);
  const loaded = useRef<string | null>(null);
  useEffect(() => {
    if (key === null || data === undefined || data.key !== key || loaded.current === key) return;
    loaded.current = key;
    // The server's documents came as JSON.
    const facts = data.facts as JsonObject;
    type(recordRequest(form, facts, data.asOf));
    const who = t('customers.loaded', { who: key, day: dayText(data.asOf, reader) });
    const fields = data.withheld.map((name) => titles.fact(name)).join(' · ');
    say(fields === '' ? who : `${who} ${t('customers.withheld', { fields })}`);
  }, [data, key, form, reader, t, titles, type]);
  const choose = (next: string) => {
    loaded.current = null;
    setSearch(
      (before) => {
        const after = new URLSearchParams(before);
        after.set('customer', next);
        return after;
      },
      { replace: true },
    );
  };
  if (may === undefined) return null;
  if (!may) return <p className="fine">{t('customers.noRight')}</p>;
  return (
    <>
      <CustomerCombobox id={id} entity={entity} choose={choose} />
      <p className="fine" role="status">
        {said}
      </p>
      <Refused error={error} />
    </>
  );
}

/** The entity whose records a definition decides, where it is of one. */
export function entityOf(document: JsonObject | undefined): string | undefined {
  const entity: Json | undefined = isObject(document) ? document['entity'] : undefined;
  return typeof entity === 'string' ? entity : undefined;
}
