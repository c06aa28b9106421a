import { isObject, type Json, type JsonObject } from '../../../definitions/index.ts';
import type { Titles } from '../../texts/titles.ts';
import { dayText } from '../../texts/day.ts';
import { useReader } from '../../texts/reader.ts';
import { Matches } from './matches.tsx';
import { outputTitle, partIn } from './part-title.ts';

interface Props {
  readonly value: Json;
  readonly document: JsonObject | undefined;
  readonly titles: Titles;
  /** What the products of the request are called, by their keys. */
  readonly names: ReadonlyMap<string, string>;
  /** The id of the decision. */
  readonly id: string;
}

/** What a result holds besides its headline. */
export function Outcome(props: Props) {
  const { value, document, titles, names, id } = props;
  if (isObject(value)) return <ObjectOutcome {...props} value={value} />;
  if (!Array.isArray(value)) return null;
  if (document?.['kind'] === 'matching')
    return <Matches rows={value} document={document} titles={titles} names={names} />;
  return (
    <ol className="result-rows">
      {value.map((row: Json, i) => (
        <li key={i}>{isObject(row) ? <ObjectOutcome {...props} value={row} /> : titles.value(id, row)}</li>
      ))}
    </ol>
  );
}

/** Keys that the headline tells, or that are told in their own way. */
const TOLD: ReadonlySet<string> = new Set([
  'class',
  'score',
  'band',
  'contributions',
  'rawClass',
  'held',
  'next',
  'row',
  'column',
  'treatment',
  'classes',
]);

function ObjectOutcome({ value, document, titles, id }: Props & { readonly value: JsonObject }) {
  const reader = useReader();
  const { t, number, language } = reader;
  const { contributions, rawClass, held, next, treatment, classes } = value;
  const classText = (one: Json | undefined) =>
    typeof one === 'string' ? titles.value(id, one) : t('try.notApplicable');
  const others = Object.entries(value).filter(([key]) => !TOLD.has(key));
  return (
    <>
      {Array.isArray(classes) ? (
        <b>{classes.map((one: Json) => classText(one)).join(language === 'en' ? ', ' : '、')}</b>
      ) : null}
      {held === true ? <p className="fine">{t('try.held', { class: classText(rawClass) })}</p> : null}
      {typeof treatment === 'string' ? <p>{treatment}</p> : null}
      {isObject(next) ? (
        <p className="fine">
          {t('try.next', {
            class: classText(next['class']),
            since: dayText(String(next['since'] ?? ''), reader),
            n: number(Number(next['misses'] ?? 0)),
          })}
        </p>
      ) : null}
      {isObject(contributions) ? (
        <Figures
          caption={t('try.contributions')}
          rows={Object.entries(contributions)}
          part="characteristics"
          document={document}
          titles={titles}
          id={id}
        />
      ) : null}
      {others.length === 0 ? null : (
        <Figures rows={others} part="outputs" document={document} titles={titles} id={id} />
      )}
    </>
  );
}

/** Named values, each by the title of the part it belongs to. */
function Figures({
  caption,
  rows,
  part,
  document,
  titles,
  id,
}: Pick<Props, 'document' | 'titles' | 'id'> & {
  readonly caption?: string;
  readonly rows: readonly (readonly [string, Json])[];
  readonly part: string;
}) {
  const { t, say } = useReader();
  const figure = (key: string, value: Json) => {
    if (value === null) return t('try.nothing');
    const declared = partIn(document, part, key) ?? partIn(document, 'lines', key);
    const decimals = declared?.['decimals'];
    const isFigure = typeof value === 'number' || declared?.['type'] === 'decimal';
    return isFigure && (typeof value === 'number' || typeof value === 'string')
      ? titles.measured(`${id}#${key}`, value, typeof decimals === 'number' ? decimals : 0)
      : titles.value(`${id}#${key}`, value);
  };
  return (
    <table className="ledger">
      {caption === undefined ? null : <caption>{caption}</caption>}
      <tbody>
        {rows.map(([key, value]) => (
          <tr key={key}>
            <th scope="row">{outputTitle(document, part, key, titles, say)}</th>
            <td className="figure">{figure(key, value)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
