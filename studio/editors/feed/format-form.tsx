import {
  type DeclaredColumn,
  type DeclaredField,
  isObject,
  type Json,
  type JsonObject,
  nameFor,
} from '../../../definitions/index.ts';
import { useKindSchema } from '../../api/queries.ts';
import { useReader } from '../../texts/reader.ts';
import { Chosen, TypedText } from '../parts/typed-text.tsx';

type Key = Exclude<keyof DeclaredColumn, 'field'>;

/** What can be said of the cells of a field of a type. */
const ALWAYS: readonly Key[] = ['trim', 'fold', 'missing'];
const BY_TYPE: Readonly<Record<DeclaredField['type'], readonly Key[]>> = {
  string: [],
  integer: ['thousands', 'decimalMark', 'unit', 'percent', 'negative', 'strip', 'round'],
  decimal: ['thousands', 'decimalMark', 'unit', 'percent', 'negative', 'strip', 'round'],
  date: ['dates'],
  instant: ['dates', 'round'],
  boolean: ['true', 'false'],
};

/**
 * How the cells of a column are written: for each key of the kind's schema that its field's type can have, the control that the schema
 * asks for, with the schema's own titles and descriptions. What the column says beside these stays as it is.
 */
export function FormatForm({
  declared,
  type,
  pointer,
  set,
}: {
  readonly declared: DeclaredColumn;
  readonly type: DeclaredField['type'];
  readonly pointer: string;
  readonly set: (key: Key, value: Json | undefined, gesture?: string) => void;
}) {
  const { language, t } = useReader();
  const schema = useKindSchema('feed').data as Json | undefined;
  const keys = formatKeys(schema);
  return [...ALWAYS, ...BY_TYPE[type]].map((key) => {
    const part = keys[key];
    if (part === undefined) return null;
    const value = declared[key] as Json | undefined;
    const label = nameFor(String(part['title'] ?? key), language);
    const [zh = '', en = ''] = String(part['description'] ?? '').split('\n');
    const hint = language === 'en' ? en : zh;
    const at = `${pointer}/${key}`;
    return (
      <div key={key} className="format-part">
        {part['type'] === 'boolean' ? (
          <label>
            <input
              type="checkbox"
              data-at={at}
              checked={value === true}
              onChange={({ target }) => set(key, target.checked ? true : undefined)}
            />{' '}
            {label}
          </label>
        ) : Array.isArray(part['enum']) ? (
          <Chosen
            label={label}
            value={typeof value === 'string' ? value : ''}
            pointer={at}
            none={t('feed.notSaid')}
            choices={part['enum'].map((one) => [String(one), String(one)] as const)}
            write={(chosen) => set(key, chosen === '' ? undefined : chosen)}
          />
        ) : (
          <TypedText
            label={label}
            value={Array.isArray(value) ? value.join(' | ') : typeof value === 'string' ? value : ''}
            pointer={at}
            write={(text, gesture) => set(key, formatValue(text, part), gesture)}
          />
        )}
        <p className="fine">{hint}</p>
      </div>
    );
  });
}

/** The keys of a column's object form, by the schema. */
function formatKeys(schema: Json | undefined): Readonly<Record<string, JsonObject>> {
  const columns = isObject(schema) && isObject(schema['properties']) ? schema['properties']['columns'] : undefined;
  const forms = isObject(columns) && isObject(columns['additionalProperties']) ? columns['additionalProperties'] : {};
  const form = (Array.isArray(forms['anyOf']) ? (forms['anyOf'] as readonly Json[]) : []).find(
    (one) => isObject(one) && one['type'] === 'object',
  );
  const properties = isObject(form) && isObject(form['properties']) ? form['properties'] : {};
  return Object.fromEntries(
    Object.entries(properties).filter((entry): entry is [string, JsonObject] => isObject(entry[1])),
  );
}

/** A typed text as the schema has it: several between upright lines; of what may be one or several, one by itself. */
function formatValue(text: string, part: JsonObject): Json | undefined {
  // A blank is a mark between thousands, too.
  if (part['type'] === 'string') return text === '' ? undefined : text;
  if (text.trim() === '') return undefined;
  const parts = text.split('|').map((one) => one.trim());
  const several = parts.filter((one, i) => parts.indexOf(one) === i);
  return Array.isArray(part['anyOf']) && several.length === 1 ? (several[0] ?? text) : several;
}
