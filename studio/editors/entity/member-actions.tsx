import { useMemo, useState } from 'react';
import { Link } from 'react-router';
import { claimedId, type EntityDocument, isObject, type Json, type JsonObject } from '../../../definitions/index.ts';
import { useAllDocuments } from '../../api/own-drafts.ts';
import { useReader } from '../../texts/reader.ts';
import { titleIn } from '../../texts/titles.ts';
import type { Change } from '../view.ts';
import { type Members, moveMember, memberNameFault, removeMember, renameMember } from './edits.ts';
import { type Use, usesOf } from './uses.ts';

/** What becomes of a member as a whole: where it stands, what it is called, whether it stays; what names it is told first. */
export function MemberActions({
  document,
  members,
  name,
  title,
  change,
  follow,
}: {
  readonly document: EntityDocument;
  readonly members: Members;
  readonly name: string;
  readonly title: string;
  readonly change: Change<EntityDocument>;
  /** Goes on with the member by its new name, or leaves it. */
  readonly follow: (name: string | null) => void;
}) {
  const { t } = useReader();
  const [typed, type] = useState(name);
  const [isSure, ask] = useState(false);
  const uses = useUses(document, name);
  const isUsed = uses !== undefined && uses.length > 0;
  const fault = typed === name || typed === '' ? null : memberNameFault(document, typed);
  return (
    <div className="member-actions">
      <UseLines uses={uses} />
      <form
        className="member-new"
        onSubmit={(event) => {
          event.preventDefault();
          if (typed === name || typed === '' || fault !== null) return;
          change((before) => renameMember(before, members, name, typed));
          follow(typed);
        }}
      >
        <label>
          {t('entity.name')}{' '}
          <input
            value={typed}
            maxLength={100}
            aria-invalid={fault !== null}
            onChange={({ target }) => type(target.value.trim())}
          />
        </label>{' '}
        <button className="quiet" disabled={typed === name}>
          {t('entity.rename')}
        </button>
        {fault === null ? null : (
          <span className="error" role="alert">
            {' '}
            {t(fault)}
          </span>
        )}
        {isUsed && typed !== name && fault === null ? <p className="fine">{t('entity.renameHint')}</p> : null}
      </form>
      <button type="button" className="quiet" onClick={() => change((before) => moveMember(before, members, name, -1))}>
        {t('entity.up', { title })}
      </button>
      <button type="button" className="quiet" onClick={() => change((before) => moveMember(before, members, name, 1))}>
        {t('entity.down', { title })}
      </button>
      <button
        type="button"
        className="quiet"
        disabled={uses === undefined || (members === 'fields' && Object.keys(document.fields).length < 2)}
        onClick={() => {
          if (isUsed && !isSure) ask(true);
          else {
            change((before) => removeMember(before, members, name));
            follow(null);
          }
        }}
      >
        {t(isUsed && isSure ? 'entity.removeAll' : 'edit.removeOne', { title, count: uses?.length ?? 0 })}
      </button>
    </div>
  );
}

/** The definitions that name the member, each with a link to the place. */
function UseLines({ uses }: { readonly uses: readonly (Use & { readonly title: string })[] | undefined }) {
  const { t } = useReader();
  if (uses === undefined) return <p role="status">{t('entity.seeking')}</p>;
  if (uses.length === 0) return <p>{t('entity.unused')}</p>;
  return (
    <>
      <p>{t('entity.used', { count: uses.length })}</p>
      <ul className="links">
        {uses.map(({ id, title, pointers }) => (
          <li key={id}>
            <Link to={`/definitions/${id}?at=${encodeURIComponent(pointers[0] ?? '')}`}>{title}</Link>
          </li>
        ))}
      </ul>
    </>
  );
}

/** What names a member, of all definitions in force and of the entity as it is written here; undefined until they are known. */
function useUses(document: EntityDocument, name: string) {
  const { say } = useReader();
  const all = useAllDocuments(true);
  return useMemo(() => {
    if (all === undefined) return undefined;
    const id = claimedId(document);
    const others = all.filter((one): one is JsonObject => isObject(one as Json) && claimedId(one) !== id);
    // A document came as JSON.
    const documents = [document as unknown as JsonObject, ...others];
    const titles = new Map(documents.map((one) => [claimedId(one), say(titleIn(one)) || claimedId(one)]));
    return usesOf(id, name, documents).map((use) => ({ ...use, title: titles.get(use.id) ?? use.id }));
  }, [all, document, name, say]);
}
