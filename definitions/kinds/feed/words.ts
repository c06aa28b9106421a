import { zh } from '../../expression/to-words/chinese.ts';
import { pick2, quoted, type Speech, spoken } from '../../expression/to-words/speech.ts';
import { wayOfRounding } from '../../expression/to-words/rounding-words.ts';
import { type ColumnFormat, listOf } from '../../formats/format.ts';
import type { Labels } from '../../model/expression.ts';
import { labelOf } from '../../model/labels.ts';
import type { Decision } from '../../model/decision.ts';
import type { Language } from '../../model/text.ts';
import type { Environment } from '../../model/environment.ts';
import { speechOf, subjectOf } from '../words.ts';
import { type FeedColumn, type FeedDocument, feedOf } from './feed.ts';

/** A feed as sentences: what file it reads, then one line a column. */
export function feedWords(
  document: FeedDocument,
  _decision: Decision | null,
  environment: Environment,
  language: Language,
): readonly string[] {
  const entity = environment.entity(document.entity);
  if (entity === undefined) return [];
  const speech = speechOf(environment, language);
  const feed = feedOf(document, entity);
  return [
    headWords(document, feed.columns.length, speech),
    ...feed.columns.map((column) => columnWords(column, speech)),
  ];
}

function headWords(
  { entity, encoding, header, zone, empty, unreadable }: FeedDocument,
  count: number,
  speech: Speech,
): string {
  const subject = subjectOf(speech, entity);
  const parts = [
    pick2(
      speech,
      zh`${subject}来自文件的 ${String(count)} 列`,
      `${capital(subject)} come from ${count} columns of a file`,
    ),
    ...(header === undefined || header === 1
      ? []
      : [pick2(speech, `表头在第 ${header} 行`, `its header is line ${header}`)]),
    ...(encoding === undefined
      ? []
      : [pick2(speech, zh`编码为${encoding.toUpperCase()}`, `encoded as ${encoding.toUpperCase()}`)]),
    ...(zone === undefined ? [] : [pick2(speech, zh`没有时区的时刻属${zone}`, `times without a zone are of ${zone}`)]),
    empty === 'text'
      ? pick2(speech, '空单元格为空文字', 'an empty cell is the empty text')
      : pick2(speech, '空单元格为缺失', 'an empty cell is missing'),
    unreadable === 'missing'
      ? pick2(speech, '无法读取的单元格按缺失处理', 'a cell that cannot be read counts as missing')
      : pick2(speech, '无法读取的单元格使该行被拒绝', 'a cell that cannot be read refuses its row'),
  ];
  return pick2(speech, `${parts.join('，')}。`, `${parts.join('; ')}.`);
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function columnWords({ name, field, format }: FeedColumn, speech: Speech): string {
  const title = spoken(speech, field.title);
  const said = formatWords(format, field.labels, speech);
  const head = pick2(speech, zh`列${quoted(name)}对应${title}`, `Column ${quoted(name)} is ${title}`);
  const rest = said.length === 0 ? '' : pick2(speech, `：${said.join('，')}`, `: ${said.join('; ')}`);
  return `${head}${rest}${pick2(speech, '。', '.')}`;
}

function formatWords(format: ColumnFormat, labels: Labels | undefined, speech: Speech): readonly string[] {
  const say = (isSaid: unknown, chinese: string, english: string) =>
    isSaid === undefined || isSaid === false ? [] : [pick2(speech, chinese, english)];
  const several = (texts: readonly string[]) =>
    texts.map((text) => (text === '' ? pick2(speech, '空', 'nothing') : quoted(text))).join(pick2(speech, '、', ', '));
  const { trim, fold, missing, values, thousands, decimalMark, percent, negative, round, dates } = format;
  const [unit, strip] = [listOf(format.unit), listOf(format.strip)];
  const truth = format.true === undefined ? undefined : [several(format.true), several(format.false ?? [])];
  return [
    ...say(trim, '去掉首尾空白', 'blanks around it are passed over'),
    ...say(fold, '不分全角半角和大小写', 'whatever its width and case'),
    ...say(
      missing,
      `${several(missing ?? [])}为缺失`,
      `${several(missing ?? [])} ${missing?.length === 1 ? 'means' : 'mean'} missing`,
    ),
    ...Object.entries(values ?? {}).flatMap(([from, to]) => {
      const value = labelOf(labels, String(to), speech.language) ?? String(to);
      // A file that writes what people say anyway needs no word on it.
      return from === value
        ? []
        : [pick2(speech, `${quoted(from)}即${quoted(value)}`, `${quoted(from)} is ${quoted(value)}`)];
    }),
    ...say(thousands, `千分位${quoted(thousands ?? '')}`, `thousands apart by ${quoted(thousands ?? '')}`),
    ...say(decimalMark, `小数点${quoted(decimalMark ?? '')}`, `${quoted(decimalMark ?? '')} before the decimals`),
    ...say(unit[0], `单位${unit.join('、')}`, `in units of ${unit.join(', ')}`),
    ...say(percent, '百分数', 'a percentage'),
    ...say(
      negative,
      negative === 'trailing' ? '负号在后' : '括号为负数',
      negative === 'trailing' ? 'the minus sign stands behind' : 'brackets mean a negative figure',
    ),
    ...say(strip[0], `去掉${several(strip)}`, `without ${several(strip)}`),
    ...say(
      round,
      round === undefined ? '' : wayOfRounding(round, speech),
      round === undefined ? '' : wayOfRounding(round, speech),
    ),
    ...say(dates, `写作${several(dates ?? [])}`, `written as ${several(dates ?? [])}`),
    ...(truth === undefined
      ? []
      : [pick2(speech, `${truth[0]}为是，${truth[1]}为否`, `${truth[0]} mean yes, ${truth[1]} no`)]),
  ];
}
