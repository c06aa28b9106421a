import { useMemo, useState } from 'react';
import { type Role, usePeople, usePlaces } from '../api/administration.ts';
import { useReader } from '../texts/reader.ts';
import { placePaths } from './place-paths.ts';

/** The roles that people hold; `integrator` is of keys alone. */
export const ROLES: readonly Role[] = [
  'author',
  'approver',
  'agent',
  'team-lead',
  'customer-manager',
  'president',
  'importer',
  'auditor',
  'system-administrator',
  'security-administrator',
];

interface FieldProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly set: (value: Value) => void;
}

export function PlaceField({ label, value, set }: FieldProps<string>) {
  const places = usePlaces().data?.items;
  const options = useMemo(() => [...placePaths(places ?? [])], [places]);
  return <Choice label={label} value={value} set={set} options={options} />;
}

const MOST_FOUND = 20;

/** A person among those that the server finds: a bank has more of them than a list to choose from holds. */
export function PersonField({ label, value, set }: FieldProps<string>) {
  const { t } = useReader();
  const [query, setQuery] = useState('');
  const { data } = usePeople({ query, isActive: true }, MOST_FOUND);
  const options = data?.pages[0]?.items.map(({ id, name, account }) => [id, `${name} (${account})`] as const) ?? [];
  return (
    <>
      <label className="form-field">
        {t('people.find')}
        <input
          type="search"
          maxLength={100}
          value={query}
          onChange={({ target }) => {
            setQuery(target.value);
            set('');
          }}
        />
      </label>
      <Choice label={label} value={value} set={set} options={options} />
    </>
  );
}

export function RoleField({ label, value, set }: FieldProps<Role | ''>) {
  const { t } = useReader();
  const options = ROLES.map((role) => [role, t(`role.${role}`)] as const);
  return <Choice label={label} value={value} set={(role) => set(role as Role | '')} options={options} />;
}

export function TextField({
  label,
  value,
  set,
  pattern,
  type = 'text',
}: FieldProps<string> & { readonly pattern?: string; readonly type?: 'text' | 'date' | 'datetime-local' }) {
  return (
    <label className="form-field">
      {label}
      <input
        type={type}
        value={value}
        required
        maxLength={100}
        {...(pattern === undefined ? {} : { pattern })}
        onChange={({ target }) => set(target.value)}
      />
    </label>
  );
}

function Choice({
  label,
  value,
  set,
  options,
}: FieldProps<string> & { readonly options: readonly (readonly [value: string, title: string])[] }) {
  return (
    <label className="form-field">
      {label}
      <select value={value} required onChange={({ target }) => set(target.value)}>
        <option value="" />
        {options.map(([id, title]) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </select>
    </label>
  );
}
