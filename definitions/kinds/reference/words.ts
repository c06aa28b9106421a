import type { Decision } from '../../model/decision.ts';
import { parseDate } from '../../expression/date-text.ts';
import { zh } from '../../expression/to-words/chinese.ts';
import { sentenceCase } from '../../expression/to-words/english.ts';
import { dayWords, valueWords } from '../../expression/to-words/figures.ts';
import { listed, lowerFirst, pick2, quoted, type Speech } from '../../expression/to-words/speech.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { readValue } from '../../expression/scope/index.ts';
import type { Language } from '../../model/text.ts';
import { typeOf } from '../field.ts';
import type { Environment } from '../../model/environment.ts';
import { labelOf } from '../../model/labels.ts';
import { speechOf, titled } from '../words.ts';
import type { ReferenceDocument } from './reference.ts';

/** The most rows that are told one by one. */
const MOST_TOLD = 50;

/** A reference as sentences: what it is looked up by, then one line a row. */
export function referenceWords(
  document: ReferenceDocument,
  _decision: Decision | null,
  environment: Environment,
  language: Language,
): readonly string[] {
  const speech = speechOf(environment, language);
  const keys = listed(
    speech,
    document.key.map((name) => columnName(document, name, speech)),
    'and',
  );
  const validity =
    document.validFrom === undefined
      ? ''
      : pick2(speech, '，取评估日有效的一行', '; the row that is valid on the day of evaluation counts');
  const count = String(document.rows.length);
  const head = pick2(
    speech,
    zh`按${keys}查找，共 ${count} 行${validity}。`,
    `Looked up by ${keys}, ${count} rows${validity}.`,
  );
  const rows = document.rows.slice(0, MOST_TOLD).map((row) => rowLine(document, row, speech));
  const more = document.rows.length - rows.length;
  return [head, ...rows, ...(more > 0 ? [pick2(speech, `……另有 ${more} 行。`, `… and ${more} more rows.`)] : [])];
}

function rowLine(document: ReferenceDocument, row: JsonObject, speech: Speech): string {
  const { key, validFrom, validTo } = document;
  const part = (name: string) => {
    const column = columnName(document, name, speech);
    const value = cell(document, name, row[name] ?? null, speech);
    return pick2(speech, zh`${column}${value}`, `${column} ${value}`);
  };
  const from = day(validFrom, row, speech);
  const to = day(validTo, row, speech);
  const since = from === '' ? [] : [pick2(speech, zh`自 ${from}起`, `from ${from}`)];
  const until = to === '' ? [] : [pick2(speech, zh`至 ${to}止`, `until ${to}`)];
  const keys = [...key.map(part), ...since, ...until].join(pick2(speech, '，', ', '));
  const rest = Object.keys(row).filter((name) => !key.includes(name) && name !== validFrom && name !== validTo);
  const values = rest.map(part).join(pick2(speech, '，', ', '));
  return sentenceCase(pick2(speech, `${keys}：${values}。`, `${keys}: ${values}.`));
}

function day(column: string | undefined, row: JsonObject, speech: Speech): string {
  const written = column === undefined ? null : (row[column] ?? null);
  const read = typeof written === 'string' ? parseDate(written) : undefined;
  return read === undefined ? '' : dayWords(speech, read);
}

function columnName({ fields }: ReferenceDocument, name: string, speech: Speech): string {
  const declared = Object.hasOwn(fields, name) ? fields[name] : undefined;
  return lowerFirst(
    speech,
    titled(speech, { name, ...(declared?.title === undefined ? {} : { title: declared.title }) }),
  );
}

/** A value as it is said: a member of an enum by its label, a figure with its unit. */
function cell({ fields }: ReferenceDocument, name: string, written: Json, speech: Speech): string {
  const declared = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (written === null) return pick2(speech, '缺失', 'missing');
  const value = declared === undefined ? null : readValue(written, typeOf(declared));
  if (declared === undefined || value === null) return typeof written === 'string' ? quoted(written) : String(written);
  if (typeof value === 'string') return quoted(labelOf(declared.labels, value, speech.language) ?? value);
  return valueWords(speech, value, typeOf(declared), declared.unit);
}
