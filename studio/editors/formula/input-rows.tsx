import type { DeclaredField, Formula } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import { Scroll } from '../../ui/scroll.tsx';
import { SettledName } from '../parts/typed-text.tsx';
import type { Change } from '../view.ts';
import { addInput, removeInput, setInput } from './edits.ts';

const TYPES = ['decimal', 'integer', 'boolean', 'string', 'date', 'instant'] as const;
const HEADS = ['name', 'type', 'decimals', 'unit', 'minimum', 'maximum', 'optional'] as const;

interface Props {
  readonly document: Formula;
  readonly rename: (before: string, name: string) => void;
  readonly change: Change<Formula>;
}

/** The inputs a formula has of its own: name, type, decimals, unit, bounds, and whether each may be unknown. */
export function InputRows({ document, rename, change }: Props) {
  const { t } = useReader();
  return (
    <>
      <Scroll label={t('view.inputs')}>
        <table className="ledger fields-editor" aria-label={t('view.inputs')}>
          <thead>
            <tr>
              {HEADS.map((head) => (
                <th key={head} scope="col">
                  {t(`formula.input.${head}`)}
                </th>
              ))}
              <td />
            </tr>
          </thead>
          <tbody>
            {Object.entries(document.inputs ?? {}).map(([name, declared]) => (
              <InputRow key={name} name={name} declared={declared} rename={rename} change={change} />
            ))}
          </tbody>
        </table>
      </Scroll>
      <button type="button" className="quiet" onClick={() => change(addInput)}>
        {t('formula.addInput')}
      </button>
    </>
  );
}

function InputRow({
  name,
  declared,
  rename,
  change,
}: Omit<Props, 'document'> & { readonly name: string; readonly declared: DeclaredField }) {
  const { t, say } = useReader();
  const title = say(declared.title ?? name);
  const at = `/inputs/${name}`;
  const of = (part: (typeof HEADS)[number]) => t(`formula.input.${part}Of`, { title });
  /** A part that is typed; what it is left as, as the document has it. */
  const typed = (
    part: 'decimals' | 'unit' | 'minimum' | 'maximum',
    size: number,
    read: (text: string) => DeclaredField[typeof part],
  ) => (
    <td>
      <SettledName
        value={String(declared[part] ?? '')}
        label={of(part)}
        pointer={`${at}/${part}`}
        size={size}
        write={(text) => change((before) => setInput(before, name, part, read(text)))}
      />
    </td>
  );
  return (
    <tr data-at={at}>
      <th scope="row">
        {title === name ? null : title}
        <SettledName value={name} label={of('name')} pointer={at} write={(next) => rename(name, next)} />
      </th>
      <td>
        <select
          aria-label={of('type')}
          value={declared.type}
          onChange={({ target }) =>
            change((before) => setInput(before, name, 'type', target.value as DeclaredField['type']))
          }
        >
          {TYPES.map((type) => (
            <option key={type} value={type}>
              {t(`type.${type}`)}
            </option>
          ))}
        </select>
        {declared.series === true ? <span className="tag">{t('view.series')}</span> : null}
      </td>
      {declared.type === 'decimal' ? typed('decimals', 2, wholeOf) : <td />}
      {typed('unit', 8, textOf)}
      {typed('minimum', 8, boundOf)}
      {typed('maximum', 8, boundOf)}
      <td>
        <input
          type="checkbox"
          aria-label={of('optional')}
          checked={declared.optional === true}
          onChange={({ target }) =>
            change((before) => setInput(before, name, 'optional', target.checked ? true : undefined))
          }
        />
      </td>
      <td>
        <button
          type="button"
          className="quiet"
          aria-label={t('formula.removeOf', { title })}
          onClick={() => change((before) => removeInput(before, name))}
        >
          {t('formula.remove')}
        </button>
      </td>
    </tr>
  );
}

const wholeOf = (text: string) => (/^\d+$/.test(text) ? Number(text) : undefined);
const textOf = (text: string) => (text === '' ? undefined : text);
const boundOf = (text: string) =>
  text === '' ? undefined : /^-?\d+(\.\d+)?$/.test(text) && String(Number(text)) === text ? Number(text) : text;
