import type { Json, JsonObject } from '../../../definitions/index.ts';
import { useBuilder } from './builder-context.ts';
import type { ReadableField } from './fields.ts';
import { keyOf, type Mention } from './node.ts';

interface Props {
  readonly field: ReadableField;
  readonly write: (value: Json | undefined) => void;
}

/** Another field that a row compares its own with, and the way back to a value. */
export function ComparedField({ other, field, write }: Props & { readonly other: Mention }) {
  const { speech } = useBuilder();
  const { t } = speech.reader;
  const offered = useComparable(field);
  const key = keyOf(other);
  const isKnown = offered.some(({ mention }) => keyOf(mention) === key);
  return (
    <>
      <select
        className="cond-choice"
        aria-label={t('cond.otherField', { title: field.title })}
        value={key}
        onChange={({ target }) => {
          const next = offered.find(({ mention }) => keyOf(mention) === target.value);
          if (next !== undefined) write(valueOf(next.mention));
        }}
      >
        {isKnown ? null : (
          <option value={key}>{speech.titles.fact(`${other.fact}${(other.path ?? '').replace(/^\$/, '')}`)}</option>
        )}
        {offered.map(({ mention, title }) => (
          <option key={keyOf(mention)} value={keyOf(mention)}>
            {title}
          </option>
        ))}
      </select>
      <button type="button" className="quiet" onClick={() => write(undefined)}>
        {t('cond.withValue')}
      </button>
    </>
  );
}

/** The way from a value to another field, where there is one to compare with. */
export function CompareWithField({ field, write }: Props) {
  const { speech } = useBuilder();
  const [first] = useComparable(field);
  if (first === undefined) return null;
  return (
    <button
      type="button"
      className="quiet"
      aria-label={speech.reader.t('cond.withFieldOf', { title: field.title })}
      onClick={() => write(valueOf(first.mention))}
    >
      {speech.reader.t('cond.withField')}
    </button>
  );
}

const valueOf = ({ fact, path }: Mention): JsonObject => ({ fact, ...(path === undefined ? {} : { path }) });

/** The fields that may stand on the other side: of the same type, and not of a list. */
function useComparable(field: ReadableField): readonly ReadableField[] {
  const { fields } = useBuilder();
  const own = keyOf(field.mention);
  if (field.isList) return [];
  return [...fields.values()].filter(
    (one) =>
      !one.isList && typeGroup(one) === typeGroup(field) && keyOf(one.mention) !== own && one.mention.of === undefined,
  );
}

const typeGroup = ({ type }: ReadableField) => (type === 'integer' ? 'decimal' : type);
