import {
  isObject,
  type Json,
  type JsonObject,
  LANGUAGES,
  roleWords,
  type WorkflowDocument,
  writtenActions,
  writtenStates,
} from '../../../definitions/index.ts';
import { useAllDocuments } from '../../api/own-drafts.ts';
import { useReader } from '../../texts/reader.ts';
import { titleIn } from '../../texts/titles.ts';
import { partAt, titled } from '../edit.ts';
import { Chosen, TypedText } from '../parts/typed-text.tsx';
import { addAction, describeEvent, guardBy, removeAction, retarget } from './edits.ts';
import type { TransitionEdge } from './graph.ts';
import type { InspectorProps } from './add-forms.tsx';
import { withoutTransition } from './machine-edits.ts';
import { actionText } from './words.ts';

/** A transition: where it leads, the criteria it waits for, what is done, and what its event is called. */
export function TransitionForm({
  document,
  graph,
  titles,
  select,
  change,
  edge,
}: InspectorProps & { readonly edge: TransitionEdge }) {
  const { t, say } = useReader();
  const { pointer, source, event, row } = edge;
  const criteria = (useAllDocuments(true) ?? []).flatMap((one): readonly (readonly [string, string])[] =>
    isObject(one as Json) &&
    (one as JsonObject)['kind'] === 'criteria' &&
    (one as JsonObject)['entity'] === document.entity
      ? [[`criteria/${String((one as JsonObject)['name'])}`, say(titleIn(one as JsonObject) ?? '')]]
      : [],
  );
  const title = event === undefined ? undefined : document.events?.[event]?.title;
  return (
    <div className="fields">
      <Chosen
        label={t('workflow.to')}
        value={row.leadsTo.length === 0 ? '' : edge.target}
        none={t('workflow.stay')}
        choices={graph.states.map(({ id, title: one }) => [id, say(one)] as const)}
        pointer={`${pointer}/target`}
        write={(to) => change((before) => retarget(before, pointer, source, to === '' ? null : to))}
      />
      <Chosen
        label={t('workflow.criteria')}
        value={row.criteria ?? ''}
        none={t('workflow.noCriteria')}
        choices={criteria}
        pointer={`${pointer}/guard`}
        write={(of) => change((before) => guardBy(before, pointer, of === '' ? null : of))}
      />
      <Actions document={document} list={`${pointer}/actions`} titles={titles} change={change} />
      {event === undefined
        ? null
        : LANGUAGES.map((language) => (
            <TypedText
              key={language}
              label={t(`workflow.title.${language}`)}
              value={typeof title === 'string' ? title : (title?.[language] ?? '')}
              pointer={`/events/${event}/title`}
              write={(text, gesture) =>
                change(
                  (before) => describeEvent(before, event, 'title', titled(title, language, text)),
                  `${gesture} ${language}`,
                )
              }
            />
          ))}
      {event === undefined ? null : <Roles document={document} event={event} change={change} />}
      <p className="ways">
        <button
          type="button"
          className="quiet"
          onClick={() => {
            select(source);
            change((before) => withoutTransition(before, pointer));
          }}
        >
          {t('workflow.delete')}
        </button>
      </p>
    </div>
  );
}

/** Who may cause an event; nobody named: whoever works on the request, and what comes from outside. */
function Roles({ document, event, change }: Pick<InspectorProps, 'document' | 'change'> & { readonly event: string }) {
  const reader = useReader();
  const own = document.events?.[event]?.roles ?? [];
  const others = Object.values(document.events ?? {}).flatMap(({ roles = [] }) => roles);
  const offered = [...new Set([...USUAL_ROLES, ...others])];
  const write = (roles: readonly string[]) =>
    change((before) => describeEvent(before, event, 'roles', roles.length === 0 ? undefined : roles));
  return (
    <fieldset className="new-kinds" data-at={`/events/${event}/roles`}>
      <legend>{reader.t('workflow.roles')}</legend>
      {offered.map((role) => (
        <label key={role}>
          <input
            type="checkbox"
            checked={own.includes(role)}
            onChange={({ target }) => write(target.checked ? [...own, role] : own.filter((one) => one !== role))}
          />
          <span>{roleWords(role, reader)}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** Those who work on requests. */
const USUAL_ROLES = ['agent', 'team-lead', 'customer-manager', 'president'];

const SIMPLE: readonly JsonObject[] = [
  { type: 'assign', params: { to: 'actor' } },
  { type: 'escalate', params: { level: 1 } },
  { type: 'raise-priority', params: { by: 1 } },
  { type: 'start-survey' },
];

/** The actions of a transition; one more is chosen of those that the machine has, and the plainest. */
function Actions({
  document,
  list,
  titles,
  change,
}: Pick<InspectorProps, 'document' | 'titles' | 'change'> & { readonly list: string }) {
  const reader = useReader();
  const { t } = reader;
  const found = partAt(document as unknown as JsonObject, list);
  const own = (found === undefined ? [] : Array.isArray(found) ? found : [found]) as readonly Json[];
  const known = knownActions(document);
  return (
    <>
      {own.map((action, i) => (
        <button
          key={i}
          type="button"
          className="quiet"
          onClick={() => change((before) => removeAction(before, list, i))}
        >
          {t('workflow.remove', { action: actionText(action, titles, reader) })}
        </button>
      ))}
      <Chosen
        label={t('workflow.action')}
        value=""
        none={t('workflow.choose')}
        choices={known.map((action, i) => [String(i), actionText(action, titles, reader)] as const)}
        pointer={list}
        write={(at) => {
          const action = known[Number(at)];
          if (at !== '' && action !== undefined) change((before) => addAction(before, list, action));
        }}
      />
    </>
  );
}

function knownActions({ machine }: WorkflowDocument): readonly JsonObject[] {
  const all = [
    ...writtenStates(machine)
      .flatMap(writtenActions)
      .map(({ action }) => action),
    ...SIMPLE,
  ];
  return [...new Map(all.map((action) => [JSON.stringify(action), action])).values()];
}
