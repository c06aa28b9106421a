import { namesFor, type Text } from '../../definitions/index.ts';
import type { AnalysisName, AnalysisRow, AnalysisShown, Dimension, SpanUnit } from '../api/request-analyses.ts';
import { dayText } from '../texts/day.ts';
import type { Reader, Said } from '../texts/reader.ts';
import '../texts/analyses.ts';
import '../texts/desk.ts';

/** A cell: a text, or a figure, of which one of a share is between 0 and 1. */
export type Cell = string | { readonly figure: number; readonly isShare: boolean };

/** A line of an analysis; its key is that of no other one, whatever it is called. */
export interface AnalysisLine {
  readonly key: string;
  readonly cells: readonly Cell[];
}

/** An analysis as it is shown and saved: one line of headings, then the groups, the totals last. */
export interface AnalysisTable {
  readonly head: readonly string[];
  readonly rows: readonly AnalysisLine[];
  readonly totals: readonly AnalysisLine[];
  /** The foremost figure of each group. */
  readonly bars: readonly {
    readonly key: string;
    readonly title: string;
    readonly figure: number;
    readonly isShare: boolean;
  }[];
}

/** What the keys and parts are called. */
export interface AnalysisTitles {
  definition(id: string): Text;
  state(workflow: string, leaf: string): Text;
  clock(name: string): Text;
}

const PART: Readonly<Record<AnalysisName, Said | null>> = {
  volume: 'analyses.part.type',
  workload: null,
  outcome: 'analyses.part.state',
  tracking: 'analyses.part.state',
  efficiency: 'analyses.part.clock',
};

interface Column {
  readonly title: Said;
  readonly of: (figures: AnalysisRow['figures']) => number;
  readonly isShare?: true;
}

const count = (name: string, title: Said): Column => ({ title, of: (figures) => figures[name] ?? 0 });
/** Milliseconds as hours, to the hundredth. */
const hours = (name: string, title: Said): Column => ({
  title,
  of: (figures) => Math.round((figures[name] ?? 0) / 36_000) / 100,
});

/** The first of them is what bars are drawn of. */
const COLUMNS: Readonly<Record<AnalysisName, readonly [Column, ...Column[]]>> = {
  volume: [count('registered', 'analyses.registered')],
  workload: [
    count('handled', 'analyses.handled'),
    count('requests', 'analyses.requests'),
    count('closed', 'analyses.closed'),
    count('open', 'analyses.open.now'),
  ],
  outcome: [count('closed', 'analyses.closed'), count('escalated', 'analyses.escalated')],
  tracking: [
    count('open', 'analyses.open.now'),
    count('late', 'analyses.late'),
    count('unassigned', 'analyses.unassigned'),
    count('escalated', 'analyses.escalated'),
  ],
  efficiency: [
    {
      title: 'analyses.share',
      of: ({ met = 0, stopped = 0 }) => (stopped === 0 ? 0 : met / stopped),
      isShare: true,
    },
    count('stopped', 'analyses.stopped'),
    count('missed', 'analyses.missed'),
    hours('mean', 'analyses.mean'),
    hours('median', 'analyses.median'),
    hours('ninth', 'analyses.ninth'),
  ],
};

export interface Analysed {
  readonly analysis: AnalysisName;
  readonly by: Dimension;
  readonly unit: SpanUnit;
  readonly found: AnalysisShown;
}

/** An analysis in the words of its reader. */
export function analysisTable(
  { analysis, by, unit, found }: Analysed,
  titles: AnalysisTitles,
  reader: Reader,
): AnalysisTable {
  const { t } = reader;
  const columns = COLUMNS[analysis];
  // Types are not divided into types.
  const part = analysis === 'volume' && by === 'type' ? null : PART[analysis];
  const named = namesFor(found.names, reader.language);
  const keyText = (key: string | null): string => {
    if (key === null) return t('desk.nobody');
    switch (by) {
      case 'period':
        if (unit === 'week') return t('analyses.week', { day: dayText(key, reader) });
        return unit === 'day' ? dayText(key, reader) : key;
      case 'organisation':
      case 'person':
        return named.get(key) ?? key;
      case 'queue':
      case 'type':
        return reader.say(titles.definition(key));
    }
  };
  const line = (name: string, row: AnalysisRow, parts = partText(analysis, row.part, titles, reader)) => ({
    key: JSON.stringify([row.key, row.part]),
    cells: [
      name,
      ...(part === null ? [] : [parts]),
      ...columns.map(({ of, isShare = false }) => ({ figure: of(row.figures), isShare })),
    ],
  });
  const all = summed(found.totals).get(null);
  const together =
    all === undefined ? [] : [line(t('analyses.total'), { key: null, part: null, figures: all }, t('analyses.any'))];
  const totals = found.totals.map((row) => line(t('analyses.total'), row));
  return {
    head: [t(`analyses.by.${by}`), ...(part === null ? [] : [t(part)]), ...columns.map(({ title }) => t(title))],
    rows: found.items.map((row) => line(keyText(row.key), row)),
    // Means and ranks of time limits are no sums: each has its own.
    totals:
      part === null ? together : analysis === 'efficiency' || totals.length === 1 ? totals : [...totals, ...together],
    bars: [...summed(found.items)].map(([key, figures]) => {
      const [{ of, isShare = false }] = columns;
      return { key: JSON.stringify(key), title: keyText(key), figure: of(figures), isShare };
    }),
  };
}

function partText(
  analysis: AnalysisName,
  part: string | null,
  titles: AnalysisTitles,
  { say, language }: Reader,
): string {
  if (part === null) return '';
  if (analysis === 'volume') return say(titles.definition(part));
  if (analysis === 'efficiency') return say(titles.clock(part));
  const [, workflow = '', leaves = '[]'] = /^(\S+) (.*)$/s.exec(part) ?? [];
  const names = (JSON.parse(leaves) as readonly string[]).map((leaf) => say(titles.state(workflow, leaf)));
  return names.join(language === 'en' ? ', ' : '、');
}

/** The counts of the parts of each group together; what is no sum of its parts is not asked for. */
export function summed(rows: readonly AnalysisRow[]): ReadonlyMap<string | null, Record<string, number>> {
  const groups = new Map<string | null, Record<string, number>>();
  for (const { key, figures } of rows) {
    const group = groups.get(key) ?? {};
    for (const [name, figure] of Object.entries(figures)) group[name] = (group[name] ?? 0) + figure;
    groups.set(key, group);
  }
  return groups;
}

/** The sentence that an analysis comes to. */
export function analysisTitle(
  analysis: AnalysisName,
  { totals }: Pick<AnalysisShown, 'totals'>,
  { t, number, percent }: Reader,
): string {
  const all = summed(totals.map((row) => ({ ...row, key: null }))).get(null);
  if (all === undefined) return t('analyses.title.none');
  const of = (name: string) => all[name] ?? 0;
  switch (analysis) {
    case 'volume':
      return t('analyses.title.volume', { count: of('registered') });
    case 'workload':
      return t('analyses.title.workload', { count: of('handled') });
    case 'outcome':
      return t('analyses.title.outcome', { count: of('closed') });
    case 'tracking':
      return t('analyses.title.tracking', { count: of('open'), late: number(of('late')) });
    case 'efficiency':
      return t('analyses.title.efficiency', { share: percent(of('stopped') === 0 ? 0 : of('met') / of('stopped')) });
  }
}

/** The same as an XLSX file: texts are marked as texts, so that no program takes one for a formula. */
export async function analysisFile({ head, rows, totals }: AnalysisTable, sheet: string): Promise<Blob> {
  const { default: write } = await import('write-excel-file/universal');
  const text = (value: string) => ({ value, type: String, format: '@' });
  const cell = (one: Cell) =>
    typeof one === 'string'
      ? text(one)
      : { value: one.figure, type: Number, ...(one.isShare ? { format: '0.0%' } : {}) };
  const heads = head.map((one) => ({ ...text(one), fontWeight: 'bold' as const }));
  return await write([
    {
      sheet,
      data: [heads, ...[...rows, ...totals].map(({ cells }) => cells.map(cell))],
      columns: head.map((_, i) => ({ width: i === 0 ? 28 : 18 })),
      stickyRowsCount: 1,
    },
  ]).toBlob();
}
