import type { Json, Regression } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import type { Titles } from '../../texts/titles.ts';
import { FigureField } from '../intervals/figure-field.tsx';
import { FactName } from '../parts/definition-link.tsx';
import type { Change } from '../view.ts';
import { removeTerm, setCoefficient, setIfMissing } from './edits.ts';
import '../../texts/ruler.ts';

type Term = Regression['terms'][number];

/** A term: one row with its coefficient, or a row for each value that has one. */
export function TermRows({
  term,
  at,
  titles,
  worked,
  isLogit,
  change,
}: {
  readonly term: Term;
  readonly at: number;
  readonly titles: Titles;
  readonly worked: Readonly<Record<string, Json>>;
  readonly isLogit: boolean;
  readonly change: Change<Regression>;
}) {
  const { t, number } = useReader();
  const { fact, values, coefficient, ifMissing } = term;
  const pointer = `/terms/${at}`;
  const title = titles.fact(fact);
  const [value, adds] = [worked[`${pointer}/fact`], worked[pointer]];
  const rows = values === undefined ? [null] : Object.keys(values);
  return rows.map((member, i) => {
    const figure = member === null ? (coefficient ?? 0) : (values?.[member] ?? 0);
    const isTheirs = member === null || String(value) === member;
    const place = member === null ? `${pointer}/coefficient` : `${pointer}/values/${member}`;
    return (
      <tr key={member ?? ''} data-at={i === 0 ? pointer : undefined}>
        <th scope="row">
          {i === 0 ? <FactName fact={fact} titles={titles} /> : <span className="visually-hidden">{title}</span>}{' '}
          {member === null ? null : <span className="enum">{titles.value(fact, member)}</span>}
        </th>
        <CoefficientCell
          figure={figure}
          label={t('regression.coefficientOf', {
            title: member === null ? title : `${title}: ${titles.value(fact, member)}`,
          })}
          pointer={place}
          write={(text, gesture) => change((before) => setCoefficient(before, at, text, member ?? undefined), gesture)}
        />
        {isLogit ? <td className="figure">{number(Number(Math.exp(Number(figure)).toPrecision(6)))}</td> : null}
        <td className="figure">{i === 0 ? (value === undefined ? '–' : titles.value(fact, value)) : ''}</td>
        <td className="figure">{isTheirs ? addedText(adds, number) : i === 0 && value === undefined ? '–' : ''}</td>
        <td>{i === 0 ? <Missing ifMissing={ifMissing} at={at} title={title} change={change} /> : null}</td>
        <td>
          {i === 0 ? (
            <button
              type="button"
              className="quiet"
              aria-label={t('regression.removeOf', { title })}
              onClick={() => change((before) => removeTerm(before, at))}
            >
              {t('regression.remove')}
            </button>
          ) : null}
        </td>
      </tr>
    );
  });
}

function addedText(adds: Json | undefined, number: (figure: number | string) => string): string {
  if (typeof adds !== 'number' && typeof adds !== 'string') return '–';
  const text = number(typeof adds === 'string' ? adds.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '') : adds);
  return Number(adds) > 0 ? `+${text}` : text.replace('-', '−');
}

/** A cell in which a coefficient is typed: one gesture for each visit. */
export function CoefficientCell({
  figure,
  label,
  pointer,
  write,
}: {
  readonly figure: number | string;
  readonly label: string;
  readonly pointer: string;
  readonly write: (figure: string, gesture: string) => void;
}) {
  return (
    <td className="figure">
      <FigureField value={plain(figure)} label={label} pointer={pointer} power={-2} change={write} />
    </td>
  );
}

/** A coefficient as plain digits: `-1.2E-05` is `-0.000012`. Kept to 12 decimals, as the check keeps it. */
function plain(figure: number | string): string {
  if (!/e/i.test(String(figure))) return String(figure);
  return Number(figure)
    .toFixed(12)
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '');
}

function Missing({
  ifMissing = 'unsaid',
  at,
  title,
  change,
}: {
  readonly ifMissing: Term['ifMissing'] | 'unsaid';
  readonly at: number;
  readonly title: string;
  readonly change: Change<Regression>;
}) {
  const { t } = useReader();
  const isFigure = typeof ifMissing === 'number';
  const label = t('regression.missingOf', { title });
  return (
    <>
      <select
        aria-label={label}
        data-at={`/terms/${at}/ifMissing`}
        value={isFigure ? 'figure' : ifMissing}
        onChange={({ target: { value } }) =>
          change((before) =>
            setIfMissing(
              before,
              at,
              value === 'unsaid' ? undefined : value === 'figure' ? 0 : value === 'refuse' ? 'refuse' : 'missing',
            ),
          )
        }
      >
        <option value="unsaid">{t('regression.missing.unsaid')}</option>
        <option value="refuse">{t('view.refuse')}</option>
        <option value="missing">{t('view.missingAs')}</option>
        <option value="figure">{t('regression.missing.figure')}</option>
      </select>
      {isFigure ? (
        <FigureField
          value={String(ifMissing)}
          label={`${label}: ${t('regression.missing.figure')}`}
          pointer={`/terms/${at}/ifMissing`}
          change={(figure, gesture) => change((before) => setIfMissing(before, at, Number(figure)), gesture)}
        />
      ) : null}
    </>
  );
}
