import { useMemo, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { isObject, type Json, type JsonObject } from '../../definitions/index.ts';
import { useDeed } from '../api/deed.ts';
import { useDocuments } from '../api/queries.ts';
import { register, useRequests } from '../api/requests.ts';
import { useSettled } from '../editors/intervals/population/use-sample.ts';
import { RequestForm } from '../definition/try/request-form.tsx';
import { formValidator } from '../definition/try/validator.ts';
import { useReader } from '../texts/reader.ts';
import { Failed, Loading, NotFound } from '../ui/notice.tsx';
import { Refused } from '../ui/refused.tsx';
import { askedFields, filledIn, registrationForm } from './registration-form.ts';
import { stateText } from './request-words.ts';
import { type DeskShelf, useShelf } from './shelf.ts';
import '../texts/desk.ts';
import '../texts/try.ts';
import '../texts/views.ts';

/** Registers a request of a type: whose it is, where it came from, and the fields its form asks for; the customer's open ones stand beside. */
export function RegisterPage() {
  const { type = '' } = useParams();
  const { data, error } = useDocuments([`request-type/${type}`]);
  const shelf = useShelf(data);
  if (data === undefined)
    return (
      <div className="page">
        {error === null ? <Loading /> : <Failed error={error} retry={() => location.reload()} />}
      </div>
    );
  const document = shelf.get(`request-type/${type}`);
  const entity = document === undefined ? undefined : shelf.get(String(document['entity']));
  if (document === undefined || entity === undefined) return <NotFound />;
  return <Registering name={type} type={document} entity={entity} shelf={shelf} />;
}

function Registering({
  name,
  type,
  entity,
  shelf,
}: {
  readonly name: string;
  readonly type: JsonObject;
  readonly entity: JsonObject;
  readonly shelf: DeskShelf;
}) {
  const reader = useReader();
  const { t, say, language } = reader;
  const navigate = useNavigate();
  const [customer, setCustomer] = useState('');
  const [channel, setChannel] = useState('');
  const form = useMemo(() => registrationForm(type, entity, { language }), [type, entity, language]);
  // What comes in comes in now, unless whoever registers it says otherwise.
  const [request, setRequest] = useState<JsonObject>(() => ({ facts: filledIn(form, new Date()) }));
  // One for each registration that is begun: sent again it is the same one.
  const [key] = useState(() => crypto.randomUUID());
  const validator = useMemo(() => formValidator(reader), [reader]);
  const deed = useDeed(register);
  const channels = channelsAsked(type);
  const title = t('desk.register', { type: say(shelf.title(`request-type/${name}`)) });
  const send = () => {
    const facts = (isObject(request['facts'] ?? null) ? request['facts'] : {}) as Readonly<Record<string, never>>;
    deed.mutate(
      { type: name, key, facts, customer: customer.trim(), channel },
      { onSuccess: ({ id }) => void navigate(`/desk/${id}`) },
    );
  };
  return (
    <div className="page desk">
      <title>{`${title} · Guiju`}</title>
      <h1>{title}</h1>
      <div className="fields">
        <label className="form-field">
          {t('desk.customer')}
          <input value={customer} onChange={({ target }) => setCustomer(target.value)} />
        </label>
        {channels.length === 0 ? null : (
          <label className="form-field">
            {t('desk.channel')}
            <select value={channel} onChange={({ target }) => setChannel(target.value)}>
              <option value="" />
              {channels.map((one) => (
                <option key={one} value={one}>
                  {t(`desk.channel.${one}`)}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      <Others customer={customer.trim()} />
      <RequestForm form={form} request={request} validator={validator} onChange={setRequest} />
      <p>
        <button type="button" className="main-action" disabled={deed.isPending} onClick={send}>
          {t('desk.register.send')}
        </button>
      </p>
      <Refused error={deed.error} />
    </div>
  );
}

const CHANNELS = ['branch', 'phone', 'web', 'api', 'app'] as const;

/** The channels that are asked for here: none where the form has a field of that name. */
function channelsAsked(type: JsonObject): readonly (typeof CHANNELS)[number][] {
  const offered: readonly Json[] = Array.isArray(type['channels']) ? type['channels'] : [];
  return askedFields(type).includes('channel') ? [] : CHANNELS.filter((one) => offered.includes(one));
}

/** The open requests of a customer, which the one that calls may mean. */
function Others({ customer }: { readonly customer: string }) {
  const reader = useReader();
  const { t, say } = reader;
  const settled = useSettled(customer, SETTLED_MS);
  const { data } = useRequests(settled === '' ? undefined : { customer: settled }, 'open');
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  const shelf = useShelf(useDocuments([...new Set(items.map(({ queue }) => queue))]).data);
  if (items.length === 0) return null;
  return (
    <section>
      <h2>{t('desk.others', { count: data?.pages[0]?.total ?? 0 })}</h2>
      <ul>
        {items.map((one) => {
          const workflow = shelf.get(String(shelf.get(one.queue)?.['workflow']));
          return (
            <li key={one.id}>
              <Link to={`/desk/${one.id}`}>{one.number}</Link> · {say(shelf.title(one.type))} ·{' '}
              {stateText(workflow, one.state, reader)}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** How long a number stays as it is before it is asked for. */
const SETTLED_MS = 300;
