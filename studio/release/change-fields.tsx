import { useReader } from '../texts/reader.ts';
import { type Fields, fieldsWith, settled, type Typed, typedInto } from './typed-fields.ts';

/** Title, note and instant of a change; where somebody else wrote one meanwhile, both are shown and one is chosen. */
export function ChangeFields({
  stands,
  typed,
  keep,
}: {
  readonly stands: Fields;
  readonly typed: Typed | null;
  readonly keep: (next: Typed) => void;
}) {
  const { t } = useReader();
  const { fields, conflicts } = fieldsWith(stands, typed);
  const { title, note, at } = fields;
  const write = (field: Partial<Fields>) => keep(typedInto(stands, typed, field));
  const theirs = (name: keyof Fields) =>
    typed === null || !conflicts.includes(name) ? null : (
      <div role="alert" className="refusal">
        <p>{t('handIn.theirs', { text: textOf(stands[name], t('handIn.atOnce')) })}</p>
        {[false, true].map((isMine) => (
          <button
            key={String(isMine)}
            type="button"
            className="quiet"
            onClick={() => keep(settled(stands, typed, name, isMine))}
          >
            {t(isMine ? 'handIn.keepMine' : 'handIn.takeTheirs')}
          </button>
        ))}
      </div>
    );
  return (
    <>
      <label className="form-field">
        {t('handIn.name')}
        <input value={title} required maxLength={200} onChange={({ target }) => write({ title: target.value })} />
      </label>
      {theirs('title')}
      <label className="form-field">
        {t('handIn.note')}
        <textarea value={note} maxLength={10_000} onChange={({ target }) => write({ note: target.value })} />
      </label>
      {theirs('note')}
      <fieldset className="form-field">
        <legend>{t('handIn.when')}</legend>
        <label>
          <input type="radio" name="when" checked={at === null} onChange={() => write({ at: null })} />{' '}
          {t('handIn.atOnce')}
        </label>
        <label>
          <input type="radio" name="when" checked={at !== null} onChange={() => write({ at: stands.at ?? '' })} />{' '}
          {t('handIn.at')}
        </label>
        {at === null ? null : (
          <input
            type="datetime-local"
            required
            aria-label={t('handIn.instant')}
            value={at}
            onChange={({ target }) => write({ at: target.value })}
          />
        )}
      </fieldset>
      {theirs('at')}
    </>
  );
}

const textOf = (value: string | null, atOnce: string): string => (value === null ? atOnce : value.replace('T', ' '));
