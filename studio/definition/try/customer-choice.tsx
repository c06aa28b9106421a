import { useEffect } from 'react';
import { useSearchParams } from 'react-router';
import { isObject, type Json, type JsonObject } from '../../../definitions/index.ts';
import { useMayReadCustomers, useRecord } from '../../api/customers.ts';
import { dayText } from '../../texts/day.ts';
import { type Reader, useReader } from '../../texts/reader.ts';
import type { Titles } from '../../texts/titles.ts';
import { Refused } from '../../ui/refused.tsx';
import { CustomerCombobox } from './customer-combobox.tsx';
import { recordRequest } from './request.ts';
import type { Tried } from './use-tried.ts';
import '../../texts/customers.ts';

/** A customer of the population to be tried: found by number, name or class, loaded with the rows related to him. */
export function CustomerChoice({
  id,
  entity,
  form,
  titles,
  tried,
}: {
  readonly id: string;
  readonly entity: string;
  readonly form: JsonObject;
  readonly titles: Titles;
  readonly tried: Pick<Tried, 'customer' | 'loadRecord'>;
}) {
  const reader = useReader();
  const { t } = reader;
  const may = useMayReadCustomers();
  const [search, setSearch] = useSearchParams();
  const key = search.get('customer');
  const { data, error } = useRecord(entity, may === true ? key : null);
  const record = data?.key === key ? data : undefined;
  const { customer, loadRecord } = tried;
  // What was changed in a record since it was loaded is not loaded over.
  useEffect(() => {
    if (record !== undefined && record.key !== customer) loadRecord(record.key, requestOf(record, form));
  }, [record, customer, loadRecord, form]);
  const choose = (next: string) => {
    if (next === record?.key) loadRecord(next, requestOf(record, form));
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
        {record === undefined || record.key !== customer ? null : saidOf(record, titles, reader)}
      </p>
      <Refused error={error} />
    </>
  );
}

type CustomerRecord = NonNullable<ReturnType<typeof useRecord>['data']>;

// The server's documents came as JSON.
const requestOf = ({ facts, asOf }: CustomerRecord, form: JsonObject) => recordRequest(form, facts as JsonObject, asOf);

function saidOf({ key, asOf, withheld }: CustomerRecord, titles: Titles, reader: Reader): string {
  const who = reader.t('customers.loaded', { who: key, day: dayText(asOf, reader) });
  const fields = withheld.map((name) => titles.fact(name)).join(' · ');
  return fields === '' ? who : `${who} ${reader.t('customers.withheld', { fields })}`;
}

/** The entity whose records a definition decides, where it is of one. */
export function entityOf(document: JsonObject | undefined): string | undefined {
  const entity: Json | undefined = isObject(document) ? document['entity'] : undefined;
  return typeof entity === 'string' ? entity : undefined;
}
