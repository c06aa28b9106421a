import { useState } from 'react';
import { Link } from 'react-router';
import { namesFor } from '../../definitions/index.ts';
import { useDeed } from '../api/deed.ts';
import { type Assignee, handle, useAssignees, useRequest } from '../api/requests.ts';
import { dayText } from '../texts/day.ts';
import { type Reader, useReader } from '../texts/reader.ts';
import { Failed, Loading } from '../ui/notice.tsx';
import { Refused } from '../ui/refused.tsx';
import { Scroll } from '../ui/scroll.tsx';
import '../texts/lead.ts';

/** Who says who works on a request; all others claim it where its workflow lets them. */
export const ASSIGNING: readonly string[] = ['team-lead', 'president'];

/** That a request was given to somebody, and how to take that back. */
export interface Given {
  readonly id: string;
  readonly number: string;
  readonly to: string | null;
  /** What whoever was given it is called. */
  readonly name: string;
  readonly before: string | null;
  /** The revision that it led to: whatever is done with the request leads to another. */
  readonly revision: number;
}

/**
 * Who may be given a request, for who leads: each with how much he has, what he can do and until when he is absent. What was chosen is given
 * at once, on what is seen of the request now.
 */
export function AssigneeChoice({
  id,
  number,
  onGiven,
}: {
  readonly id: string;
  readonly number: string;
  readonly onGiven: (given: Given) => void;
}) {
  const reader = useReader();
  const { t } = reader;
  const [isOpen, setOpen] = useState(false);
  const seen = useRequest(id, isOpen).data;
  const choice = useAssignees(isOpen ? id : undefined);
  const owner = seen?.request.owner ?? null;
  const deed = useDeed((person: string | null) => handle({ id, tag: seen?.tag ?? '' }, { kind: 'assignment', person }));
  const give = (to: string | null, name: string) =>
    deed.mutate(to, {
      onSuccess: ({ revision }) => {
        onGiven({ id, number, to, name, before: owner, revision });
        setOpen(false);
      },
    });
  return (
    <div className="assignee-choice">
      <button
        type="button"
        className="quiet"
        aria-expanded={isOpen}
        aria-label={t('lead.assign.of', { number })}
        onClick={() => setOpen(!isOpen)}
      >
        {t('lead.assign')}
      </button>
      {isOpen ? (
        choice.data === undefined ? (
          choice.error === null ? (
            <Loading />
          ) : (
            <Failed error={choice.error} retry={() => void choice.refetch()} />
          )
        ) : (
          <Choice
            label={t('lead.assign.of', { number })}
            skill={choice.data.skill}
            items={choice.data.items}
            more={choice.data.total - choice.data.items.length}
            owner={owner}
            isBusy={deed.isPending || seen === undefined}
            give={give}
            reader={reader}
          />
        )
      ) : null}
      <Refused error={deed.error} />
    </div>
  );
}

/**
 * Who a request was given to, which can be taken back as long as nobody else has done anything with it. It stands beside the list that the
 * request may leave by that.
 */
export function GivenNote({ given, done }: { readonly given: Given; readonly done: () => void }) {
  const { t } = useReader();
  const { id, number, to, name, before, revision } = given;
  const seen = useRequest(id).data;
  const deed = useDeed(() => handle({ id, tag: seen?.tag ?? '' }, { kind: 'assignment', person: before }));
  return (
    <>
      <p role="status">
        <Link to={`/desk/${id}`}>{number}</Link>{' '}
        {to === null ? t('lead.given.nobody') : t('lead.given', { person: name })}{' '}
        <button
          type="button"
          className="quiet"
          disabled={deed.isPending || seen?.request.revision !== revision}
          onClick={() => deed.mutate(undefined, { onSuccess: done })}
        >
          {t('lead.undo')}
        </button>
      </p>
      <Refused error={deed.error} />
    </>
  );
}

function Choice({
  label,
  skill,
  items,
  more,
  owner,
  isBusy,
  give,
  reader,
}: {
  readonly label: string;
  readonly skill: string | null;
  readonly items: readonly Assignee[];
  readonly more: number;
  readonly owner: string | null;
  readonly isBusy: boolean;
  readonly give: (to: string | null, name: string) => void;
  readonly reader: Reader;
}) {
  const { t, number, language } = reader;
  const names = namesFor(
    items.map(({ person, name }) => ({ id: person, name })),
    language,
  );
  const rows = items.map((item) => ({ ...item, name: names.get(item.person) ?? item.name }));
  return (
    <>
      {skill === null ? null : <p className="fine">{t('lead.skill', { skill })}</p>}
      {items.length === 0 ? <p>{t('lead.nobody')}</p> : null}
      <Scroll label={label}>
        <table className="ledger">
          <thead>
            <tr>
              <th scope="col">{t('lead.person')}</th>
              <th scope="col">{t('lead.load')}</th>
              <th scope="col">{t('lead.skills')}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {rows.map(({ person, name, load, skills, absentTo, isAtLimit }) => (
              <tr key={person}>
                <th scope="row">{name}</th>
                <td>
                  {number(load)}
                  {isAtLimit ? ` ${t('lead.atLimit')}` : ''}
                </td>
                <td>{skills.join(language === 'en' ? ', ' : '、')}</td>
                <td>
                  {person === owner ? (
                    t('lead.hasIt')
                  ) : absentTo !== null ? (
                    t('lead.absentTo', { day: dayText(absentTo, reader) })
                  ) : (
                    <button
                      type="button"
                      className="quiet"
                      disabled={isBusy}
                      aria-label={t('lead.give.to', { person: name })}
                      onClick={() => give(person, name)}
                    >
                      {t('lead.give')}
                    </button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {more > 0 ? <p className="fine">{t('lead.more', { count: more })}</p> : null}
      {owner === null ? null : (
        <button type="button" className="quiet" disabled={isBusy} onClick={() => give(null, '')}>
          {t('lead.take')}
        </button>
      )}
    </>
  );
}
