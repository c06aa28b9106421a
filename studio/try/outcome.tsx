import { isObject, type Json, type JsonObject } from '../../definitions/index.ts';
import type { Titles } from '../editors/titles.ts';
import { useReader } from '../texts/reader.ts';
import { Matches } from './matches.tsx';
import { outputTitle } from './part-title.ts';

interface Props {
  readonly value: Json;
  readonly document: JsonObject | undefined;
  readonly titles: Titles;
  /** The id of the decision. */
  readonly id: string;
}

/** What a result holds besides its headline. */
export function Outcome(props: Props) {
  const { value, document, titles, id } = props;
  if (isObject(value)) return <ObjectOutcome {...props} value={value} />;
  if (!Array.isArray(value)) return null;
  if (document?.['kind'] === 'matching') return <Matches rows={value} />;
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
  const { t, number, language } = useReader();
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
            since: String(next['since'] ?? ''),
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
        />
      ) : null}
      {others.length === 0 ? null : <Figures rows={others} part="outputs" document={document} titles={titles} />}
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
}: Pick<Props, 'document' | 'titles'> & {
  readonly caption?: string;
  readonly rows: readonly (readonly [string, Json])[];
  readonly part: string;
}) {
  const { t, say } = useReader();
  return (
    <table className="ledger">
      {caption === undefined ? null : <caption>{caption}</caption>}
      <tbody>
        {rows.map(([key, value]) => (
          <tr key={key}>
            <th scope="row">{outputTitle(document, part, key, titles, say)}</th>
            <td className="figure">{value === null ? t('try.nothing') : titles.value('', value)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
