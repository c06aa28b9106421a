import { expectation } from '../../expression/expectation.ts';
import { fold } from '../../expression/fold.ts';
import { trimmed } from '../../formats/blanks-and-width.ts';
import type { ColumnFormat } from '../../formats/format.ts';
import { guessFormat } from '../../formats/guess-format.ts';
import { formatText, oddities } from '../../formats/oddities.ts';
import { nearestName } from '../../model/did-you-mean.ts';
import type { Entity } from '../../model/entity.ts';
import type { Field } from '../../model/expression.ts';
import { below } from '../../model/json.ts';
import { listed } from '../../model/listed.ts';
import type { Problem } from '../../model/problem.ts';
import { LANGUAGES, say } from '../../model/text.ts';
import type { DeclaredColumn, FeedDocument } from './feed.ts';
import { feedProblem } from './problems.ts';

/** A column of a file: its name and its values, each once. */
export interface SampledColumn {
  readonly name: string;
  readonly values: readonly string[];
}

/** A feed as a file suggests it, and what of it is a guess. */
export interface GuessedFeed {
  readonly document: FeedDocument;
  readonly unsure: readonly Problem[];
}

/** The bank's own zone, which times without one are taken to be of. */
const ZONE = 'Asia/Shanghai';

/** Proposes a feed for a file: which column is which field, and how it is written. */
export function guessFeed(
  name: string,
  entity: Entity,
  columns: readonly SampledColumn[],
  head: Pick<FeedDocument, 'encoding' | 'header'> = {},
): GuessedFeed {
  const unsure: Problem[] = [];
  const matches = matchColumns(columns, entity);
  const declared: Record<string, string | DeclaredColumn> = {};
  let needsZone = false;
  for (const [column, { field, isSure }] of matches) {
    const pointer = below('/columns', column.name);
    if (!isSure) unsure.push(feedProblem('feed-guess-field', { pointer }, { column: column.name, field: field.name }));
    const { format, problems, isZoneless } = formatOf(column, field);
    needsZone ||= isZoneless;
    unsure.push(...problems);
    declared[column.name] = Object.keys(format).length === 0 ? field.name : { field: field.name, ...format };
  }
  if (needsZone) unsure.push(feedProblem('feed-guess-zone', { pointer: '/zone' }, { zone: ZONE }));
  const unused = columns.filter((column) => !matches.has(column)).map((column) => column.name);
  const fed = new Set([...matches.values()].map(({ field }) => field.name));
  const lacking = [...entity.fields.values()]
    .filter((field) => !field.optional && !fed.has(field.name))
    .map((field) => field.name);
  const at = { pointer: '/columns' };
  if (unused.length > 0) unsure.push(feedProblem('feed-guess-unused', at, { columns: listed(unused) }));
  if (lacking.length > 0)
    unsure.push(feedProblem('feed-required-not-fed', at, { entity: entity.id, fields: listed(lacking) }));
  const document: FeedDocument = {
    kind: 'feed',
    name,
    entity: entity.id,
    ...head,
    ...(needsZone ? { zone: ZONE } : {}),
    columns: declared,
  };
  return { document, unsure };
}

type Matches = ReadonlyMap<SampledColumn, { readonly field: Field; readonly isSure: boolean }>;

/** Columns and fields by their names and titles: exactly, then whatever their case, width and blanks, then without a unit, then nearly. */
function matchColumns(columns: readonly SampledColumn[], entity: Entity): Matches {
  const fields = [...entity.fields.values()].filter(({ type }) => type.kind !== 'list');
  const named = fields.flatMap((field) =>
    [field.name, ...LANGUAGES.map((language) => say(field.title, language))].map((name) => [name, field] as const),
  );
  const found = new Map<SampledColumn, { readonly field: Field; readonly isSure: boolean }>();
  const taken = new Set<Field>();
  const pass = (fieldFor: (name: string) => Field | undefined, isSure: boolean) => {
    for (const column of columns) {
      const field = found.has(column) ? undefined : fieldFor(column.name);
      if (field === undefined || taken.has(field)) continue;
      found.set(column, { field, isSure });
      taken.add(field);
    }
  };
  const by = (key: (name: string) => string) => {
    const known = new Map(named.toReversed().map(([name, field]) => [key(name), field]));
    return (name: string) => known.get(key(name));
  };
  pass(
    by((name) => name),
    true,
  );
  pass(by(bare), true);
  pass(
    by((name) => bare(withoutUnit(name))),
    true,
  );
  pass((name) => {
    const near = nearestName(
      bare(withoutUnit(name)),
      named.filter(([, field]) => !taken.has(field)).map(([one]) => bare(one)),
    );
    return near === undefined ? undefined : named.find(([one]) => bare(one) === near)?.[1];
  }, false);
  // In the order of the file.
  return new Map([...found].toSorted(([one], [other]) => columns.indexOf(one) - columns.indexOf(other)));
}

const bare = (name: string) => fold(name).replaceAll(/[\s_\u200b\ufeff-]/g, '');
const UNIT = /[(（[【]\s*(?:单位[:：]?)?\s*(百万|千万|万|亿|千|%|％|‰)?[^)）\]】]*[)）\]】]\s*$/;
const withoutUnit = (name: string) => name.replace(UNIT, '');

interface FormatOfColumn {
  readonly format: ColumnFormat;
  readonly problems: readonly Problem[];
  /** Whether it holds times that say no zone. */
  readonly isZoneless: boolean;
}

function formatOf({ name, values }: SampledColumn, field: Field): FormatOfColumn {
  const { type } = field;
  const at = { pointer: below('/columns', name) };
  const zoneless =
    type.kind === 'instant' &&
    values.some(
      (value) =>
        guessFormat([value], type).unreadable.length > 0 &&
        guessFormat([value], type, { zone: ZONE }).unreadable.length === 0,
    );
  const guessed = guessFormat(values, type, zoneless ? { zone: ZONE } : {});
  const { mapped, rest, problems } = mapValues(guessed.unreadable, field, at.pointer);
  const problemsSoFar: Problem[] = [...problems];
  let format: ColumnFormat = { ...guessed.format, ...(Object.keys(mapped).length === 0 ? {} : { values: mapped }) };
  if (guessed.other !== undefined) {
    const { text, first, second, format: other } = guessed.other;
    problemsSoFar.push(
      feedProblem('feed-guess-ambiguous', at, {
        column: name,
        text,
        first,
        second,
        one: formatText(guessed.format) || '{}',
        other: formatText(other) || '{}',
      }),
    );
  }
  if (format.missing !== undefined)
    problemsSoFar.push(feedProblem('feed-guess-missing', at, { column: name, words: listed(format.missing) }));
  if (format.round !== undefined)
    problemsSoFar.push(feedProblem('feed-guess-round', at, { column: name, expected: expectation(type) }));
  const unit = UNIT.exec(name)?.[1]?.replace('％', '%');
  if (type.kind === 'number' && unit !== undefined && format.unit === undefined && format.percent === undefined) {
    format = { ...format, unit };
    problemsSoFar.push(feedProblem('feed-guess-unit', at, { column: name, unit }));
  }
  if (rest.length > 0) {
    const [found = ''] = rest;
    const slots = {
      column: name,
      count: rest.length,
      found: JSON.stringify(found),
      expected: expectation(type, field.labels),
      odd: oddities(found, type),
    };
    problemsSoFar.push(feedProblem('feed-guess-unreadable', at, slots));
  }
  return { format, problems: problemsSoFar, isZoneless: zoneless };
}

/** Values that are what people call a member of the enum, or nearly a member. */
function mapValues(values: readonly string[], { type, labels }: Field, pointer: string) {
  const mapped: Record<string, string> = {};
  const rest: string[] = [];
  const problems: Problem[] = [];
  const members = type.kind === 'string' ? (type.enum ?? []) : [];
  const called = new Map(
    members.flatMap((member) => LANGUAGES.map((language) => [bare(say(labels?.[member], language)), member] as const)),
  );
  for (const value of values) {
    const word = trimmed(value);
    const member = word === '' ? undefined : called.get(bare(word));
    const near = member ?? (members.length === 0 ? undefined : nearestName(word, members));
    if (near === undefined) rest.push(value);
    else mapped[word] = near;
    if (near !== undefined && member === undefined)
      problems.push(feedProblem('feed-guess-value', { pointer }, { word, member: near }));
  }
  return { mapped, rest, problems };
}
