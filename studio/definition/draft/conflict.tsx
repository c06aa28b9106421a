import { useMemo, useState } from 'react';
import {
  changesBetween,
  type DocumentChange,
  isObject,
  type Json,
  type JsonObject,
} from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import { titlesOf } from '../../texts/titles.ts';
import { placeTitle } from '../place-title.ts';
import { groupsOf, withClauses } from './clauses.ts';
import type { Draft } from './use-draft.ts';

/** Two drafts of one definition, clause by clause: nothing is written over before the person has chosen. */
export function Conflict({ id, draft }: { readonly id: string; readonly draft: Draft }) {
  const { kept, version } = draft;
  const theirs = kept.kind === 'conflict' ? kept.theirs.document : kept.kind === 'other-tab' ? kept.theirs : undefined;
  if (theirs === undefined || version.document === null) return null;
  const isOtherTab = kept.kind === 'other-tab';
  return <Choice key={id} mine={version.document} theirs={theirs} isOtherTab={isOtherTab} settle={draft.settle} />;
}

function Choice({
  mine,
  theirs,
  isOtherTab,
  settle,
}: {
  readonly mine: JsonObject;
  readonly theirs: JsonObject;
  readonly isOtherTab: boolean;
  readonly settle: (document: JsonObject) => void;
}) {
  const reader = useReader();
  const { t } = reader;
  const clauses = useMemo(() => changesBetween(mine, theirs), [mine, theirs]);
  const groups = useMemo(() => groupsOf(clauses), [clauses]);
  const [taken, take] = useState<ReadonlySet<string>>(new Set());
  const titles = useMemo(() => titlesOf(new Map(), {}, reader), [reader]);
  const chosen = () => {
    const steps = new Set(groups.flatMap(({ at, clauses: some }) => (taken.has(at) ? some : [])));
    settle(withClauses(mine, clauses, (clause) => steps.has(clause)));
  };
  return (
    <section className="conflict" aria-label={t('conflict.title')} role="alert">
      <h2>{t(isOtherTab ? 'conflict.otherTab' : 'conflict.title')}</h2>
      <p>{t('conflict.hint')}</p>
      <table className="ledger">
        <thead>
          <tr>
            <th scope="col">{t('conflict.clause')}</th>
            <th scope="col">{t('conflict.mine')}</th>
            <th scope="col">{t('conflict.theirs')}</th>
            <th scope="col">{t('conflict.take')}</th>
          </tr>
        </thead>
        <tbody>
          {groups.map(({ at, clauses: group }) => {
            const title = clauseTitle(group, mine, theirs, (pointer, of) => placeTitle(of, pointer, titles, reader));
            return (
              <tr key={at}>
                <th scope="row">{title}</th>
                <td>{group.map((clause) => shown('before' in clause ? clause.before : null)).join('; ')}</td>
                <td>{group.map((clause) => shown('value' in clause ? clause.value : null)).join('; ')}</td>
                <td>
                  <input
                    type="checkbox"
                    aria-label={t('conflict.takeOne', { clause: title })}
                    checked={taken.has(at)}
                    onChange={({ target }) => {
                      const next = new Set(taken);
                      if (target.checked) next.add(at);
                      else next.delete(at);
                      take(next);
                    }}
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className="ways">
        <button type="button" className="main-action" onClick={chosen}>
          {t('conflict.goOn')}
        </button>
        <button type="button" className="quiet" onClick={() => settle(theirs)}>
          {t('conflict.allTheirs')}
        </button>
      </p>
    </section>
  );
}

function clauseTitle(
  group: readonly DocumentChange[],
  mine: JsonObject,
  theirs: JsonObject,
  titleAt: (pointer: string, of: JsonObject) => string | undefined,
): string {
  const pointer = group[0]?.path ?? '';
  const title = titleAt(pointer, mine) ?? titleAt(pointer, theirs);
  const key = pointer.slice(pointer.lastIndexOf('/') + 1);
  return title === undefined ? pointer : `${title} · ${key}`;
}

function shown(value: Json): string {
  if (value === null) return '–';
  if (isObject(value) || Array.isArray(value)) return JSON.stringify(value).slice(0, 200);
  return String(value);
}
