import { readSheet } from 'read-excel-file/universal';
import { describe, expect, it } from 'vitest';
import type { AnalysisShown } from '../../../studio/api/request-analyses.ts';
import { type Analysed, analysisFile, analysisTable, analysisTitle } from '../../../studio/desk/analysis-table.ts';
import { testReader } from '../reader.ts';

const TITLES = {
  definition: (id: string) => ({ 'zh-CN': `（${id}）`, en: `<${id}>` }),
  state: (workflow: string, leaf: string) => `${workflow}#${leaf}`,
  clock: (name: string) => ({ 'zh-CN': '首次联系', en: `The clock ${name}` }),
};
const found = (rows: AnalysisShown['items'], names: AnalysisShown['names'] = []): AnalysisShown => ({
  items: rows,
  totals: [{ key: null, part: rows[0]?.part ?? null, figures: rows[0]?.figures ?? {} }],
  names,
});
const CLOCKS: Analysed = {
  analysis: 'efficiency',
  by: 'person',
  unit: 'day',
  found: found(
    [
      {
        key: 'amy',
        part: 'respond',
        figures: { stopped: 4, met: 3, missed: 1, mean: 5_400_000, median: 3_600_000, ninth: 9_000_000 },
      },
      { key: null, part: 'respond', figures: { stopped: 1, met: 1, missed: 0, mean: 0, median: 0, ninth: 0 } },
    ],
    [{ id: 'amy', name: '=cmd|calc' }],
  ),
};

describe('an analysis as a table', () => {
  it('names groups and parts in the language of its reader, hours for milliseconds, shares of what was counted', () => {
    const table = analysisTable(CLOCKS, TITLES, testReader('en'));
    expect(table.head.slice(0, 3)).toEqual(['Person', 'Time limit', 'Share in time']);
    const figures = [0.75, 4, 1, 1.5, 1, 2.5].map((figure, i) => ({ figure, isShare: i === 0 }));
    expect(table.rows[0]?.cells).toEqual(['=cmd|calc', 'The clock respond', ...figures]);
    expect(table.rows[1]?.cells[0]).toBe('nobody');
    expect(table.bars).toEqual([
      { key: '"amy"', title: '=cmd|calc', figure: 0.75, isShare: true },
      { key: 'null', title: 'nobody', figure: 1, isShare: true },
    ]);
    const zh = analysisTable(CLOCKS, TITLES, testReader('zh-CN')).rows[1]?.cells;
    expect(zh?.slice(0, 2)).toEqual(['无人经办', '首次联系']);
    expect(table.totals).toHaveLength(1);
  });

  it('draws one bar of a group, of its parts together, and says what all come to', () => {
    const states = ['["closed"]', '["resolved","told"]'].map((leaves, i) => ({
      key: '2026-11',
      part: `workflow/complaint ${leaves}`,
      figures: { closed: 2 + i, escalated: i },
    }));
    const asked: Analysed = { analysis: 'outcome', by: 'period', unit: 'month', found: found(states) };
    const table = analysisTable(asked, TITLES, testReader('en'));
    expect(table.rows.map(({ cells }) => cells[1])).toEqual([
      'workflow/complaint#closed',
      'workflow/complaint#resolved, workflow/complaint#told',
    ]);
    expect(table.bars).toEqual([{ key: '"2026-11"', title: '2026-11', figure: 5, isShare: false }]);
    expect(analysisTitle('outcome', asked.found, testReader('zh-CN'))).toBe('共办结 2 件请求');
    expect(analysisTitle('outcome', { totals: [] }, testReader('en'))).toBe('Nothing to reckon here');
    expect(analysisTitle('efficiency', CLOCKS.found, testReader('en'))).toBe('75.0% of the time limits were met');
  });

  it('has one column and one total of types by type, and where it is divided a total of each part and of all', () => {
    const rows = ['complaint', 'inquiry'].map((type, i) => ({ key: type, part: type, figures: { registered: 2 + i } }));
    const totals = rows.map((row) => ({ ...row, key: null }));
    const asked: Analysed = { analysis: 'volume', by: 'type', unit: 'day', found: { items: rows, totals, names: [] } };
    const figure = (count: number) => ({ figure: count, isShare: false });
    const byType = analysisTable(asked, TITLES, testReader('zh-CN'));
    expect(byType.head).toEqual(['类型', '受理']);
    expect(byType.rows.map(({ cells }) => cells)).toEqual([
      ['（complaint）', figure(2)],
      ['（inquiry）', figure(3)],
    ]);
    expect(byType.totals.map(({ cells }) => cells)).toEqual([['合计', figure(5)]]);
    const byQueue = analysisTable({ ...asked, by: 'queue' }, TITLES, testReader('en'));
    expect(byQueue.totals.map(({ cells }) => cells)).toEqual([
      ['All together', '<complaint>', figure(2)],
      ['All together', '<inquiry>', figure(3)],
      ['All together', 'all', figure(5)],
    ]);
  });

  it('tells two people of one name apart, in what it says and in its keys', () => {
    const names = ['w1', 'w2', 'li'].map((id) => ({ id, name: id === 'li' ? '李娜 / Li Na' : '王伟 / Wang Wei' }));
    const rows = ['li', 'w1', 'w2'].map((key) => ({ key, part: null, figures: { handled: 7 } }));
    const asked: Analysed = { analysis: 'workload', by: 'person', unit: 'day', found: found(rows, names) };
    const table = analysisTable(asked, TITLES, testReader('en'));
    expect(table.bars.map(({ title }) => title)).toEqual(['Li Na', 'Wang Wei (w1)', 'Wang Wei (w2)']);
    for (const lines of [table.bars, table.rows]) expect(new Set(lines.map(({ key }) => key)).size).toBe(3);
    const zh = analysisTable(asked, TITLES, testReader('zh-CN'));
    expect(zh.rows.map(({ cells }) => cells[0])).toEqual(['李娜', '王伟（w1）', '王伟（w2）']);
  });

  it('is saved as a sheet in which a text is a text, whatever it begins with', async () => {
    const file = await analysisFile(analysisTable(CLOCKS, TITLES, testReader('en')), 'Analyses');
    const rows = await readSheet(await file.arrayBuffer());
    expect(rows[1]).toEqual(['=cmd|calc', 'The clock respond', 0.75, 4, 1, 1.5, 1, 2.5]);
    expect(rows.at(-1)?.[0]).toBe('All together');
  });
});
