import {
  type ApprovalState,
  approvalStates,
  compile,
  type Compiled,
  type Cuts,
  type Definition,
  type Entity,
  type JsonObject,
  type Library,
  ownFacts,
  type Problem,
  type QueueDocument,
  refuses,
  type RequestRules,
  requestRules,
  type WorkflowDocument,
} from '../../../definitions/index.ts';
import type { Database } from '../../store/tables.ts';
import type { Catalog } from '../definitions/catalog.ts';
import { pastCatalogs } from '../definitions/past-catalogs.ts';
import { isSensitive } from '../population/read-records.ts';

/** A queue ready to step its requests: made once for each closure, then only called. */
export interface PreparedQueue {
  /** `queue/complaints`. */
  readonly id: string;
  readonly version: number;
  readonly closure: string;
  readonly document: QueueDocument;
  readonly workflow: Definition & { readonly document: WorkflowDocument };
  /** The request as its workflow reads it. */
  readonly entity: Entity;
  /** The definitions of its workflow and queues, by which `turn` steps. */
  readonly rules: RequestRules;
  /** The states of its workflow that require approval. */
  readonly approvals: readonly ApprovalState[];
  /** A table that says who approves, made ready once; undefined where there is none. */
  authority(table: string): Compiled | undefined;
  /** The definitions that it came into force with. */
  readonly environment: Library['environment'];
  /** Whether only decisions read a field of it. */
  isSensitive(field: string): boolean;
  /** Why facts are none of a request, at pointers within `{ "facts": … }`; none where they are. */
  whyNot(facts: JsonObject): readonly Problem[];
  /** Another queue of the same set of definitions. */
  beside(id: string): PreparedQueue | undefined;
}

/** The queues of a server: those in force, and those that open requests came into before. */
export interface PreparedQueues {
  /** What is in force: request types and their routing. */
  readonly catalog: Catalog;
  inForce(id: string): PreparedQueue | undefined;
  /** A queue as it was when a request came into it; undefined where the store does not keep it. */
  pinned(pin: QueuePin): Promise<PreparedQueue | undefined>;
}

export interface QueuePin {
  readonly queue: string;
  readonly queue_closure: string;
}

/** Of so many sets of definitions, those asked for last, the machines are kept: open requests are of few versions. */
const MOST_KEPT = 8;

export function preparedQueues(runtime: { readonly catalog: Catalog }, database: Database): PreparedQueues {
  const kept = new Map<Library, Map<string, PreparedQueue>>();
  const past = pastCatalogs(database);
  const prepared = (library: Library, id: string): PreparedQueue | undefined => {
    const definition = library.definitions.get(id);
    if (definition?.kind !== 'queue' || library.broken.has(id)) return undefined;
    const queues = kept.get(library) ?? new Map<string, PreparedQueue>();
    kept.delete(library);
    kept.set(library, queues);
    for (const oldest of [...kept.keys()].slice(0, -MOST_KEPT)) kept.delete(oldest);
    const known = queues.get(id);
    if (known !== undefined) return known;
    const queue = prepare(
      library,
      definition,
      (other) => prepared(library, other),
      () => runtime.catalog.frozenCuts,
    );
    if (queue !== undefined) queues.set(id, queue);
    return queue;
  };
  return {
    get catalog() {
      return runtime.catalog;
    },
    inForce: (id) => prepared(runtime.catalog.library, id),
    async pinned({ queue: ref, queue_closure: closure }) {
      // A queue of another set means the same, but may have others beside it: the newest set goes before.
      const { library: newest } = runtime.catalog;
      const libraries = [newest, ...[...kept.keys()].toReversed()];
      const library = libraries.find(({ definitions }) => definitions.get(ref)?.closure === closure);
      if (library !== undefined) return prepared(library, ref);
      const catalog = await past({ ref, closure, cuts: runtime.catalog.cuts });
      return catalog === undefined ? undefined : prepared(catalog.library, ref);
    },
  };
}

function prepare(
  library: Library,
  definition: Definition,
  beside: PreparedQueue['beside'],
  cuts: () => Cuts,
): PreparedQueue | undefined {
  const { definitions, environment } = library;
  const { id, version, closure } = definition;
  // What a kind's schema holds of a document is its type.
  const document = definition.document as QueueDocument;
  const workflow = definitions.get(document.workflow) as PreparedQueue['workflow'] | undefined;
  const entity = workflow && environment.entity(workflow.document.entity);
  const rules = requestRules(document.workflow, environment);
  if (workflow === undefined || entity === undefined || rules === null) return undefined;
  const tables = new Map<string, Compiled>();
  const own = { ...ownFacts(entity), id: 'request' };
  const record = compile(
    {
      environment: { entity: (of) => environment.entity(of), decision: (of) => (of === own.id ? own : undefined) },
      definitions: new Map([[own.id, { version: null, hash: '', closure: '' }]]),
    },
    [own.id],
  );
  return {
    id,
    version: version ?? 0,
    closure,
    document,
    workflow,
    entity,
    rules,
    approvals: approvalStates(workflow.document.machine),
    authority(table) {
      const known = tables.get(table);
      if (known !== undefined || environment.decision(table) === undefined) return known;
      const made = compile(library, [table], { cuts: cuts() });
      tables.set(table, made);
      return made;
    },
    environment,
    beside,
    isSensitive: (field) => isSensitive(library, workflow.document.entity, field),
    whyNot(facts) {
      const reading = record.read({ facts });
      return reading.record === undefined ? reading.problems.filter((one) => refuses([one])) : [];
    },
  };
}
