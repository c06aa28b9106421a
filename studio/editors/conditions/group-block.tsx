import { useState } from 'react';
import type { Json } from '../../../definitions/index.ts';
import { useBuilder } from './builder-context.ts';
import { FieldSearch } from './field-search.tsx';
import { ItemActions } from './item-actions.tsx';
import { deedOf } from './item-keys.ts';
import { type Group, type GroupMode, itemsOf, readGroup, readNode } from './node.ts';
import { RowLine } from './row-line.tsx';

/** What the check and the proofs say of items, by pointer. */
export type Notes = ReadonlyMap<string, string>;

const MODES: readonly GroupMode[] = ['all', 'any', 'none'];

/** A group under its heading in words, with its items and a field in which another is typed. The whole condition is one, whatever its node. */
export function GroupBlock({
  node,
  at,
  notes,
  counts,
  isWhole = false,
}: {
  readonly node: Json;
  readonly at: string;
  readonly notes: Notes;
  /** How many customers pass each item, in words. */
  readonly counts: Notes;
  readonly isWhole?: boolean;
}) {
  const { speech, act } = useBuilder();
  const { t } = speech.reader;
  const read = readGroup(node);
  const group: Group = read ?? { kind: 'group', mode: 'all', items: [node], list: 'all' };
  const items = read === undefined ? [{ node, at }] : itemsOf(group, at);
  const keys = useItemKeys(group.items);
  const heading = t(`cond.mode.${group.mode}`);
  return (
    <div
      className={isWhole ? 'cond-group cond-whole' : 'cond-group'}
      role="group"
      aria-label={heading}
      data-at={isWhole ? undefined : at}
    >
      <div
        className="cond-heading"
        role="group"
        aria-label={t('cond.mode')}
        onKeyDown={(event) => {
          const deed = isWhole ? undefined : deedOf(event);
          if (deed === undefined) return;
          event.preventDefault();
          act.go(at, deed);
        }}
      >
        {isWhole ? null : <ItemActions at={at} words={heading} isGroup />}
        <select
          aria-label={t('cond.mode')}
          value={group.mode}
          onChange={({ target }) => act.setMode(at, target.value as GroupMode)}
        >
          {MODES.map((mode) => (
            <option key={mode} value={mode}>
              {t(`cond.mode.${mode}`)}
            </option>
          ))}
        </select>
        {counts.has(at) && read !== undefined ? <span className="cond-unit">{counts.get(at)}</span> : null}
        {notes.has(at) && read !== undefined ? <span className="cond-told">{notes.get(at)}</span> : null}
      </div>
      <ul>
        {items.map((item, i) => (
          <li key={keys[i]}>
            {read !== undefined && readNode(item.node).kind === 'group' ? (
              <GroupBlock node={item.node} at={item.at} notes={notes} counts={counts} />
            ) : (
              <RowLine
                node={item.node}
                at={item.at}
                told={notes.get(item.at) ?? ''}
                counted={counts.get(item.at) ?? ''}
              />
            )}
          </li>
        ))}
        <li className="cond-foot">
          {items.length === 0 ? <span className="cond-told">{t('cond.empty')}</span> : null}
          <FieldSearch
            label={t('cond.addTo', { group: heading })}
            placeholder={t('cond.add')}
            choose={(item) => act.add(at, item)}
          />
          <button
            type="button"
            className="quiet"
            // One that is empty is refused until it is filled; an empty *all of* would let everyone pass.
            onClick={() => act.add(at, { any: [] })}
          >
            {t('cond.addGroup')}
          </button>
        </li>
      </ul>
    </div>
  );
}

/** Keys of items that go with them: what stayed the same object, or was changed in its place, keeps its own. */
function useItemKeys(items: readonly Json[]): readonly number[] {
  const [known, keep] = useState(() => ({ items, keys: items.map((_, i) => i), next: items.length }));
  // Of a negation, and of a root that is no group, the list itself is made anew at every drawing.
  if (known.items.length === items.length && known.items.every((one, i) => one === items[i])) return known.keys;
  let { next } = known;
  const isTaken = new Set<number>();
  const keys = items.map((item, i) => {
    const before = known.items.findIndex((one, j) => one === item && !isTaken.has(j));
    const place =
      before >= 0 ? before : known.items.length === items.length && !items.includes(known.items[i] ?? null) ? i : -1;
    if (place >= 0 && !isTaken.has(place)) {
      isTaken.add(place);
      return known.keys[place] ?? next;
    }
    next += 1;
    return next - 1;
  });
  keep({ items, keys, next });
  return keys;
}
