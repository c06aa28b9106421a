import { type EntityDocument, type Json } from '../../../definitions/index.ts';
import { useChoosable } from '../../api/own-drafts.ts';
import { useReader } from '../../texts/reader.ts';
import { Chosen, TypedText } from '../parts/typed-text.tsx';
import type { Change } from '../view.ts';
import { setKey } from './edits.ts';
import { Titles } from './field-form.tsx';

interface FormProps {
  readonly document: EntityDocument;
  readonly name: string;
  readonly change: Change<EntityDocument>;
}

/** A relation: which entity's rows, by which field that both have, and whether there may be many. */
export function RelationForm({ document, name, change }: FormProps) {
  const { t, say } = useReader();
  const entities = useChoosable().filter(({ kind }) => kind === 'entity');
  const relation = document.relations?.[name];
  if (relation === undefined) return null;
  const set = (key: string, value: Json | undefined) =>
    change((before) => setKey(before, 'relations', name, key, value));
  return (
    <>
      <Titles members="relations" title={relation.title} name={name} change={change} />
      <Chosen
        label={t('entity.related')}
        value={relation.entity}
        pointer={`/relations/${name}/entity`}
        choices={entities.map(({ id, title }) => [id, say(title) || id] as const)}
        write={(entity) => set('entity', entity)}
      />
      <Chosen
        label={t('entity.by')}
        value={relation.by}
        pointer={`/relations/${name}/by`}
        choices={Object.entries(document.fields).map(([field, { title }]) => [field, say(title) || field] as const)}
        write={(by) => set('by', by)}
      />
      <label>
        <input
          type="checkbox"
          checked={relation.many === true}
          onChange={({ target }) => set('many', target.checked ? true : undefined)}
        />{' '}
        {t('entity.many')}
      </label>
    </>
  );
}

const TYPES = ['decimal', 'integer', 'string', 'boolean', 'date', 'instant'] as const;

/** A derived field: what it is called, what computes it, and of which type that is. */
export function DerivedForm({ document, name, change }: FormProps) {
  const { t } = useReader();
  const derived = document.derived?.[name];
  if (derived === undefined) return null;
  const pointer = `/derived/${name}`;
  const set = (key: string, value: Json | undefined, gesture?: string) =>
    change((before) => setKey(before, 'derived', name, key, value), gesture);
  const isFigure = derived.type === 'decimal' || derived.type === 'integer';
  return (
    <>
      <Titles members="derived" title={derived.title} name={name} change={change} />
      <TypedText
        label={t('entity.formula')}
        value={derived.text}
        isLong
        pointer={`${pointer}/text`}
        // A formula has at least one sign: while all is taken away, the last one stays.
        write={(text, gesture) => set('text', text === '' ? ' ' : text, gesture)}
      />
      <Chosen
        label={t('view.type')}
        value={derived.type}
        pointer={`${pointer}/type`}
        choices={TYPES.map((type) => [type, t(`type.${type}`)] as const)}
        write={(type) =>
          change((before) => {
            const next = setKey(before, 'derived', name, 'type', type);
            return setKey(next, 'derived', name, 'decimals', type === 'decimal' ? (derived.decimals ?? 2) : undefined);
          })
        }
      />
      {derived.type === 'decimal' ? (
        <Chosen
          label={t('entity.decimals')}
          value={String(derived.decimals ?? 0)}
          pointer={`${pointer}/decimals`}
          choices={Array.from({ length: 10 }, (_, i) => [String(i), String(i)] as const)}
          write={(decimals) => set('decimals', Number(decimals))}
        />
      ) : null}
      {isFigure ? (
        <TypedText
          label={t('entity.unit')}
          value={derived.unit ?? ''}
          pointer={`${pointer}/unit`}
          write={(unit, gesture) => set('unit', unit === '' ? undefined : unit, gesture)}
        />
      ) : null}
    </>
  );
}
