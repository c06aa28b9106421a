import { beforeEach, expect, it } from 'vitest';
import type { JsonObject } from '../../../../definitions/index.ts';
import {
  ANALYSES,
  type AnalysisAsked,
  type AnalysisRow,
  analyseRequests,
  DIMENSIONS,
} from '../../../../server/operations/requests/analyse-requests.ts';
import { importRequest } from '../../../../server/operations/requests/import-request.ts';
import type { Life } from '../../../../server/operations/requests/life.ts';
import { sampleServiceRequests } from '../../../../server/sample/requests.ts';
import { hostOperator } from '../../../../server/store/actor.ts';
import type { Dimension } from '../../../../server/store/request-analyses.ts';
import { readPerson } from '../../../../server/store/people.ts';
import type { RequestEventTable, ServiceRequestTable } from '../../../../server/store/request-tables.ts';
import { packSources } from '../../../support/packs.ts';
import { codesOf, type Desk, openDesk } from '../../support/requests.ts';
import { onBothDatabases } from '../../support/stores.ts';

const STAFF = { 'sample-agent-east': 'amy', 'sample-lead': 'tom', 'sample-agent-west': 'wes' } as const;
const PERIOD = { from: '2026-11-16', to: '2026-11-22', unit: 'day' } as const;
const ALL = { type: null, queue: null, organisation: null, person: null };

interface Lived {
  readonly row: ServiceRequestTable;
  readonly life: Life;
  readonly events: readonly RequestEventTable[];
}

onBothDatabases('the analyses of requests', (stores) => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk(stores, pack());
    const asked = { perDay: 3, days: 9, seed: 4, customers: 50, now: desk.now };
    for (const [i, request] of [...sampleServiceRequests(asked)].entries()) {
      const text = Object.entries(STAFF).reduce((all, [from, to]) => all.replaceAll(from, to), JSON.stringify(request));
      const document = JSON.parse(text) as { readonly facts: JsonObject } & JsonObject;
      const isNamed = document['type'] === 'request-type/complaint' && i % 4 === 0;
      const facts = { ...document.facts, ...(isNamed && { complainedAbout: 'amy' }) };
      await importRequest(desk, hostOperator(), { ...document, facts });
    }
  });

  const livedAll = async (): Promise<readonly Lived[]> => {
    const { database } = desk.store;
    const events = await database.selectFrom('request_event').selectAll().orderBy('number').execute();
    const rows = await database.selectFrom('service_request').selectAll().execute();
    return rows.map((row) => ({
      row,
      life: JSON.parse(row.life) as Life,
      events: events.filter(({ request }) => request === row.id),
    }));
  };
  const readerOf = async (person: string) => ({
    rights: (await readPerson(desk.store.database, person))?.rights ?? [],
    people: [person],
  });
  const analyse = async (person: string, asked: Pick<AnalysisAsked, 'analysis' | 'by'> & Partial<AnalysisAsked>) =>
    await analyseRequests(desk, { ...PERIOD, ...ALL, ...(await readerOf(person)), ...asked });

  // A lead of the bank sees all, an agent of a branch what lies there and does not name her.
  const SEES: readonly (readonly [string, (one: Lived) => boolean])[] = [
    ['lea', () => true],
    ['amy', ({ row, life }) => row.node === 'east' && JSON.stringify(life.facts['complainedAbout'] ?? '') !== '"amy"'],
  ];
  const judged = async (person: string, all: readonly Lived[], seen: readonly Lived[]) => {
    expect(seen.length).toBeGreaterThan(5);
    expect(person === 'lea' || seen.length < all.length).toBe(true);
    let figures = 0;
    for (const analysis of ANALYSES)
      for (const by of DIMENSIONS) {
        const { items, totals } = await analyse(person, { analysis, by });
        const reckoned = (of: Dimension | null) => loop(analysis, of, seen, desk.now.getTime(), by === 'period');
        const rows = by === 'period' && analysis !== 'efficiency' ? everyDay(reckoned(by)) : reckoned(by);
        const expected = { rows: written(rows), totals: written(reckoned(null)) };
        expect({ analysis, by, rows: written(items), totals: written(totals) }).toEqual({ analysis, by, ...expected });
        figures += items.length;
      }
    expect(figures).toBeGreaterThan(60);
  };

  it('are what a loop over all that happened comes to, of what whoever asks sees, and of what is chosen of it', async () => {
    const seen = await livedAll();
    for (const [person, sees] of SEES) await judged(person, seen, seen.filter(sees));
    const one = seen.find(({ row }) => row.owner === 'wes')?.row;
    const chosen = { type: one?.type ?? '', queue: one?.queue ?? '', organisation: 'west', person: 'wes' };
    const { items } = await analyse('lea', { analysis: 'tracking', by: 'person', ...chosen, unit: 'week' });
    const mine = seen.filter(
      ({ row }) => row.owner === 'wes' && row.type === chosen.type && row.queue === chosen.queue && row.node === 'west',
    );
    expect(written(items)).toEqual(written(loop('tracking', 'person', mine, desk.now.getTime())));
    const did = await analyse('lea', { analysis: 'workload', by: 'person', person: 'wes' });
    expect(did.items.map(({ key }) => key)).toEqual(['wes']);
    expect(did.names).toEqual([{ id: 'wes', name: expect.any(String) as string }]);
    const outside = await analyse('amy', { analysis: 'volume', by: 'type', organisation: 'west' });
    expect(outside.items).toEqual([]);
    for (const days of [
      { from: '2026-11-22', to: '2026-11-16' },
      { from: '2026-11-31', to: '2026-12-02' },
      { from: '2020-01-01', to: '2026-01-01', by: 'period' as const, unit: 'month' as const },
      { from: '2025-10-17', to: '2026-11-21' },
    ])
      expect(await codesOf(analyse('lea', { analysis: 'volume', by: 'type', ...days }))).toBe(
        'analysis-days-malformed',
      );
  });
});

/** What the sample requests stand on: of the bank's pack, its request types and queues and all that they name. */
function pack(): readonly JsonObject[] {
  const all = new Map(
    packSources('bank-crm').map(({ document }) => {
      const { kind, name } = document as JsonObject;
      return [`${String(kind)}/${String(name)}`, document as JsonObject];
    }),
  );
  const found = new Set<string>();
  const open = [...all.keys()].filter((id) => /^(queue|request-type)\//.test(id));
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (found.has(id) || !all.has(id)) continue;
    found.add(id);
    open.push(...[...JSON.stringify(all.get(id)).matchAll(/"([a-z-]+\/[a-z0-9-]+)"/g)].map(([, name = '']) => name));
  }
  return [...found].map((id) => all.get(id) ?? {});
}

const written = (rows: readonly AnalysisRow[]): readonly string[] =>
  rows
    .map(({ key, part, figures }) => {
      const named = Object.entries(figures).toSorted(([one], [other]) => (one < other ? -1 : 1));
      return JSON.stringify([key, part, Object.fromEntries(named)]);
    })
    .toSorted();

/** Days without figures stand between the others. */
function everyDay(rows: readonly AnalysisRow[]): readonly AnalysisRow[] {
  const days = Array.from({ length: 7 }, (_, i) => `2026-11-${16 + i}`);
  const empty = days.filter((day) => rows.length > 0 && !rows.some(({ key }) => key === day));
  return [...rows, ...empty.map((key) => ({ key, part: null, figures: {} }))];
}

/**
 * The figures anew, request by request, from its life and its timeline; where it lies, whose it is and in which state it stands is read of its row.
 * `isOfPeriod`: of open requests those alone count that came in within the period.
 */
function loop(
  analysis: (typeof ANALYSES)[number],
  by: Dimension | null,
  seen: readonly Lived[],
  now: number,
  isOfPeriod = by === 'period',
): readonly AnalysisRow[] {
  const groups = new Map<
    string,
    { readonly key: string | null; readonly part: string | null; readonly of: number[][] }
  >();
  const note = (key: string | null, part: string | null, ...figures: number[]) => {
    const name = JSON.stringify([key, part]);
    const group = groups.get(name) ?? { key, part, of: [] };
    group.of.push(figures);
    groups.set(name, group);
  };
  const day = (at: string) => new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 10);
  const isIn = (at: string) => day(at) >= PERIOD.from && day(at) <= PERIOD.to;
  const keyOf = ({ row }: Lived, at: string): string | null => {
    if (by === null) return null;
    return { period: day(at), organisation: row.node, queue: row.queue, person: row.owner, type: row.type }[by];
  };
  const stateOf = ({ row }: Lived) => `${row.workflow} ${row.state}`;
  const touched = new Map<string | null, Set<string>>();
  for (const one of seen) {
    const { row, life, events } = one;
    const begun = events[0]?.occurred_at ?? '';
    const closedAt =
      row.is_open === 1 ? null : (events.findLast((e) => e.from_state !== e.to_state)?.occurred_at ?? null);
    const lines = life.line.clocks as readonly {
      readonly name: string;
      readonly cycle: number;
      readonly consumed: string;
      readonly dueAt: string | null;
      readonly verdict?: string;
    }[];
    const isLate = lines.some(
      ({ dueAt, verdict }) => verdict === undefined && dueAt !== null && Date.parse(dueAt) < now,
    );
    const effects = events.flatMap((event) => JSON.parse(event.effects) as readonly { readonly type: string }[]);
    const isEscalated = effects.some(({ type }) => type === 'escalate');
    switch (analysis) {
      case 'volume':
        if (isIn(begun)) note(keyOf(one, begun), row.type, 1);
        break;
      case 'outcome':
        if (closedAt !== null && isIn(closedAt)) note(keyOf(one, closedAt), stateOf(one), 1, Number(isEscalated));
        break;
      case 'tracking':
        if (row.is_open === 1 && (!isOfPeriod || isIn(begun)))
          note(keyOf(one, begun), stateOf(one), 1, Number(isLate), Number(row.owner === null), Number(isEscalated));
        break;
      case 'workload':
        for (const event of events.filter(
          ({ actor_kind, occurred_at }) => actor_kind === 'person' && isIn(occurred_at),
        )) {
          const key = by === 'person' ? event.actor : keyOf(one, event.occurred_at);
          const known = touched.get(key) ?? new Set();
          note(key, null, 1, known.has(row.id) ? 0 : 1, 0, 0);
          touched.set(key, known.add(row.id));
        }
        if (closedAt !== null && isIn(closedAt)) note(keyOf(one, closedAt), null, 0, 0, 1, 0);
        if (row.is_open === 1 && (!isOfPeriod || isIn(begun))) note(keyOf(one, begun), null, 0, 0, 0, 1);
        break;
      case 'efficiency':
        for (const { name, cycle, consumed, verdict } of lines) {
          const stoppedAt = life.snapshot.clocks.find((clock) => clock.name === name)?.cycles[cycle - 1]?.stoppedAt;
          if (verdict === undefined || stoppedAt === undefined) continue;
          const at = new Date(stoppedAt).toISOString();
          const found = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?$/.exec(consumed);
          if (found === null) throw new Error(`No time: ${consumed}`);
          const [, h = '0', m = '0', s = '0'] = found;
          const ms = Number(h) * 3_600_000 + Number(m) * 60_000 + Math.round(Number(s) * 1000);
          if (isIn(at)) note(keyOf(one, at), name, ms, Number(verdict === 'missed'));
        }
        break;
    }
  }
  return [...groups.values()].map(({ key, part, of }) => ({ key, part, figures: figured(analysis, of) }));
}

function figured(analysis: (typeof ANALYSES)[number], of: readonly number[][]): Record<string, number> {
  const sum = (i: number) => of.reduce((all, one) => all + (one[i] ?? 0), 0);
  switch (analysis) {
    case 'volume':
      return { registered: sum(0) };
    case 'outcome':
      return { closed: sum(0), escalated: sum(1) };
    case 'tracking':
      return { open: sum(0), late: sum(1), unassigned: sum(2), escalated: sum(3) };
    case 'workload':
      return { handled: sum(0), requests: sum(1), closed: sum(2), open: sum(3) };
    case 'efficiency': {
      const times = of.map(([time = 0]) => time).toSorted((one, other) => one - other);
      const within = (share: number) => times[Math.ceil(share * times.length) - 1] ?? 0;
      const missed = sum(1);
      return {
        stopped: of.length,
        met: of.length - missed,
        missed,
        mean: Math.round(sum(0) / of.length),
        median: within(0.5),
        ninth: within(0.9),
      };
    }
  }
}
