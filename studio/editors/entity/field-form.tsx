import {
  type DeclaredField,
  type EntityDocument,
  type Json,
  LANGUAGES,
  type Text,
} from '../../../definitions/index.ts';
import { readFigure } from '../../texts/figure.ts';
import { useReader } from '../../texts/reader.ts';
import { figureAs } from '../edit.ts';
import { listText, readList } from '../parts/declared.ts';
import { Chosen, TypedText } from '../parts/typed-text.tsx';
import type { Change } from '../view.ts';
import { type Members, setKey, setTitle, setType } from './edits.ts';
import { ValueGrid } from './value-grid.tsx';

const TYPES = ['string', 'integer', 'decimal', 'boolean', 'date', 'instant'] as const;

interface FormProps {
  readonly document: EntityDocument;
  readonly name: string;
  readonly change: Change<EntityDocument>;
}

/** What a field is: what it is called, what it may hold, and who may see it. */
export function FieldForm({ document, name, change }: FormProps) {
  const { t } = useReader();
  const field = document.fields[name];
  if (field === undefined) return null;
  const pointer = `/fields/${name}`;
  const set = (key: keyof DeclaredField, value: Json | undefined, gesture?: string) =>
    change((before) => setKey(before, 'fields', name, key, value), gesture);
  const text = (key: 'unit' | 'minimum' | 'maximum', label: string) => (
    <TypedText
      label={label}
      value={String(field[key] ?? '')}
      pointer={`${pointer}/${key}`}
      write={(typed, gesture) => set(key, written(key === 'unit' ? undefined : field, field[key], typed), gesture)}
    />
  );
  const isFigure = field.type === 'integer' || field.type === 'decimal';
  return (
    <>
      <Titles members="fields" title={field.title} name={name} change={change} />
      <Chosen
        label={t('view.type')}
        value={field.type}
        pointer={`${pointer}/type`}
        choices={TYPES.map((type) => [type, t(`type.${type}`)] as const)}
        write={(type) => change((before) => setType(before, name, type as DeclaredField['type']))}
      />
      {field.type === 'decimal' ? (
        <Chosen
          label={t('entity.decimals')}
          value={String(field.decimals ?? 0)}
          pointer={`${pointer}/decimals`}
          choices={Array.from({ length: 10 }, (_, i) => [String(i), String(i)] as const)}
          write={(decimals) => set('decimals', Number(decimals))}
        />
      ) : null}
      {isFigure ? text('unit', t('entity.unit')) : null}
      {isFigure || field.type === 'date' ? text('minimum', t('entity.minimum')) : null}
      {isFigure || field.type === 'date' ? text('maximum', t('entity.maximum')) : null}
      {field.type === 'string' ? <ValueGrid document={document} name={name} change={change} /> : null}
      <Flags field={field} set={set} />
      <Chosen
        label={t('view.sensitivity')}
        value={field.sensitivity ?? ''}
        pointer={`${pointer}/sensitivity`}
        none={t('entity.noSensitivity')}
        choices={(['C1', 'C2', 'C3'] as const).map((level) => [level, t(`entity.${level}`)] as const)}
        write={(level) => set('sensitivity', level === '' ? undefined : level)}
      />
      {isFigure ? (
        <Chosen
          label={t('entity.direction')}
          value={field.direction ?? ''}
          pointer={`${pointer}/direction`}
          none={t('entity.noDirection')}
          choices={[
            ['high-is-good', t('entity.highIsGood')],
            ['high-is-bad', t('entity.highIsBad')],
          ]}
          write={(direction) => set('direction', direction === '' ? undefined : direction)}
        />
      ) : null}
      <TypedText
        label={t('entity.purposes')}
        value={listText(field.purposes ?? [])}
        pointer={`${pointer}/purposes`}
        write={(typed, gesture) => set('purposes', listed(typed), gesture)}
      />
    </>
  );
}

function Flags({
  field,
  set,
}: {
  readonly field: DeclaredField;
  readonly set: (key: 'optional' | 'series', value: boolean | undefined) => void;
}) {
  const { t } = useReader();
  return (
    <>
      {(['optional', 'series'] as const).map((key) => (
        <label key={key}>
          <input
            type="checkbox"
            checked={field[key] === true}
            onChange={({ target }) => set(key, target.checked ? true : undefined)}
          />{' '}
          {t(key === 'optional' ? 'entity.optional' : 'entity.series')}
        </label>
      ))}
    </>
  );
}

/** A title in both languages. */
export function Titles({
  members,
  title,
  name,
  change,
}: {
  readonly members: Members;
  readonly title: Text | undefined;
  readonly name: string;
  readonly change: Change<EntityDocument>;
}) {
  const { t } = useReader();
  return LANGUAGES.map((language) => (
    <TypedText
      key={language}
      label={t(`entity.title.${language}`)}
      value={typeof title === 'string' ? title : (title?.[language] ?? '')}
      pointer={`/${members}/${name}/title`}
      write={(typed, gesture) =>
        change((before) => setTitle(before, members, name, language, typed), `${gesture} ${language}`)
      }
    />
  ));
}

/** A typed text as a document writes it: of a figure's bound the figure, where it is one; nothing where nothing is typed. */
function written(field: DeclaredField | undefined, before: Json | undefined, typed: string): Json | undefined {
  if (typed.trim() === '') return undefined;
  const figure = field === undefined || field.type === 'date' ? undefined : readFigure(typed);
  return figure === undefined ? typed : figureAs(before, figure);
}

function listed(typed: string): Json | undefined {
  const found = readList(typed);
  return found.length === 0 ? undefined : found;
}
