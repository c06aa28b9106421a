import { claimedId, isObject, type Json, type JsonObject } from '../../../definitions/index.ts';

/** A definition that names a field, and where. */
export interface Use {
  readonly id: string;
  readonly pointers: readonly string[];
}

/** Parts that tell people something, or hold records: what stands there names no field. */
const ASIDE: ReadonlySet<string> = new Set(['title', 'description', 'subject', 'basis', 'labels', 'rows', 'note']);

/**
 * The definitions that name a member of an entity, the entity's own formulas among them: those over the entity, or over one that leads to
 * it by a relation, where the name stands by itself, behind a relation (`customer.age`) or as a word of a formula. It may tell of a name
 * that is another's; it leaves none out. Records of cases name it, too.
 */
export function usesOf(entity: string, name: string, documents: readonly JsonObject[]): readonly Use[] {
  const near = new Set([entity, ...documents.filter((one) => leadsTo(one, entity)).map(claimedId)]);
  return documents.flatMap((document): readonly Use[] => {
    const id = claimedId(document);
    const isNear = near.has(id) || ['entity', 'customer', 'product'].some((key) => near.has(String(document[key])));
    const pointers = isNear ? namedIn(document, name, id === entity) : [];
    return pointers.length === 0 ? [] : [{ id, pointers }];
  });
}

function leadsTo(document: JsonObject, entity: string): boolean {
  const { relations } = document;
  return isObject(relations) && Object.values(relations).some((one) => isObject(one) && one['entity'] === entity);
}

function namedIn(document: JsonObject, name: string, isOwn: boolean): readonly string[] {
  const found: string[] = [];
  const word = new RegExp(`(?<![\\p{L}\\p{Nd}_])${escaped(name)}(?![\\p{L}\\p{Nd}_])`, 'u');
  const visit = (part: Json, pointer: string, key: string): void => {
    if (typeof part === 'string') {
      const isNamed =
        key === 'text' || key === 'formula'
          ? word.test(part)
          : part === name || part.endsWith(`.${name}`) || part.endsWith(`#${name}`);
      if (isNamed) found.push(pointer);
    } else if (Array.isArray(part)) part.forEach((item: Json, i) => visit(item, `${pointer}/${i}`, key));
    else if (isObject(part))
      for (const [own, member] of Object.entries(part)) {
        if (ASIDE.has(own)) continue;
        if (own === name && key === 'facts') found.push(`${pointer}/${own}`);
        visit(member, `${pointer}/${own}`, own);
      }
  };
  // Of the entity itself its keys and look-ups follow a new name; its formulas and relations do not.
  if (!isOwn) visit(document, '', '');
  else for (const part of ['relations', 'derived']) visit(document[part] ?? null, `/${part}`, part);
  return found;
}

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
