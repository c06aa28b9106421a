import { documentProblem } from '../reading/document-problems.ts';
import { formulaSizeProblems } from '../reading/formula-size.ts';
import { canonical, hashText } from '../model/hash.ts';
import { isObject, type Json, type JsonObject } from '../model/json.ts';
import { kindOf, kinds } from '../kinds/index.ts';
import type { Document, Reference } from '../model/document.ts';
import type { Kind } from '../kinds/kind.ts';
import type { Definition } from './definition.ts';
import { linkProblem } from './link-problems.ts';
import { targetsIn } from './mentions.ts';
import { nearestName } from '../model/did-you-mean.ts';
import { type Problem, refuses } from '../model/problem.ts';
import { MOST_BYTES, treeProblems } from '../reading/document-limits.ts';
import { utf8Length } from '../reading/utf8.ts';
import { validate } from '../reading/validate.ts';

/** A document to be linked: parsed JSON, the place of its file below the folder (`criteria/vip.json`), its published version. */
export interface Source {
  readonly document: unknown;
  readonly place?: string;
  readonly version?: number | null;
}

/** A document whose schema holds, with its kind and all that can be said of it alone. */
export interface IdentifiedDocument {
  readonly id: string;
  readonly kind: Kind;
  readonly document: Document;
  readonly version: number | null;
  readonly hash: string;
  readonly references: readonly Reference[];
  /** Ids of the definitions it mentions, sorted, each once. */
  readonly targets: readonly string[];
  /** Whether a sequence, `1..n`, may stand in one of its formulas. */
  readonly mayLoop: boolean;
}

/** What became of the sources, in their order: drafts by id, and the problems of each source. */
export interface Identified {
  readonly drafts: ReadonlyMap<string, IdentifiedDocument>;
  /** Ids that a source claims but does not fill: its document is malformed. */
  readonly malformed: ReadonlySet<string>;
  readonly entries: readonly { readonly draft: IdentifiedDocument | null; readonly problems: readonly Problem[] }[];
}

/**
 * Reads what each source is: a kind whose schema holds, a name that fits its place, an id that no other has. What is known to be
 * unchanged is taken as it was.
 */
export function identify(
  sources: readonly Source[],
  unchanged: ReadonlyMap<string, Definition> = new Map(),
  unread: readonly string[] = [],
): Identified {
  const drafts = new Map<string, IdentifiedDocument>();
  const places = new Map<string, string | undefined>();
  const malformed = new Set<string>(unread);
  const entries = sources.map((source) => {
    const { draft, id, problems } = knownSource(source, unchanged) ?? readSource(source);
    if (draft === null) {
      if (id !== undefined) malformed.add(id);
      return { draft, problems };
    }
    if (!drafts.has(draft.id)) {
      drafts.set(draft.id, draft);
      places.set(draft.id, source.place);
      return { draft, problems };
    }
    const both = [places.get(draft.id), source.place].filter((place) => place !== undefined);
    const where = both.length === 0 ? '' : ` (${both.join(', ')})`;
    const twice = linkProblem(
      'duplicate-definition',
      { definition: draft.id, pointer: '' },
      { id: draft.id, places: where },
    );
    return { draft: null, problems: [...problems, twice] };
  });
  return { drafts, malformed, entries };
}

interface SourceRead {
  readonly draft: IdentifiedDocument | null;
  readonly id?: string;
  readonly problems: readonly Problem[];
}

/** A source whose definition is unchanged: its document is written as that one's. */
function knownSource(
  { document, version }: Source,
  unchanged: ReadonlyMap<string, Definition>,
): SourceRead | undefined {
  if (unchanged.size === 0 || !isObject(document)) return undefined;
  const known = unchanged.get(`${String(document['kind'])}/${String(document['name'])}`);
  const kind = known === undefined ? undefined : kindOf(known.kind);
  if (known === undefined || kind === undefined) return undefined;
  return { draft: new UnchangedDocument(known, kind, version ?? null), problems: [] };
}

/** Of most definitions that are unchanged nobody asks where its mentions stand, nor whether it may loop. */
class UnchangedDocument implements IdentifiedDocument {
  readonly id: string;
  readonly kind: Kind;
  readonly document: Document;
  readonly version: number | null;
  readonly hash: string;
  readonly targets: readonly string[];

  constructor({ id, document, hash, references }: Definition, kind: Kind, version: number | null) {
    this.id = id;
    this.kind = kind;
    this.document = document;
    this.version = version;
    this.hash = hash;
    this.targets = references;
  }

  get references(): readonly Reference[] {
    return this.kind.references(this.document);
  }

  get mayLoop(): boolean {
    return JSON.stringify(this.document).includes('..');
  }
}

function readSource(source: Source): SourceRead {
  const label = source.place?.replace(/\.json$/, '');
  const inTree = treeProblems(source.document, label);
  if (refuses(inTree)) return { draft: null, ...(label === undefined ? {} : { id: label }), problems: inTree };
  // The tree holds JSON values only, so the document may be read as JSON from here on.
  const document = source.document as Json;
  const at = (pointer: string) => (label === undefined ? { pointer } : { definition: label, pointer });
  if (!isObject(document) || typeof document['kind'] !== 'string' || typeof document['name'] !== 'string') {
    return { draft: null, problems: [documentProblem('not-a-definition', at(''))] };
  }
  const kind = kindOf(document['kind']);
  if (kind === undefined) return { draft: null, problems: [unknownKind(document['kind'], at('/kind'))] };
  return readOf(kind, document, document['name'], source);
}

function unknownKind(found: string, at: { readonly definition?: string; readonly pointer: string }): Problem {
  const known = kinds.map((kind) => kind.name);
  const near = nearestName(found, known);
  const hint = near === undefined ? '' : { 'zh-CN': `是否指“${near}”？`, en: `did you mean "${near}"? ` };
  return documentProblem('unknown-kind', at, { found: found.slice(0, 60), hint, known: known.join(', ') }, { found });
}

function readOf(kind: Kind, json: JsonObject, name: string, source: Source): SourceRead {
  const id = `${kind.name}/${name}`;
  const problems = [...validate(kind.schema, json, id.length <= 300 ? id : kind.name)];
  if (!refuses(problems)) problems.push(...formulaSizeProblems(json, id));
  if (refuses(problems)) return { draft: null, id, problems };
  const text = canonical(json);
  if (utf8Length(text) > MOST_BYTES) {
    problems.push(
      documentProblem('document-too-large', { definition: id, pointer: '' }, { most: MOST_BYTES / 1024 / 1024 }),
    );
  }
  if (refuses(problems)) return { draft: null, id, problems };
  if (source.place !== undefined && source.place !== `${id}.json`) {
    const slots = { place: source.place, id, expected: `${id}.json` };
    problems.push(linkProblem('wrong-place', { definition: id, pointer: '/name' }, slots));
  }
  // The kind's schema has just held, so the document has the shape its type says.
  const document = json as unknown as Document;
  const references = kind.references(document);
  const draft = {
    id,
    kind,
    document,
    version: source.version ?? null,
    hash: hashText(text),
    references,
    targets: targetsIn(references),
    mayLoop: text.includes('..'),
  };
  return { draft, problems };
}
