import { type DeclaredField, type Json, LANGUAGES } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import { removeAt, setAt, titled } from '../edit.ts';
import { type Declared, listText, retyped, withMembers } from './declared.ts';
import { Chosen, SettledText, TypedText } from './typed-text.tsx';
import '../../texts/entity.ts';

const TYPES = ['string', 'integer', 'decimal', 'boolean', 'date', 'instant'] as const;

/** What a declared column or result is: its titles, what it may hold, its unit. Of what has no type of its own the titles alone. */
export function DeclaredForm<D extends Partial<Declared>>({
  declared,
  pointer,
  change,
}: {
  readonly declared: D;
  readonly pointer: string;
  readonly change: (edit: (before: D) => D, gesture?: string) => void;
}) {
  const { t } = useReader();
  const { type, title, decimals, unit, enum: members } = declared;
  const set = (key: keyof Declared, value: Json | undefined, gesture?: string) =>
    change((before) => withKey(before, key, value), gesture);
  const isFigure = type === 'integer' || type === 'decimal';
  return (
    <>
      {LANGUAGES.map((language) => (
        <TypedText
          key={language}
          label={t(`entity.title.${language}`)}
          value={typeof title === 'string' ? title : (title?.[language] ?? '')}
          pointer={`${pointer}/title`}
          write={(typed, gesture) =>
            change(
              (before) => withKey(before, 'title', titled(before.title, language, typed)),
              `${gesture} ${language}`,
            )
          }
        />
      ))}
      {type === undefined ? null : (
        <Chosen
          label={t('view.type')}
          value={type}
          pointer={`${pointer}/type`}
          choices={TYPES.map((one) => [one, t(`type.${one}`)] as const)}
          write={(next) => change((before) => retyped(before, next as DeclaredField['type']))}
        />
      )}
      {type === 'decimal' ? (
        <Chosen
          label={t('entity.decimals')}
          value={String(decimals ?? 0)}
          pointer={`${pointer}/decimals`}
          choices={Array.from({ length: 10 }, (_, i) => [String(i), String(i)] as const)}
          write={(next) => set('decimals', Number(next))}
        />
      ) : null}
      {isFigure ? (
        <TypedText
          label={t('entity.unit')}
          value={unit ?? ''}
          pointer={`${pointer}/unit`}
          write={(typed, gesture) => set('unit', typed.trim() === '' ? undefined : typed, gesture)}
        />
      ) : null}
      {type === 'string' ? (
        <SettledText
          label={t('entity.values')}
          value={listText(members ?? [])}
          pointer={`${pointer}/enum`}
          hint={t('entity.valuesHow')}
          write={(typed) => change((before) => withMembers(before, typed))}
        />
      ) : null}
    </>
  );
}

const withKey = <D extends object>(declared: D, key: keyof Declared, value: Json | undefined): D =>
  value === undefined ? removeAt(declared, `/${key}`) : setAt(declared, `/${key}`, value);
