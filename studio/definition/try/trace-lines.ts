import { isObject, type Json, type JsonObject, type TraceEntry } from '../../../definitions/index.ts';
import { partAt } from '../../editors/edit.ts';
import { entitiesOf, type Shelf, type Titles, titlesOf } from '../../texts/titles.ts';
import type { Reader } from '../../texts/reader.ts';
import { answeredBy, lineTitle } from './trace-title.ts';

/** A part of a definition that took part: its value, and what answered it. */
export interface TraceLine {
  readonly pointer: string;
  readonly label: string;
  readonly value: string;
}

/** A condition that was asked, to be shown part by part with what each came to. */
export interface TraceCondition {
  readonly pointer: string;
  /** What it decides, where that is not the definition itself. */
  readonly label: string | null;
  readonly condition: Json;
}

export interface TraceGroup {
  readonly definition: string;
  /** The titles of what this definition reads: each definition names facts of its own entity. */
  readonly titles: Titles;
  /** What the definition came to, where one figure or word says it. */
  readonly result: string | null;
  readonly conditions: readonly TraceCondition[];
  readonly lines: readonly TraceLine[];
  readonly answers: (pointer: string) => boolean | undefined;
}

/**
 * A trace as a reader follows it: grouped by definition, the asked one first; conditions whole, with what each of their parts came
 * to; every other part by its title, with the bin, band or rule that answered it. What only repeats another's value is left out.
 */
export function traceGroups(
  trace: readonly TraceEntry[],
  id: string,
  shelf: Shelf,
  reader: Reader,
): readonly TraceGroup[] {
  const byDefinition = new Map<string, TraceEntry[]>([[id, []]]);
  for (const entry of trace) {
    const entries = byDefinition.get(entry.definition);
    if (entries === undefined) byDefinition.set(entry.definition, [entry]);
    else entries.push(entry);
  }
  return [...byDefinition].flatMap(([definition, entries]) => {
    const document = shelf.get(definition);
    if (document === undefined) return [];
    const all = groupOf(definition, document, entries, shelf, reader);
    // The outputs of the asked table are the result, which stands above.
    const group =
      definition === id ? { ...all, lines: all.lines.filter(({ pointer }) => !pointer.startsWith('/outputs/')) } : all;
    return group.lines.length + group.conditions.length === 0 && group.result === null ? [] : [group];
  });
}

function groupOf(
  definition: string,
  document: JsonObject,
  entries: readonly TraceEntry[],
  shelf: Shelf,
  reader: Reader,
): TraceGroup {
  const titles = titlesOf(shelf, entitiesOf(document), reader);
  const values = new Map(entries.map(({ pointer, value }) => [pointer, value]));
  const answers = (pointer: string) => {
    const value = values.get(pointer);
    return typeof value === 'boolean' ? value : undefined;
  };
  const about = { definition, document, titles, reader };
  return {
    definition,
    titles,
    answers,
    result: resultOf(values, definition, titles, reader),
    conditions: conditionsOf(document, [...values.keys()], answers, about),
    lines: entries.flatMap(({ pointer, value }) => {
      const label = lineTitle(pointer, value, about);
      if (label === undefined) return [];
      const answer = answeredBy(pointer, values, about);
      return [
        { pointer, label: label.title, value: answer === undefined ? label.value : `${answer} → ${label.value}` },
      ];
    }),
  };
}

/** The score, the band or the class that a definition came to. */
function resultOf(values: ReadonlyMap<string, Json>, id: string, titles: Titles, reader: Reader): string | null {
  const figure = ['/decimals', '/link', '/combine', '/scores']
    .map((one) => values.get(one))
    .find((one) => one !== undefined);
  const name = ['/classes', '/bands'].map((one) => values.get(one)).find((one) => typeof one === 'string');
  const said = [
    ...(typeof figure === 'number' || typeof figure === 'string' ? [reader.number(figure)] : []),
    ...(typeof name === 'string' ? [titles.value(id, name)] : []),
  ];
  return said.length === 0 ? null : said.join(' · ');
}

const CONDITION = /^(\/when|\/appliesTo|\/(?:classes|exceptions)\/\d+\/when)(?:\/|$)/;

/**
 * Conditions that were asked; what a product has to be is asked of each product and told in its reasons. Of a segmentation's classes those up to the first that holds; where every class that holds is given,
 * only those that hold.
 */
function conditionsOf(
  document: JsonObject,
  pointers: readonly string[],
  answers: TraceGroup['answers'],
  { reader, titles }: { readonly reader: Reader; readonly titles: Titles },
): readonly TraceCondition[] {
  const roots = [...new Set(pointers.flatMap((pointer) => CONDITION.exec(pointer)?.[1] ?? []))];
  const classes = roots.filter((root) => root.startsWith('/classes/'));
  const first = classes.findIndex((root) => answers(root) === true);
  const shown = (root: string) => {
    if (!root.startsWith('/classes/')) return true;
    return document['mode'] === 'all' ? answers(root) === true : first < 0 || classes.indexOf(root) <= first;
  };
  return roots.filter(shown).flatMap((root) => {
    const condition = partAt(document, root);
    if (condition === undefined) return [];
    return [{ pointer: root, label: conditionTitle(root, document, titles, reader), condition }];
  });
}

function conditionTitle(root: string, document: JsonObject, titles: Titles, { t }: Reader): string | null {
  if (root === '/when') return null;
  if (root === '/appliesTo') return t('view.appliesTo');
  const part = partAt(document, root.replace(/\/when$/, ''));
  const name = isObject(part) ? (part['class'] ?? part['name']) : undefined;
  const own = `${String(document['kind'])}/${String(document['name'])}`;
  if (typeof name !== 'string') return null;
  return `${root.startsWith('/exceptions/') ? `${t('view.exceptions')} → ` : ''}${titles.value(own, name)}`;
}
