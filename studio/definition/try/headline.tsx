import { isObject, type JsonObject, type Result } from '../../../definitions/index.ts';
import type { Titles } from '../../texts/titles.ts';
import { useReader } from '../../texts/reader.ts';
import { partIn } from './part-title.ts';

/** A result in one line, which stays in sight while a request is typed; nothing for results that need more than a line. */
export function Headline({
  result,
  document,
  titles,
}: {
  readonly result: Result;
  readonly document: JsonObject | undefined;
  readonly titles: Titles;
}) {
  const { t, number, percent } = useReader();
  const { value, definition, problems } = result;
  const stated = document?.['decimals'];
  const decimals = typeof stated === 'number' ? Math.min(stated, 12) : 0;
  const isRefused = problems.some(({ severity }) => severity === 'error');
  if (value === null) return <Line main={t(isRefused ? 'try.refused' : 'try.nothing')} />;
  if (typeof value === 'boolean') return <Line main={t(value ? 'try.holds' : 'try.holdsNot')} />;
  if (typeof value === 'number') {
    const isProbability = document?.['kind'] === 'regression' && document['link'] === 'logit';
    return <Line main={number(value, decimals)} aside={isProbability ? percent(value) : undefined} />;
  }
  if (typeof value === 'string') return <Line main={value} />;
  if (!isObject(value)) return null;
  const { class: name, score, band } = value;
  const figure = typeof score === 'number' || typeof score === 'string' ? number(score, decimals) : undefined;
  if ('class' in value) {
    const colour = typeof name === 'string' ? partIn(document, 'classes', name)?.['colour'] : undefined;
    const main = typeof name === 'string' ? titles.value(definition.id, name) : t('try.notApplicable');
    return <Line main={main} aside={figure} colour={typeof colour === 'string' ? colour : undefined} />;
  }
  if (figure === undefined) return null;
  return <Line main={figure} aside={typeof band === 'string' ? titles.value(definition.id, band) : undefined} />;
}

function Line({
  main,
  aside,
  colour,
}: {
  readonly main: string;
  readonly aside?: string | undefined;
  readonly colour?: string | undefined;
}) {
  return (
    <p className="class">
      {colour === undefined ? null : <i className="swatch" style={{ background: colour }} />}
      <b>{main}</b>
      {aside === undefined ? null : <span className="score">{aside}</span>}
    </p>
  );
}
