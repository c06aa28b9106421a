import type { Formula, Json } from '../../../definitions/index.ts';
import { type Reader, useReader } from '../../texts/reader.ts';
import { SettledName } from '../parts/typed-text.tsx';
import type { Change } from '../view.ts';
import { setLine, setResult, setTitle, setType } from './edits.ts';

type Line = Formula['lines'][number];
const TYPES = ['decimal', 'integer', 'boolean', 'string', 'date', 'instant'] as const;
const DECIMALS = Array.from({ length: 13 }, (_, i) => i);

/** What a line is beside its text: title, name, type with decimals and unit, what becomes of what is missing, whether it is a result. */
export function LineParts({
  document,
  line,
  at,
  title,
  rename,
  change,
}: {
  readonly document: Formula;
  readonly line: Line;
  readonly at: number;
  /** Of the line, for labels. */
  readonly title: string;
  readonly rename: (name: string) => void;
  readonly change: Change<Formula>;
}) {
  const reader = useReader();
  const { t, language } = reader;
  const of = (part: 'title' | 'name' | 'type' | 'decimals' | 'unit' | 'ifMissing' | 'result') =>
    t(`formula.${part}`, { title });
  return (
    <div className="line-parts">
      <SettledName
        value={line.title === undefined ? '' : reader.say(line.title)}
        label={of('title')}
        pointer={`/lines/${at}/title`}
        size={22}
        write={(text) => change((before) => setTitle(before, at, language, text))}
      />
      <SettledName value={line.name} label={of('name')} pointer={`/lines/${at}/name`} write={rename} />
      <select
        aria-label={of('type')}
        data-at={`/lines/${at}/type`}
        value={line.type}
        onChange={({ target }) => change((before) => setType(before, at, target.value as Line['type']))}
      >
        {TYPES.map((type) => (
          <option key={type} value={type}>
            {t(`type.${type}`)}
          </option>
        ))}
      </select>
      {line.type === 'decimal' ? (
        <select
          aria-label={of('decimals')}
          data-at={`/lines/${at}/decimals`}
          value={line.decimals ?? ''}
          onChange={({ target }) =>
            change((before) => setLine(before, at, 'decimals', target.value === '' ? undefined : Number(target.value)))
          }
        >
          <option value="">{t('formula.anyDecimals')}</option>
          {DECIMALS.map((n) => (
            <option key={n} value={n}>
              {t('view.decimals', { count: n })}
            </option>
          ))}
        </select>
      ) : null}
      <SettledName
        value={line.unit ?? ''}
        label={of('unit')}
        pointer={`/lines/${at}/unit`}
        size={8}
        write={(text) => change((before) => setLine(before, at, 'unit', text === '' ? undefined : text))}
      />
      <Missing line={line} at={at} label={of('ifMissing')} change={change} reader={reader} />
      <label>
        <input
          type="checkbox"
          aria-label={of('result')}
          checked={document.outputs.includes(line.name)}
          onChange={({ target }) => change((before) => setResult(before, line.name, target.checked))}
        />
        {t('view.isResult')}
      </label>
    </div>
  );
}

/** What becomes of a line that cannot be computed: it stays missing, there is no result, or another value takes its place. */
function Missing({
  line,
  at,
  label,
  change,
  reader: { t },
}: {
  readonly line: Line;
  readonly at: number;
  readonly label: string;
  readonly change: Change<Formula>;
  readonly reader: Reader;
}) {
  const { ifMissing = 'unsaid' } = line;
  const isWord = ifMissing === 'missing' || ifMissing === 'refuse' || ifMissing === 'unsaid';
  const write = (value: Json | undefined) => change((before) => setLine(before, at, 'ifMissing', value));
  return (
    <>
      <select
        aria-label={label}
        data-at={`/lines/${at}/ifMissing`}
        value={isWord ? ifMissing : 'value'}
        onChange={({ target }) =>
          write(target.value === 'unsaid' ? undefined : target.value === 'value' ? defaultOf(line.type) : target.value)
        }
      >
        <option value="unsaid">{t('formula.missing.unsaid')}</option>
        <option value="missing">{t('formula.missing.missing')}</option>
        <option value="refuse">{t('formula.missing.refuse')}</option>
        <option value="value">{t('formula.missing.value')}</option>
      </select>
      {isWord ? null : (
        <SettledName
          value={String(ifMissing)}
          label={`${label}: ${t('formula.missing.value')}`}
          pointer={`/lines/${at}/ifMissing`}
          size={8}
          write={(text) => write(valueOf(text, line.type))}
        />
      )}
    </>
  );
}

const defaultOf = (type: Line['type']): Json =>
  type === 'boolean' ? false : type === 'string' ? '' : type === 'date' || type === 'instant' ? '2000-01-01' : 0;

/** A value as a document writes it; what is none of the type is kept as text, and the check says so. */
function valueOf(text: string, type: Line['type']): Json {
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  const isFigure = (type === 'decimal' || type === 'integer') && /^-?\d+(\.\d+)?$/.test(text);
  return isFigure && String(Number(text)) === text ? Number(text) : text;
}
