import { isObject, type Json, type JsonObject } from '../../model/json.ts';
import { labelOf } from '../../model/labels.ts';
import type { Text } from '../../model/text.ts';
import type { Expression, Labels } from '../../model/expression.ts';
import type { Value } from '../../model/type.ts';
import { WEEKDAYS } from '../date.ts';
import { valueWords } from './figures.ts';
import { quoted, type Speech, spoken } from './speech.ts';
import { unitOf } from './units.ts';

/** A definition's title. */
export function titleOf(id: string, speech: Speech): string {
  const document = speech.environment.document(id);
  return document?.title === undefined ? id : spoken(speech, document.title);
}

/** The title of a reference table's column. */
export function columnTitle(reference: string, column: string, speech: Speech): string {
  const field = columnOf(reference, column, speech);
  return field?.['title'] === undefined ? column : spoken(speech, field['title'] as Text);
}

function columnOf(reference: string, column: string, speech: Speech): JsonObject | undefined {
  const fields = partsOf(reference, speech)['fields'];
  const field = isObject(fields) && Object.hasOwn(fields, column) ? fields[column] : undefined;
  return isObject(field) ? field : undefined;
}

/** What a result is called: a formula's line and a table's output by their own titles, a class's score by its segmentation's. */
export function resultTitle({ ref, title }: Expression & { kind: 'named' }, speech: Speech): string {
  const [id = '', name = ''] = ref.split('#');
  const parts = partsOf(id, speech);
  const own =
    speech.environment.decision(id)?.outputTitles?.[name] ??
    namedIn(parts['lines'] ?? parts['outputs'], name)?.['title'];
  return spoken(speech, own === undefined ? title : (own as Text));
}

/** A value of a subject as it is said: a member of an enum by its label, a band or class by its title, a figure with its unit. */
export function valueOf(subject: Expression, value: Value, speech: Speech): string {
  if (typeof value !== 'string') return valueWords(speech, value, subject.type, unitOf(subject));
  return quoted(memberTitle(subject, value, speech) ?? value);
}

/** What a text that a subject may give is called; undefined where nobody named it. */
export function memberTitle(subject: Expression, value: string, speech: Speech): string | undefined {
  return titleIn(subject, value, speech) ?? labelOf(speech.labels, value, speech.language);
}

function titleIn(subject: Expression, value: string, speech: Speech): string | undefined {
  switch (subject.kind) {
    case 'field':
      return labelOf(subject.field.labels, value, speech.language);
    case 'named': {
      const [id = '', name = ''] = subject.ref.split('#');
      return (
        partTitle(id, value, speech) ??
        labelOf(speech.environment.entity(id)?.derived.get(name)?.labels, value, speech.language) ??
        labelIn(namedIn(partsOf(id, speech)['outputs'], name), value, speech) ??
        titleIn(subject.of, value, speech)
      );
    }
    case 'calendar':
      return speech.language === 'zh-CN' ? WEEKDAYS_ZH.get(value) : undefined;
    case 'lookup':
      return labelIn(columnOf(subject.reference, subject.column, speech), value, speech);
    case 'coalesce':
      return firstOf(subject.items, value, speech);
    case 'if':
      return firstOf([subject.then, subject.otherwise], value, speech);
    case 'itemAt':
      return titleIn(subject.list, value, speech);
    default:
      return undefined;
  }
}

/** FEEL's names of the days of the week are English whoever reads. */
const WEEKDAYS_ZH = new Map(WEEKDAYS.map((day, i) => [day as string, `星期${'一二三四五六日'[i] ?? ''}`]));

function firstOf(items: readonly Expression[], value: string, speech: Speech): string | undefined {
  return items.map((item) => titleIn(item, value, speech)).find((title) => title !== undefined);
}

function labelIn(declared: JsonObject | undefined, value: string, speech: Speech): string | undefined {
  const labels = declared?.['labels'];
  return isObject(labels) ? labelOf(labels as Labels, value, speech.language) : undefined;
}

/** The title of a band or class of a definition by its name. */
export function partTitle(id: string, name: string, speech: Speech): string | undefined {
  const { bands, classes, otherwise, rows, columns, cells } = partsOf(id, speech);
  const axes = [rows, columns].map((axis) => (isObject(axis) ? axis['bands'] : undefined));
  const listed = [bands, classes, otherwise === undefined ? undefined : [otherwise], ...axes];
  const title = listed.map((list) => namedIn(list, name)?.['title']).find((one) => one !== undefined);
  const own = title ?? cellOf(cells, name)?.['title'];
  return own === undefined ? undefined : spoken(speech, own as Text);
}

/** The first cell of a matrix that gives a class. */
function cellOf(cells: Json | undefined, name: string): JsonObject | undefined {
  const all = isObject(cells) ? Object.values(cells).flatMap((row) => (isObject(row) ? Object.values(row) : [])) : [];
  return all.filter(isObject).find((cell) => cell['class'] === name);
}

function namedIn(list: Json | undefined, name: string): JsonObject | undefined {
  return Array.isArray(list)
    ? (list as readonly Json[]).filter(isObject).find((one) => one['name'] === name)
    : undefined;
}

/** A document's keys; its kind's schema holds by the time anybody speaks of it. */
function partsOf(id: string, speech: Speech): JsonObject {
  return (speech.environment.document(id) ?? {}) as unknown as JsonObject;
}
