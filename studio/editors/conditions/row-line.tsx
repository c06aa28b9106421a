import { memo, useState } from 'react';
import { isObject, type Json } from '../../../definitions/index.ts';
import { DefinitionLink } from '../parts/definition-link.tsx';
import { useBuilder } from './builder-context.ts';
import { FieldSearch } from './field-search.tsx';
import type { ReadableField } from './fields.ts';
import { ItemActions } from './item-actions.tsx';
import { deedOf } from './item-keys.ts';
import { isNegative, keyOf, mentionOf, readNode, type Row } from './node.ts';
import { askedRelation, faultOf, fits, relationsFor, relationText, sameRelation, withField } from './relations.ts';
import { operatorOf, setRelation, setUnknown, setValue } from './row-edits.ts';
import { itemWords, mentionText } from './row-words.ts';
import { ValueOfRow } from './values.tsx';

/** One item that is no group: a test, a criteria by its name, or what is kept as it is. `told`: what the check says of it. */
export const RowLine = memo(function RowLine({
  node,
  at,
  told,
  counted,
}: {
  readonly node: Json;
  readonly at: string;
  readonly told: string;
  /** How many customers pass it. */
  readonly counted: string;
}) {
  const { speech, act, fields } = useBuilder();
  const { t } = speech.reader;
  const read = readNode(node);
  const field = read.kind === 'row' ? fields.get(keyOf(read.mention)) : undefined;
  const fault = read.kind === 'row' && field !== undefined ? faultOf(read, field, speech.reader) : null;
  const said = fault ?? told;
  const words = itemWords(node, speech);
  return (
    <div
      className="cond-row"
      role="group"
      aria-label={words}
      data-at={at}
      onKeyDown={(event) => {
        const deed = deedOf(event);
        if (deed === undefined) return;
        event.preventDefault();
        act.go(at, deed);
      }}
    >
      <ItemActions at={at} words={words} />
      {read.kind === 'row' ? (
        <RowParts row={read} at={at} field={field} />
      ) : read.kind === 'criteria' ? (
        <span className="cond-said">
          {read.of === undefined ? null : mentionText({ fact: read.of }, speech)} {t('cond.criteria', { title: '' })}
          <DefinitionLink id={read.id} titles={speech.titles} />
        </span>
      ) : (
        <span className="cond-said" title={t('cond.lockedHint')}>
          <span className="cond-lock">{t('cond.locked')}</span> <code>{JSON.stringify(node)}</code>
        </span>
      )}
      {counted === '' ? null : <span className="cond-unit">{counted}</span>}
      {said === '' ? null : <span className={fault === null ? 'cond-told' : 'cond-told cond-fault'}>{said}</span>}
    </div>
  );
});

function RowParts({
  row,
  at,
  field,
}: {
  readonly row: Row;
  readonly at: string;
  readonly field: ReadableField | undefined;
}) {
  const { speech, act } = useBuilder();
  const { reader } = speech;
  const title = mentionText(row.mention, speech);
  if (field === undefined) return <span className="cond-said">{itemWords(row.leaf, speech)}</span>;
  const asked = askedRelation(row);
  const offered = relationsFor(field);
  const relations = offered.some((one) => sameRelation(one, asked)) ? offered : [...offered, asked];
  const isFolded = row.relation.isFolded;
  return (
    <>
      <FieldOfRow row={row} at={at} title={title} />
      <select
        className="cond-relation"
        aria-label={reader.t('cond.relation', { title })}
        value={relations.findIndex((one) => sameRelation(one, asked))}
        onChange={({ target }) => {
          const next = relations[Number(target.value)];
          if (next !== undefined)
            act.write(at, (item) =>
              withRelation(item, { ...next, isFolded: isFolded && next.name === asked.name }, field),
            );
        }}
      >
        {relations.map((one, i) => (
          <option key={operatorOf(one)} value={i}>
            {relationText({ ...one, isFolded: isFolded && sameRelation(one, asked) }, reader)}
          </option>
        ))}
      </select>
      <ValueOfRow
        row={row}
        field={field}
        write={(value, gesture) =>
          act.write(at, (item) => setValue(item, value), gesture === undefined ? undefined : `${at} ${gesture}`)
        }
      />
      {field.unit === '' || row.value === undefined || asked.name === 'withinLast' ? null : (
        <span className="cond-unit">{field.unit}</span>
      )}
      {field.mayBeMissing && asked.name !== 'isMissing' && asked.name !== 'isPresent' ? (
        <UnknownOfRow row={row} at={at} title={title} />
      ) : null}
    </>
  );
}

/** Another relation keeps the value where it still fits it; one value becomes a list of one. */
function withRelation(
  item: Parameters<typeof setRelation>[0],
  relation: Parameters<typeof setRelation>[1],
  field: ReadableField,
) {
  const next = setRelation(item, relation);
  const row = readNode(next);
  if (row.kind !== 'row' || row.value === undefined) return next;
  const isList = relation.name === 'in' || relation.name === 'notIn';
  const [only] = Array.isArray(row.value) ? (row.value as readonly Json[]) : [row.value];
  const value = isList ? [row.value].flat() : only;
  if (value === undefined) return setValue(next, undefined);
  const tried = setValue(next, value as Json);
  const again = readNode(tried);
  return again.kind === 'row' && fits(again.value ?? null, again, field) ? tried : setValue(next, undefined);
}

function FieldOfRow({ row, at, title }: { readonly row: Row; readonly at: string; readonly title: string }) {
  const { speech, act, fields } = useBuilder();
  const { t } = speech.reader;
  const [isChanging, change] = useState(false);
  const label = t('cond.changeField', { title });
  if (!isChanging)
    return (
      <button type="button" className="cond-field" aria-label={label} onClick={() => change(true)}>
        {title}
      </button>
    );
  return (
    <FieldSearch
      label={label}
      placeholder={title}
      only="fields"
      isFocused
      leave={() => change(false)}
      choose={(chosen) => {
        change(false);
        const field = fields.get(keyOf(mentionOf(chosen)));
        if (field === undefined) return;
        const { dropped } = withField(row.leaf, field, speech.reader);
        act.write(at, (item) => withField(item, field, speech.reader).item);
        if (dropped !== 'nothing') act.say(t(`cond.did.${dropped}Dropped`, { title: field.title }));
      }}
    />
  );
}

/** What becomes of a record that does not know the field: always to be seen, and to be said where it was not. */
function UnknownOfRow({ row, at, title }: { readonly row: Row; readonly at: string; readonly title: string }) {
  const { speech, act } = useBuilder();
  const { t } = speech.reader;
  const isUnsaid = row.guard === null && isNegative(row.relation);
  const now = row.guard ?? (isUnsaid ? 'unsaid' : 'fails');
  return (
    <select
      className="cond-unknown"
      aria-label={t('cond.unknown', { title })}
      value={now}
      onChange={({ target }) => {
        const next = target.value;
        if (next === 'fails' || next === 'passes')
          act.write(at, (item) => (isObject(item) ? setUnknown(item, next) : item));
      }}
    >
      {isUnsaid ? <option value="unsaid">{t('cond.unknown.unsaid')}</option> : null}
      <option value="fails">{t('cond.unknown.fails')}</option>
      <option value="passes">{t('cond.unknown.passes')}</option>
    </select>
  );
}
