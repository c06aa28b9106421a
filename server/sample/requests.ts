import { createHash } from 'node:crypto';
import type { JsonObject } from '../../definitions/index.ts';
import { BANK_AHEAD_MS } from '../clock.ts';

export interface SampleRequestsOptions {
  /** How many requests come in a working day. */
  readonly perDay: number;
  readonly days: number;
  readonly seed: number;
  /** Customers are `C00000001` … */
  readonly customers: number;
  /** The last instant of what has happened. */
  readonly now: Date;
}

/** Where sample requests come in, and who works on them there. */
const DESKS = [
  { node: 'east', agents: ['sample-agent-east', 'sample-agent-east', 'sample-lead'] },
  { node: 'west', agents: ['sample-agent-west'] },
] as const satisfies readonly { readonly node: string; readonly agents: readonly [string, ...string[]] }[];

const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];

/**
 * What came in at the sample bank's desks on the days up to now, as requests to be imported: most are answered, some late, some taken up by
 * nobody, some opened again, and what came in lately is under way. The same options give the same requests.
 */
export function* sampleServiceRequests(options: SampleRequestsOptions): Generator<JsonObject> {
  const { days, perDay, now, seed } = options;
  // A day at the bank begins at midnight of its own clock.
  const midnight = Math.floor((now.getTime() + BANK_AHEAD_MS) / DAY) * DAY - BANK_AHEAD_MS;
  for (let day = days; day >= 0; day -= 1) {
    const from = midnight - day * DAY;
    if (isWeekend(from)) continue;
    for (let n = 0; n < perDay; n += 1) {
      const draw = drawing(`${seed}/${new Date(from).toISOString()}/${n}`);
      const at = Math.floor(from + 8.6 * HOUR + draw('at') * 9 * HOUR);
      if (at < now.getTime()) yield requestAt(at, draw, options);
    }
  }
}

/** Uniform in [0, 1), by name: different names draw independently. */
type Draw = (name: string) => number;

const drawing =
  (seed: string): Draw =>
  (name) =>
    createHash('sha256').update(`${seed}/${name}`).digest().readUInt32BE(0) / 2 ** 32;

const one = <L extends readonly [unknown, ...unknown[]]>(list: L, share: number): L[number] =>
  list[Math.floor(share * list.length)] ?? list[0];

function requestAt(at: number, draw: Draw, { customers, now }: SampleRequestsOptions): JsonObject {
  const isComplaint = draw('kind') < 0.45;
  const { node, agents } = one(DESKS, draw('desk'));
  const agent = one(agents, draw('agent'));
  const channel = one(['phone', 'phone', 'branch', 'web'], draw('channel'));
  const isRegulator = isComplaint && draw('regulator') < 0.05;
  const facts: JsonObject = isComplaint
    ? {
        channel: isRegulator ? 'regulator' : channel,
        receivedAt: instant(at),
        topic: one(['service', 'fees', 'cards', 'cards', 'loans', 'wealth'], draw('topic')),
        ...(draw('claims') < 0.4 && { amountClaimed: Math.round(draw('claimed') ** 3 * 2_000_000) / 100 }),
      }
    : {
        channel,
        receivedAt: instant(at),
        matter: one(
          ['suggestion', 'purchase', 'purchase', 'payoff', 'statement', 'statement', 'vipCard', 'exit'],
          draw('matter'),
        ),
      };
  const needsApproval = facts['matter'] === 'vipCard' || facts['matter'] === 'exit';
  const way = { at, agent, isComplaint, needsApproval };
  return {
    type: isComplaint ? 'request-type/complaint' : 'request-type/service-request',
    customer: `C${String(1 + Math.floor(draw('customer') * Math.max(customers, 1))).padStart(8, '0')}`,
    channel: isRegulator ? 'api' : channel,
    node,
    registeredAt: instant(at),
    facts,
    events: eventsOf(way, draw).filter((event) => Date.parse(String(event['at'])) <= now.getTime()),
  };
}

interface Way {
  readonly at: number;
  readonly agent: string;
  readonly isComplaint: boolean;
  readonly needsApproval: boolean;
}

/** What happens to a request, as far ahead as it goes. */
function eventsOf({ at, agent, isComplaint, needsApproval }: Way, draw: Draw): readonly JsonObject[] {
  const events: JsonObject[] = [];
  let last = at;
  const next = (event: string, after: number, more: JsonObject = { by: agent }) => {
    last = atWork(last + after);
    events.push({ at: instant(last), event, ...more });
  };
  const answer = (name: string, after: number) => {
    const replied = { replyText: '已向客户说明处理结果 / The outcome was explained to the customer' };
    if (needsApproval) {
      next('submit', after);
      next('approved', (1 + 8 * draw(`${name}approval`)) * HOUR, { by: 'sample-lead' });
    } else if (isComplaint) {
      const repliedAt = instant(atWork(last + after));
      next('resolve', after, { by: agent, facts: { ...replied, repliedAt } });
    } else next('resolve', after);
  };
  if (draw('withdrawn') < 0.04) {
    next('withdraw', (1 + 20 * draw('gone')) * HOUR, {});
    return events;
  }
  // One in ten lies for longer than its first answer may take.
  next('claim', draw('late') < 0.1 ? (4 + 20 * draw('claim')) * HOUR : (5 + 80 * draw('claim')) * MINUTE);
  next('customerContacted', (5 + 40 * draw('contact')) * MINUTE);
  if (draw('asks') < 0.25) {
    next('askCustomer', (10 + 200 * draw('ask')) * MINUTE);
    next('customerReplied', (2 + 48 * draw('reply')) * HOUR, {});
  }
  answer('first', (1 + 60 * draw('answer') ** 2) * HOUR);
  if (draw('reopened') < 0.06) {
    next('reopen', (4 + 60 * draw('reopen')) * HOUR);
    answer('second', (2 + 20 * draw('again')) * HOUR);
  }
  return events;
}

/** An instant, or the next at which somebody is at work. */
function atWork(at: number): number {
  const day = Math.floor((at + BANK_AHEAD_MS) / DAY) * DAY - BANK_AHEAD_MS;
  const [opens, closes] = [day + 8.5 * HOUR, day + 18 * HOUR];
  if (isWeekend(at) || at > closes) return atWork(day + DAY + 8.5 * HOUR + (at % (45 * MINUTE)));
  return Math.max(at, opens);
}

const isWeekend = (at: number): boolean => [0, 6].includes(new Date(at + BANK_AHEAD_MS).getUTCDay());

const instant = (at: number): string => new Date(Math.floor(at)).toISOString();
