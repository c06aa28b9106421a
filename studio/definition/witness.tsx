import { isObject, type Json } from '../../definitions/index.ts';
import { dayText } from '../texts/day.ts';
import { useReader } from '../texts/reader.ts';
import type { Titles } from '../texts/titles.ts';

/** The most facts that are read at a glance; *try* shows them all. */
const MOST = 8;

/** A request in short: what is known of the customer, by titles and labels, with units. */
export function Witness({ request, titles }: { readonly request: Json; readonly titles: Titles }) {
  const { t, language, number } = useReader();
  const facts = isObject(request) && isObject(request['facts']) ? request['facts'] : {};
  const known = Object.entries(facts).filter(([, value]) => value !== null);
  const said = (name: string, value: Json): string => {
    if (typeof value === 'number') return titles.measured(name, value);
    if (Array.isArray(value)) return number(value.length);
    if (isObject(value)) return '…';
    return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)
      ? dayText(value, { language })
      : titles.value(name, value);
  };
  if (known.length === 0) return <p className="record">{t('problems.emptyRecord')}</p>;
  return (
    <dl className="record" aria-label={t('problems.example')}>
      {known.slice(0, MOST).map(([name, value]) => (
        <div key={name}>
          <dt>{titles.fact(name)}</dt>
          <dd>{said(name, value)}</dd>
        </div>
      ))}
      {known.length > MOST ? <div>{t('problems.moreFacts', { count: known.length - MOST })}</div> : null}
    </dl>
  );
}
