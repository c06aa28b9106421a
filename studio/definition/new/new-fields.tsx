import { useId } from 'react';
import type { Choosable } from '../../api/own-drafts.ts';
import { useKindTitle } from '../../catalogue/kind-title.ts';
import { type Said, useReader } from '../../texts/reader.ts';
import { isName, nameFrom } from './begin.ts';
import { TEMPLATES, type Way } from './ground-fields.ts';
import { GROUNDS } from './templates.ts';

export type WayChosen = Way | 'copy' | 'table';

/** What a person typed of the names; the name is null as long as it follows the title. */
export interface Named {
  readonly name: string | null;
  readonly titleZh: string;
  readonly titleEn: string;
}

/** The name: as typed, else out of the English title, else out of the Chinese one. */
export const nameOf = ({ name, titleZh, titleEn }: Named): string => name ?? (nameFrom(titleEn) || nameFrom(titleZh));

/** The kinds, each by what a bank wants it for. */
export function KindChoice({
  kinds,
  kind,
  choose,
}: {
  readonly kinds: readonly string[];
  readonly kind: string;
  readonly choose: (kind: string) => void;
}) {
  const { t } = useReader();
  const kindTitle = useKindTitle();
  return (
    <fieldset className="new-kinds">
      <legend>{t('new.kind')}</legend>
      {Object.keys(GROUNDS)
        .filter((one) => kinds.includes(one))
        .map((one) => (
          <label key={one}>
            <input type="radio" name="kind" value={one} checked={one === kind} onChange={() => choose(one)} />
            <span>
              {/* Every kind that can be begun has a text that says what for. */}
              {t(`new.for.${one}` as Said)} <span className="fine">{kindTitle(one)}</span>
            </span>
          </label>
        ))}
    </fieldset>
  );
}

/** Those of a kind: an example, its templates, nothing, or another; a decision table begins with a pasted one, too. */
const waysOf = (kind: string): readonly WayChosen[] => [
  'example',
  ...((TEMPLATES as Readonly<Record<string, readonly WayChosen[]>>)[kind] ?? []),
  'empty',
  'copy',
  ...(kind === 'decision-table' ? (['table'] as const) : []),
];

/** How a definition of a kind begins. */
export function WayChoice({
  kind,
  way,
  choose,
}: {
  readonly kind: string;
  readonly way: WayChosen;
  readonly choose: (way: WayChosen) => void;
}) {
  const { t } = useReader();
  return (
    <fieldset className="new-kinds">
      <legend>{t('new.way')}</legend>
      {waysOf(kind).map((one) => (
        <label key={one}>
          <input type="radio" name="way" value={one} checked={one === way} onChange={() => choose(one)} />
          <span>{t(`new.way.${one}`)}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** One of the definitions in force or begun, by its title. */
export function DefinitionChoice({
  label,
  value,
  choose,
  among,
}: {
  readonly label: string;
  readonly value: string;
  readonly choose: (id: string) => void;
  readonly among: readonly Choosable[];
}) {
  const { t, say, language } = useReader();
  const listed = among
    .map(({ id, title, name }) => ({ id, title: say(title) || name }))
    .toSorted((one, other) => one.title.localeCompare(other.title, language));
  return (
    <label className="form-field">
      {label}
      <select value={value} required onChange={({ target }) => choose(target.value)}>
        <option value="">{t('new.choose')}</option>
        {listed.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </select>
    </label>
  );
}

/** What it is called: in both languages, and by programs. */
export function NameFields({
  named,
  set,
  isTaken,
}: {
  readonly named: Named;
  readonly set: (named: Named) => void;
  readonly isTaken: boolean;
}) {
  const { t, language } = useReader();
  const about = useId();
  const name = nameOf(named);
  const fault = isTaken ? t('new.name.taken') : name !== '' && !isName(name) ? t('new.name.bad') : null;
  const titles = [
    <Typed
      key="zh"
      label={t('new.titleZh')}
      value={named.titleZh}
      isRequired={named.titleEn.trim() === ''}
      set={(titleZh) => set({ ...named, titleZh })}
    />,
    <Typed
      key="en"
      label={t('new.titleEn')}
      value={named.titleEn}
      isRequired={named.titleZh.trim() === ''}
      set={(titleEn) => set({ ...named, titleEn })}
    />,
  ];
  return (
    <>
      {language === 'en' ? titles.toReversed() : titles}
      <p className="fine">{t('new.titleHint')}</p>
      <label className="form-field">
        {t('new.name')}
        <input
          value={name}
          required
          maxLength={100}
          aria-invalid={fault !== null}
          aria-describedby={about}
          onChange={({ target }) => set({ ...named, name: target.value === '' ? null : target.value })}
        />
      </label>
      <p id={about} className={fault === null ? 'fine' : 'error'} role={fault === null ? undefined : 'alert'}>
        {fault ?? t('new.name.hint')}
      </p>
    </>
  );
}

function Typed({
  label,
  value,
  isRequired,
  set,
}: {
  readonly label: string;
  readonly value: string;
  readonly isRequired: boolean;
  readonly set: (text: string) => void;
}) {
  return (
    <label className="form-field">
      {label}
      <input value={value} required={isRequired} maxLength={200} onChange={({ target }) => set(target.value)} />
    </label>
  );
}
