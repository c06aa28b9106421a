import type { JsonObject, requestLine, RequestSnapshot } from '../../../definitions/index.ts';
import type { ServiceRequestTable } from '../../store/request-tables.ts';

/** All that is kept of a request between two steps, as JSON. */
export interface Life {
  readonly snapshot: RequestSnapshot;
  readonly facts: JsonObject;
  /** How its clocks stood after the step, and the rungs that lay ahead: what lists show without the definitions. */
  readonly line: Pick<ReturnType<typeof requestLine>, 'clocks' | 'rungs'>;
  /** The timer of its ladder: the first rung that lies ahead, since the revision that armed it. */
  readonly ladder: Timer | null;
  /** The timer of its assignment: it is to be taken up, or waits for somebody. */
  readonly assignment?: Timer | null;
}

/** A timer as a life has it. */
export interface Timer {
  readonly key: string;
  readonly generation: number;
  readonly name: string;
  readonly dueAt: string;
}

/** A request as it is kept, and its life. */
export interface Lived {
  readonly row: ServiceRequestTable;
  readonly life: Life;
}

/** What a request's last step left, as it was kept. */
export const lifeOf = ({ life }: Pick<ServiceRequestTable, 'life'>): Life => JSON.parse(life) as Life;

export const subjectOf = (number: string): string => `request/${number}`;
