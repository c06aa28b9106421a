import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import type { QueueDocument } from '../../../definitions/index.ts';
import { type Confinement, confinementOf } from '../../authority/confinement.ts';
import type { Organisation } from '../../authority/organisation.ts';
import type { Right } from '../../authority/rights.ts';
import type { Tables } from '../../store/tables.ts';
import type { PreparedQueues } from './prepared-queues.ts';
import { rightsToRead, WORKING } from './queue-access.ts';

/** Who reads requests: what he may, and who is behind it, any of whom may be recused. */
export interface RequestReader {
  readonly rights: readonly Right[];
  readonly people: readonly string[];
}

type Each = ExpressionBuilder<Tables, 'service_request'>;
type Where = (each: Each) => Expression<SqlBool>;

/**
 * Whether somebody sees a request: it lies within the scope of what he handles, its queue in force lets him or it was given to him, and he
 * is not recused. One condition for pages and totals alike.
 */
export function isSeenBy({ rights, people }: RequestReader, organisation: Organisation, queues: PreparedQueues): Where {
  const within = confinementOf(organisation, rights, WORKING);
  const closed = [...queues.catalog.library.definitions.values()].flatMap(({ id, kind, document }) => {
    // What a kind's schema holds of a document is its type.
    const policy = document as unknown as QueueDocument;
    if (kind !== 'queue' || policy.access?.read === undefined) return [];
    const own = rightsToRead(policy, { organisation, rights });
    return own.length === rights.length ? [] : [{ id, within: confinementOf(organisation, own, WORKING) }];
  });
  return (each) => {
    const lets = closed.map((queue) => each.or([each('queue', '!=', queue.id), isWithin(each, queue.within)]));
    const own = people.length === 0 || lets.length === 0 ? [] : [each('owner', 'in', [...people])];
    return each.and([isWithin(each, within), isOpenTo(each, people), each.or([...own, each.and(lets)])]);
  };
}

function isWithin(each: Each, within: Confinement): Expression<SqlBool> {
  if (within.kind === 'none') return each.and([]);
  return within.nodes.length === 0 ? each.or([]) : each('node', 'in', [...within.nodes]);
}

/** Whether none of some people is recused from a request. */
function isOpenTo(each: Each, people: readonly string[]): Expression<SqlBool> {
  if (people.length === 0) return each.and([]);
  const recused = each
    .selectFrom('request_recused')
    .select('request_recused.person')
    .where('request_recused.person', 'in', [...people])
    .whereRef('request_recused.request', '=', 'service_request.id');
  return each.not(each.exists(recused));
}
