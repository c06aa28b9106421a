import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  claimedId,
  type Language,
  type Library,
  link,
  mentionsIn,
  type Problem,
  type Regression,
  type Source,
} from '../../../definitions/index.ts';
import { openDuckdb } from '../../batch/duckdb.ts';
import { type DecileTable, decileTable } from '../../statistics/deciles.ts';
import { fitRegression, type FittedRegression } from '../../statistics/fit-regression.ts';
import { statisticsProblem } from '../../statistics/problems.ts';
import { readPublication } from '../../store/definitions.ts';
import type { Database } from '../../store/tables.ts';
import { Refusal } from '../../terminal.ts';
import { namedFeeds } from '../population/named-feeds.ts';
import { type FitForm, readFitForm } from './fit-form.ts';

/** A form as it came, to be fitted beside a publication. */
export interface FitTask {
  readonly publication: number;
  readonly contentType: string;
  readonly bytes: Uint8Array;
  /** Days since 1970-01-01, where the form names no day. */
  readonly today: bigint;
  readonly language: Language;
}

/** What a file says of a regression: its figures as they are fitted, and how well each parts who did from who did not. */
export interface FitReport {
  readonly fitted: FittedRegression;
  /** By the figures of the draft as it was sent, of the same file; null where it gives no probability, or its figures cannot score. */
  readonly before: DecileTable | null;
  /** By the fitted figures; null as well where there are none. */
  readonly after: DecileTable | null;
}

/**
 * Fits what a form holds: what `guiju fit` and `guiju deciles` do of the same file. Throws a Refusal where the form, the definition or the
 * outcome says nothing that can be fitted. `onFolder` is told where it works, for whoever has to clear up after it.
 */
export async function fitFile(
  database: Database,
  task: FitTask,
  onFolder: (folder: string) => void,
): Promise<FitReport> {
  const form = await readFitForm(task.contentType, task.bytes);
  const { sources } = await readPublication(database, task.publication);
  const library = libraryWith(sources, form.document, form.feeds);
  const duckdb = await openDuckdb();
  onFolder(duckdb.folder);
  try {
    const input = join(duckdb.folder, `sent-${form.file.name}`);
    writeFileSync(input, form.file.bytes);
    const request = requestOf(form, task, library, input);
    // The schema of a draft that has no errors holds.
    const document = form.document as unknown as Regression;
    const fitted = await fitRegression(duckdb, { ...request, document, outcome: form.outcome });
    const isProbability = document.link === 'logit';
    const tableOf = async (of: Library) =>
      await decileTable(duckdb, {
        ...request,
        library: of,
        ref: `regression/${document.name}#value`,
        outcome: form.outcome,
        groups: form.groups,
      });
    const before = isProbability ? await tableOf(library) : null;
    const after =
      isProbability && fitted.document !== null
        ? await tableOf(libraryWith(sources, fitted.document, form.feeds))
        : null;
    return { fitted, before, after };
  } finally {
    duckdb.close();
  }
}

const requestOf = (form: FitForm, { today, language }: FitTask, library: Library, input: string) => ({
  library,
  input,
  related: {},
  asOf: form.asOf ?? today,
  cuts: {},
  mapping: form.mapping,
  sheet: form.sheet,
  feeds: namedFeeds(library, form.feeds),
  nulls: form.nulls,
  encoding: form.encoding,
  language,
});

/** A draft with all it stands on, and the feeds that are named; throws where it has errors, or is no regression. */
function libraryWith(sources: readonly Source[], draft: object, feeds: readonly string[]): Library {
  const alone = link([{ document: draft }]);
  const [id, own] = [...alone.definitions][0] ?? [];
  if (id === undefined || own === undefined) throw refusalOf(alone.problems, claimedId(draft));
  if (own.kind !== 'regression') throw refusalOf([], id);
  const published = new Map(sources.map((source) => [claimedId(source.document), source]));
  const reached = new Map<string, Source>([[id, { document: draft }]]);
  const waiting = [...own.references, ...feeds];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const source = published.get(next);
    if (source === undefined || reached.has(next)) continue;
    reached.set(next, source);
    waiting.push(...mentionsIn(source.document));
  }
  const library = link([...reached.values()]);
  const errors = library.problems.filter(({ definition, severity }) => severity === 'error' && definition === id);
  if (errors.length > 0) throw refusalOf(errors, id);
  return library;
}

function refusalOf(problems: readonly Problem[], ref: string): Refusal {
  const [first, ...others] = problems;
  if (first === undefined) return new Refusal([statisticsProblem('not-a-regression', { pointer: '' }, { ref })]);
  return new Refusal([first, ...others]);
}
