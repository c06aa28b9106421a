import type { Expression } from '../../model/expression.ts';
import { beside, zh } from './chinese.ts';
import { conditionClause } from './clauses.ts';
import { innerJunction, joinedZh, toldAmong } from './junctions.ts';
import { sentenceCase } from './english.ts';
import { afterWho, ofWhom } from './flags.ts';
import { setTitle } from './sets.ts';
import { pick2, quoted, type Speech, spoken } from './speech.ts';

const NUMBERS = '①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳';

interface Parts {
  readonly kind: 'and' | 'or';
  readonly items: readonly Expression[];
}

/** The parts of a condition as it reads on top: what must all hold, or of what one must. */
function partsOf(e: Expression): Parts {
  if (e.kind === 'holds') return partsOf(e.of);
  if ((e.kind !== 'and' && e.kind !== 'or') || (e.items.length > 1 && innerJunction(e) === undefined))
    return { kind: 'and', items: [e] };
  const items = e.items.flatMap((item): readonly Expression[] => {
    const inner = partsOf(item);
    return inner.items.length > 1 && inner.kind === e.kind ? inner.items : [item];
  });
  return items.length === 1 && items[0] !== undefined ? partsOf(items[0]) : { kind: e.kind, items };
}

/** Whether a condition is short enough to be said of a subject in one breath. */
function isShort({ items }: Parts): boolean {
  return items.length === 1 || (items.length === 2 && items.every((item) => innerJunction(item) === undefined));
}

/** Those who meet a condition, `客户类型为“个人”的客户`, `customers whose …`; undefined where it takes a list to say it. */
export function whoMeets(e: Expression, subject: string, speech: Speech): string | undefined {
  const parts = partsOf(e);
  if (!isShort(parts)) return undefined;
  const { kind, items } = parts;
  const told = toldAmong(items, kind, speech);
  const set = kind === 'and' ? firstSet(items, subject, speech) : undefined;
  const rest = items.filter((item) => item !== set?.item);
  const whom = set?.title ?? subject;
  if (rest.length === 0) return whom;
  return pick2(
    speech,
    beside(
      joinedZh(
        rest.map((item) => conditionClause(item, speech, told)),
        kind === 'and',
        0,
      ),
      `的${whom}`,
    ),
    `${whom} ${rest.map((item) => relative(item, told, speech)).join(kind === 'and' ? ' and ' : ' or ')}`,
  );
}

/** The first part of a condition that is a criteria named for those who meet it: they are whom the others speak of. */
function firstSet(items: readonly Expression[], subject: string, speech: Speech) {
  for (const item of items) {
    const criteria = criteriaOf(item, true);
    const title = criteria?.wanted === true ? setTitle(criteria.of, subject, speech) : undefined;
    if (title !== undefined) return { item, title };
  }
  return undefined;
}

/** A condition as a whole sentence about `subject` (`客户`, `customers`): one clause, or a numbered list of short ones. */
export function conditionSentence(e: Expression, subject: string, speech: Speech): string {
  const always = constantly(e);
  if (always !== undefined) return allOrNone(always, subject, speech);
  const short = whoMeets(e, subject, speech);
  if (short !== undefined) return sentenceCase(short) + pick2(speech, '。', '.');
  const head =
    partsOf(e).kind === 'and'
      ? pick2(speech, '满足以下全部：', 'All of the following hold: ')
      : pick2(speech, '满足以下任一：', 'At least one of the following holds: ');
  return head + conditionList(e, speech);
}

/** Whether a condition asks nothing of anybody and so always holds, or never. */
function constantly(e: Expression): boolean | undefined {
  if (e.kind === 'holds') return constantly(e.of);
  if (e.kind === 'constant') return e.value === true;
  if (e.kind === 'not') {
    const of = constantly(e.of);
    return of === undefined ? undefined : !of;
  }
  if (e.kind !== 'and' && e.kind !== 'or') return undefined;
  const items = e.items.map(constantly);
  const decisive = e.kind === 'or';
  if (items.includes(decisive)) return decisive;
  return items.includes(undefined) ? undefined : !decisive;
}

const allOrNone = (isAll: boolean, subject: string, speech: Speech) =>
  isAll
    ? pick2(speech, zh`所有${subject}。`, `All ${subject}.`)
    : pick2(speech, zh`没有任何${subject}。`, `No ${subject}.`);

/** The parts of a condition, numbered: `① …；② …。` */
export function conditionList(e: Expression, speech: Speech): string {
  const { items, kind } = partsOf(e);
  const told = toldAmong(items, kind, speech);
  return numbered(
    items.map((item) => ofWhom(conditionClause(item, speech, told), speech)),
    speech,
  );
}

/** Whether all parts of a condition must hold, or one. */
export function junctionOf(e: Expression): 'and' | 'or' {
  return partsOf(e).kind;
}

/** A clause of a customer as English tells it after the noun: `whose age is …`, `who meet …`, `for whom …`. */
function relative(item: Expression, told: readonly string[], speech: Speech): string {
  const criteria = criteriaOf(item, true);
  if (criteria !== undefined) {
    const title = quoted(spoken(speech, criteria.of.title));
    return `who ${criteria.wanted ? '' : 'do not '}meet ${title}`;
  }
  const clause = conditionClause(item, speech, told);
  const statement = afterWho(clause);
  if (statement !== undefined) return `who ${statement}`;
  return /^(?:the|there|among|for|not|either|both|in|it) |^“/.test(clause) ? `for whom ${clause}` : `whose ${clause}`;
}

function criteriaOf(e: Expression, wanted: boolean) {
  if (e.kind === 'holds') return criteriaOf(e.of, wanted);
  if (e.kind === 'not') return criteriaOf(e.of, !wanted);
  return e.kind === 'named' && e.owner === undefined && e.isCondition === true ? { of: e, wanted } : undefined;
}

/** `① …；② …。` or `(1) …; (2) ….` */
export function numbered(items: readonly string[], speech: Speech): string {
  const parts = items.map((item, i) => pick2(speech, zh`${NUMBERS[i] ?? `(${i + 1})`} ${item}`, `(${i + 1}) ${item}`));
  return parts.join(pick2(speech, '；', '; ')) + pick2(speech, '。', '.');
}
