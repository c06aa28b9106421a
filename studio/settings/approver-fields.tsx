import { useState } from 'react';
import { type Settings, usePeople } from '../api/administration.ts';
import { useCatalogue } from '../api/queries.ts';
import { useKindTitle } from '../catalogue/kind-title.ts';
import { useReader } from '../texts/reader.ts';

type Approvers = Settings['approvers'];

/** What approvers are named for, in words: a definition by its title, all of a kind, or everything. */
export function useSubjectTitle(): (subject: string) => string {
  const { t, say } = useReader();
  const kindTitle = useKindTitle();
  const definitions = useCatalogue().data?.definitions;
  return (subject) => {
    if (subject === '*') return t('rules.who.all');
    const [kind = '', name] = subject.split('/');
    if (name === '*') return t('rules.who.kind', { kind: kindTitle(kind) });
    return say(definitions?.find(({ id }) => id === subject)?.title) || subject;
  };
}

/** Who approves what, written anew: one row for each definition, kind or everything, with the people of whom one approves. */
export function ApproverFields({
  approvers,
  set,
  person,
}: {
  readonly approvers: Approvers;
  readonly set: (approvers: Approvers) => void;
  /** What people are called who approve today. */
  readonly person: (id: string) => string;
}) {
  const { t } = useReader();
  const titleOf = useSubjectTitle();
  const [added, setAdded] = useState<ReadonlyMap<string, string>>(new Map());
  const called = (id: string) => added.get(id) ?? person(id);
  const change = (subject: string, people: readonly string[]) =>
    set(approvers.map((one) => (one.subject === subject ? { subject, people: [...people] } : one)));
  return (
    <fieldset className="approvers">
      <legend>{t('rules.who')}</legend>
      <p className="fine">{t('rules.who.how')}</p>
      <ul className="cards">
        {approvers.map(({ subject, people }) => (
          <li key={subject}>
            <p>
              <b>{titleOf(subject)}</b>{' '}
              <button
                type="button"
                className="quiet"
                onClick={() => set(approvers.filter((one) => one.subject !== subject))}
              >
                {t('rules.who.dropAll', { subject: titleOf(subject) })}
              </button>
            </p>
            {people.length === 0 ? <p className="fine">{t('rules.who.empty')}</p> : null}
            <ul className="ways">
              {people.map((id) => (
                <li key={id}>
                  {called(id)}{' '}
                  <button
                    type="button"
                    className="quiet"
                    aria-label={t('rules.who.drop', { name: called(id), subject: titleOf(subject) })}
                    onClick={() =>
                      change(
                        subject,
                        people.filter((one) => one !== id),
                      )
                    }
                  >
                    ✕
                  </button>
                </li>
              ))}
            </ul>
            <ApproverField
              label={t('rules.who.addPerson', { subject: titleOf(subject) })}
              but={people}
              add={(id, name) => {
                setAdded(new Map(added).set(id, name));
                change(subject, [...people, id]);
              }}
            />
          </li>
        ))}
      </ul>
      <SubjectField
        but={approvers.map(({ subject }) => subject)}
        add={(subject) => set([...approvers, { subject, people: [] }])}
      />
    </fieldset>
  );
}

const MOST_FOUND = 50;

/** One of those who may approve, found by the server; who is chosen is added at once. */
function ApproverField({
  label,
  but,
  add,
}: {
  readonly label: string;
  readonly but: readonly string[];
  readonly add: (id: string, name: string) => void;
}) {
  const { t } = useReader();
  const [query, setQuery] = useState('');
  const { data } = usePeople({ query, role: 'approver', isActive: true }, MOST_FOUND);
  const found = data?.pages[0]?.items.filter(({ id }) => !but.includes(id)) ?? [];
  return (
    <div className="fields">
      <label className="form-field">
        {t('people.find')}
        <input type="search" maxLength={100} value={query} onChange={({ target }) => setQuery(target.value)} />
      </label>
      <label className="form-field">
        {label}
        <select
          value=""
          onChange={({ target }) => {
            const chosen = found.find(({ id }) => id === target.value);
            if (chosen !== undefined) add(chosen.id, chosen.name);
          }}
        >
          <option value="" />
          {found.map(({ id, name, account }) => (
            <option key={id} value={id}>
              {`${name} (${account})`}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

/** What approvers may be named for and are not yet: everything, a kind, a definition. */
function SubjectField({ but, add }: { readonly but: readonly string[]; readonly add: (subject: string) => void }) {
  const { t } = useReader();
  const titleOf = useSubjectTitle();
  const { kinds = [], definitions = [] } = useCatalogue().data ?? {};
  const all = ['*', ...kinds.map(({ name }) => `${name}/*`), ...definitions.map(({ id }) => id)];
  return (
    <label className="form-field">
      {t('rules.who.add')}
      <select value="" onChange={({ target }) => add(target.value)}>
        <option value="" />
        {all
          .filter((subject) => !but.includes(subject))
          .map((subject) => (
            <option key={subject} value={subject}>
              {titleOf(subject)}
            </option>
          ))}
      </select>
    </label>
  );
}
