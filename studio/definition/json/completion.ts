import { ensureSyntaxTree } from '@codemirror/language';
import type { EditorState } from '@codemirror/state';
import type { Json, JsonObject } from '../../../definitions/index.ts';
import { type Node, pathOf } from './json-place.ts';
import type { Mention } from './mentions.ts';
import { membersAt, schemasAt, type Step } from './schema-place.ts';

/** What the editor knows besides the text: the kind's schema, and what may be mentioned. */
export interface Known {
  readonly schema: JsonObject | undefined;
  /** Definitions in force and their results, as references are written. */
  readonly references: readonly Mention[];
  /** Fields of the entity. */
  readonly facts: readonly Mention[];
  readonly operators: readonly Mention[];
  /** Single relations of the entity, as `of` names them. */
  readonly relations: readonly Mention[];
  /** A schema's own title, in the reader's language. */
  readonly titleOf: (schema: JsonObject) => string;
}

interface CompletionContext {
  readonly state: EditorState;
  readonly pos: number;
  /** Whether the reader asked by a key, and did not only type. */
  readonly explicit: boolean;
}

interface Completion {
  readonly label: string;
  readonly apply: string;
  readonly detail: string;
}

interface Completions {
  readonly from: number;
  readonly to: number;
  readonly options: readonly Completion[];
}

/** What may be written at a place of a definition: the names its schema knows there, or the values; null where it knows of none. */
export function completionsAt({ state, pos, explicit }: CompletionContext, known: Known): Completions | null {
  const node = ensureSyntaxTree(state, state.doc.length, 200)?.resolveInner(pos, -1);
  if (node === undefined || known.schema === undefined) return null;
  // What was typed after the opening quotation mark is compared with the choices; the mark that closes it is written again.
  const inside = { from: node.from + 1, to: node.to };
  if (node.name === 'PropertyName') {
    const object = node.parent?.parent ?? null;
    if (object === null) return null;
    const hasValue = /^\s*:/.test(state.sliceDoc(node.to, node.to + 20));
    const names = nameChoices(state, object, known, node);
    return { ...inside, options: names.map((one) => written(one, '', hasValue ? '"' : '": ')) };
  }
  if (node.name === 'String') {
    const values = valueChoices(pathOf(node, state), known).filter(({ text }) => typeof text === 'string');
    return { ...inside, options: values.map((one) => written(one, '', '"')) };
  }
  if (!explicit) return null;
  const blank = { from: pos, to: pos };
  if (node.name === 'Object') {
    const names = nameChoices(state, node, known, null);
    return { ...blank, options: names.map((one) => written(one, '"', '": ')) };
  }
  const path = pathAfter(node, state);
  return path === null ? null : { ...blank, options: valueChoices(path, known).map((one) => written(one, '"', '"')) };
}

/** The path of the value that is missing at a node: after a name's colon, or in a list. */
function pathAfter(node: Node, state: EditorState): readonly Step[] | null {
  if (node.name === 'Array') return [...pathOf(node, state), 0];
  if (node.name !== 'Property' && node.name !== ':') return null;
  const name = (node.name === ':' ? node.parent : node)?.getChild('PropertyName') ?? null;
  return name === null ? null : pathOf(name, state);
}

/** A value that may stand at a place, and what it means. */
interface Value {
  readonly text: string | number | boolean | null;
  readonly title: string;
}

/** How a choice is offered and written: a text between its quotation marks, as far as they are not there yet. */
function written({ text, title }: Value, before: string, after: string): Completion {
  if (typeof text !== 'string') return { label: String(text), apply: String(text), detail: title };
  return { label: text, apply: before + JSON.stringify(text).slice(1, -1) + after, detail: title };
}

/** The names an object may still have. */
function nameChoices(
  state: EditorState,
  object: Node,
  { schema = {}, titleOf }: Known,
  own: Node | null,
): readonly Value[] {
  const taken = new Set(
    object.getChildren('Property').flatMap((property) => {
      const name = property.getChild('PropertyName');
      return name === null || name.from === own?.from ? [] : [state.sliceDoc(name.from, name.to)];
    }),
  );
  return [...membersAt(schema, pathOf(object, state))].flatMap(([name, member]) => {
    return taken.has(JSON.stringify(name)) ? [] : [{ text: name, title: titleOf(member) }];
  });
}

/** The values that may stand at a path: those its schema lists, references that fit it, fields where a fact is asked for. */
function valueChoices(path: readonly Step[], known: Known): readonly Value[] {
  const { schema = {}, references, facts, operators, relations } = known;
  const last = path.at(-1);
  const schemas = schemasAt(schema, path);
  const listed = schemas.flatMap(({ enum: members, const: only, type }): Json[] => [
    ...(Array.isArray(members) ? members : []),
    ...(only === undefined ? [] : [only]),
    ...(type === 'boolean' ? [true, false] : []),
  ]);
  const patterns = schemas.flatMap(({ pattern }) =>
    typeof pattern === 'string' && pattern.includes('/') ? [pattern] : [],
  );
  const fits = ({ text }: Mention) => patterns.some((pattern) => new RegExp(pattern, 'u').test(text));
  const results = references.filter(({ text }) => text.includes('#'));
  const isOfCondition = last === 'of' && membersAt(schema, path.slice(0, -1)).has('operator');
  const asked =
    last === 'fact'
      ? [...facts, ...results]
      : last === 'operator'
        ? operators
        : isOfCondition
          ? relations
          : RESULT_KEYS.has(last)
            ? results
            : [];
  return [
    ...listed.flatMap((text) => (typeof text === 'object' ? [] : [{ text, title: '' }])),
    ...asked,
    ...references.filter(fits),
  ];
}

/** Keys under which a result is mentioned, of whatever kind. */
const RESULT_KEYS: ReadonlySet<unknown> = new Set(['of', 'customerGrade', 'productGrade']);
