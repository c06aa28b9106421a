import {
  type DeclaredField,
  type EntityDocument,
  isObject,
  type Json,
  type JsonObject,
  type Language,
  type Text,
} from '../../../definitions/index.ts';
import { partAt, removeAt, setAt, titled } from '../edit.ts';
import { type NameFault, nameFault, retyped } from '../parts/declared.ts';

/** The parts of an entity that have names: fields, relations, derived fields. */
export type Members = 'fields' | 'relations' | 'derived';
export const MEMBERS = ['fields', 'relations', 'derived'] as const;

/** Writes a key of a member; undefined takes it out. A list of parts that becomes empty by that goes with it. */
export function setKey(
  document: EntityDocument,
  members: Members,
  name: string,
  key: string,
  value: Json | undefined,
): EntityDocument {
  const pointer = `${pointerOf(members, name)}/${key}`;
  return value === undefined ? removeAt(document, pointer) : setAt(document, pointer, value);
}

/** A title in one language more, or another; an empty one is taken out, and with the last of them the title. */
export function setTitle(
  document: EntityDocument,
  members: Members,
  name: string,
  language: Language,
  title: string,
): EntityDocument {
  const found = partAt(asJson(document), `${pointerOf(members, name)}/title`) as Text | undefined;
  return setKey(document, members, name, 'title', titled(found, language, title));
}

/** Another type: what only the type before could have (decimals, bounds, values) goes. */
export function setType(document: EntityDocument, name: string, type: DeclaredField['type']): EntityDocument {
  const field = document.fields[name];
  if (field === undefined || field.type === type) return document;
  return setAt(document, pointerOf('fields', name), retyped(field, type) as unknown as Json);
}

/** Puts a new member behind the others. */
export function addMember(document: EntityDocument, members: Members, name: string, part: JsonObject): EntityDocument {
  const before = document[members] ?? {};
  return { ...document, [members]: { ...before, [name]: part } };
}

/** Takes a member out; relations or derived fields of which none are left go whole. */
export function removeMember(document: EntityDocument, members: Members, name: string): EntityDocument {
  const next = removeAt(document, pointerOf(members, name));
  return members !== 'fields' && Object.keys(next[members] ?? {}).length === 0 ? removeAt(next, `/${members}`) : next;
}

/** Moves a member up (-1) or down (1) among its like. */
export function moveMember(document: EntityDocument, members: Members, name: string, by: -1 | 1): EntityDocument {
  const entries = Object.entries(document[members] ?? {});
  const at = entries.findIndex(([one]) => one === name);
  const [moved, other] = [entries[at], entries[at + by]];
  if (moved === undefined || other === undefined) return document;
  const next = entries.map((entry, i) => (i === at ? other : i === at + by ? moved : entry));
  return { ...document, [members]: Object.fromEntries(next) };
}

/**
 * Another name for a member, at its place. What of the entity names a field and nothing else (its key, organisation, name, look-ups) says
 * the new name; formulas, and what stands in other definitions, name it as before: `uses.ts` tells where.
 */
export function renameMember(document: EntityDocument, members: Members, from: string, to: string): EntityDocument {
  const before = document[members];
  if (before === undefined || !Object.hasOwn(before, from) || from === to || Object.hasOwn(before, to)) return document;
  const renamed = Object.fromEntries(Object.entries(before).map(([name, part]) => [name === from ? to : name, part]));
  const next = { ...document, [members]: renamed };
  if (members !== 'fields') return next;
  const { lookUps } = document;
  return {
    ...next,
    ...Object.fromEntries(NAMING.flatMap((key) => (document[key] === from ? [[key, to]] : []))),
    ...(lookUps?.some(({ field }) => field === from) === true
      ? { lookUps: lookUps.map((one) => (one.field === from ? { ...one, field: to } : one)) }
      : {}),
  };
}

/** The values that a field may have, each with what people call it; none: any text. */
export function setValues(
  document: EntityDocument,
  name: string,
  values: readonly { readonly code: string; readonly title: Text | undefined }[],
): EntityDocument {
  const field = document.fields[name];
  if (field === undefined) return document;
  const labels = values.flatMap(({ code, title }) => (title === undefined ? [] : [[code, title] as const]));
  const { enum: _, labels: __, ...rest } = field;
  const next = {
    ...rest,
    ...(values.length === 0 ? {} : { enum: values.map(({ code }) => code) }),
    ...(labels.length === 0 ? {} : { labels: Object.fromEntries(labels) }),
  };
  return setAt(document, pointerOf('fields', name), next as unknown as Json);
}

/** Why a text cannot name a member of an entity; null where it can. */
export function memberNameFault(document: EntityDocument, name: string): NameFault | null {
  const taken = MEMBERS.flatMap((members) => Object.keys(document[members] ?? {}));
  return nameFault(name, (now) => taken.some((one) => one.toLowerCase() === now.toLowerCase()));
}

const NAMING = ['key', 'organisation', 'nameField'] as const;
const pointerOf = (members: Members, name: string) => `/${members}/${name}`;
// A document came as JSON.
const asJson = (document: EntityDocument): JsonObject => {
  const json = document as unknown as Json;
  return isObject(json) ? json : {};
};
