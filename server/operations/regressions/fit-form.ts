import { isObject, type JsonObject, parseDays, readJson } from '../../../definitions/index.ts';
import { Refusal } from '../../terminal.ts';
import { type OutcomeColumn, outcomeOf } from '../../statistics/outcome.ts';
import { fitProblem } from './problems.ts';

/** What was sent to be fitted: a draft of a regression, a file with outcomes, and how it is read. */
export interface FitForm {
  readonly document: JsonObject;
  readonly outcome: OutcomeColumn;
  readonly groups: number;
  /** Days since 1970-01-01; undefined: today. */
  readonly asOf: bigint | undefined;
  readonly file: { readonly name: string; readonly bytes: Uint8Array };
  readonly feeds: readonly string[];
  readonly encoding: string | undefined;
  readonly sheet: string | number | undefined;
  /** Column of the file → field. */
  readonly mapping: Readonly<Record<string, string>>;
  readonly nulls: readonly string[] | undefined;
}

const FILE_NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._()-]{0,140}\.(parquet|csv|ndjson|jsonl|xlsx)$/u;
const MOST_GROUPS = 100;
const AT = { pointer: '' };

/** Reads a form (multipart/form-data, RFC 7578) strictly; throws a Refusal with all that is wrong. */
export async function readFitForm(contentType: string, bytes: Uint8Array): Promise<FitForm> {
  const form = await new Response(Buffer.from(bytes), { headers: { 'content-type': contentType } })
    .formData()
    .catch(() => {
      throw new Refusal([fitProblem('fit-form-unreadable', AT)]);
    });
  const text = (name: string): string | undefined => {
    const value = form.get(name);
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const need = (name: string, value: string | undefined): string => {
    if (value === undefined) throw new Refusal([fitProblem('fit-part-absent', AT, { part: name })]);
    return value;
  };
  const file = form.get('file');
  if (file === null || typeof file === 'string')
    throw new Refusal([fitProblem('fit-part-absent', AT, { part: 'file' })]);
  if (!FILE_NAME.test(file.name))
    throw new Refusal([fitProblem('fit-file-name', AT, { name: file.name.slice(0, 200) })]);
  const encoding = text('encoding');
  if (encoding !== undefined && !['utf-8', 'gb18030', 'gbk'].includes(encoding))
    throw malformed('encoding', encoding, 'utf-8, gbk, gb18030');
  const sheet = text('sheet');
  return {
    document: objectIn('definition', need('definition', text('definition'))),
    outcome: outcomeOf(need('outcome', text('outcome'))),
    groups: groupsIn(text('groups')),
    asOf: dayIn(text('asOf')),
    file: { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) },
    feeds: form.getAll('feed').filter((one) => typeof one === 'string' && one !== '') as readonly string[],
    encoding,
    sheet: sheet !== undefined && /^[1-9]\d{0,3}$/.test(sheet) ? Number(sheet) : sheet,
    mapping: textsIn(text('map')),
    nulls: form.has('null')
      ? (form.getAll('null').filter((one) => typeof one === 'string') as readonly string[])
      : undefined,
  };
}

function objectIn(part: string, text: string): JsonObject {
  const read = readJson(Buffer.from(text));
  if (read.kind === 'refused') {
    const [first, ...others] = read.problems;
    throw new Refusal(first === undefined ? [fitProblem('fit-part-absent', AT, { part })] : [first, ...others]);
  }
  if (!isObject(read.document)) throw malformed(part, text.slice(0, 80), '{ … }');
  return read.document;
}

function textsIn(text: string | undefined): Readonly<Record<string, string>> {
  if (text === undefined) return {};
  const pairs = Object.entries(objectIn('map', text));
  const odd = pairs.find(([, to]) => typeof to !== 'string');
  if (odd !== undefined) throw malformed('map', odd[0].slice(0, 80), '{ "column": "field" }');
  return Object.fromEntries(pairs.map(([from, to]) => [from, String(to)]));
}

function groupsIn(text: string | undefined): number {
  if (text === undefined) return 10;
  if (!/^[1-9]\d{0,2}$/.test(text) || Number(text) > MOST_GROUPS) throw malformed('groups', text, `1 … ${MOST_GROUPS}`);
  return Number(text);
}

function dayIn(text: string | undefined): bigint | undefined {
  if (text === undefined) return undefined;
  const days = parseDays(text);
  if (days === undefined) throw malformed('asOf', text, '2026-01-31');
  return BigInt(days);
}

const malformed = (part: string, found: string, expected: string) =>
  new Refusal([fitProblem('fit-part-malformed', AT, { part, found, expected })]);
