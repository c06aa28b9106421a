import { claimedId, isObject, type Json, type JsonObject } from '../../../definitions/index.ts';
import type { Reader } from '../../texts/reader.ts';
import { titleIn } from '../../texts/titles.ts';
import type { OfferedUse } from '../feel/vocabulary.ts';

/** The results that each kind's definitions have; those of formulas and tables are named by each. */
const RESULTS: Readonly<Record<string, readonly string[]>> = {
  criteria: ['holds'],
  scorecard: ['score', 'band'],
  segmentation: ['class'],
  regression: ['value'],
};

/** What a text may use of other definitions: results about the same records, tables, and formulas that are called. */
export function offeredUses(
  self: string,
  entity: Json | undefined,
  documents: readonly unknown[],
  reader: Reader,
): readonly OfferedUse[] {
  return documents.flatMap((document) => {
    const id = claimedId(document);
    if (!isObject(document as Json) || id === self) return [];
    return usesOf(id, document as JsonObject, entity, reader);
  });
}

function usesOf(id: string, document: JsonObject, entity: Json | undefined, reader: Reader): readonly OfferedUse[] {
  const title = reader.say(titleIn(document) ?? id);
  const name = camel(id.slice(id.indexOf('/') + 1));
  if (document['kind'] === 'reference' || (document['kind'] === 'formula' && isObject(document['inputs'])))
    return [{ target: id, name, title, isCalled: true }];
  if (entity === undefined || document['entity'] !== entity) return [];
  const outputs = outputsOf(document);
  return outputs.map(([output, titled]) => ({
    target: `${id}#${output}`,
    name: outputs.length === 1 ? name : camel(`${name}-${output}`),
    title: titled === '' ? title : `${title}${reader.language === 'en' ? ': ' : '：'}${titled}`,
    isCalled: false,
  }));

  function outputsOf(of: JsonObject): readonly (readonly [string, string])[] {
    const own = RESULTS[String(of['kind'])];
    if (own !== undefined)
      return own
        .filter((one) => one !== 'band' || of['bands'] !== undefined)
        .map((one) => [one, own.length > 1 ? one : '']);
    const parts = of['kind'] === 'formula' ? of['lines'] : of['kind'] === 'decision-table' ? of['outputs'] : [];
    const listed = Array.isArray(of['outputs']) ? (of['outputs'] as readonly Json[]) : [];
    return (Array.isArray(parts) ? (parts as readonly Json[]) : []).filter(isObject).flatMap((part) => {
      const called = String(part['name']);
      return of['kind'] === 'formula' && !listed.includes(called)
        ? []
        : [[called, reader.say(titleIn(part) ?? called)] as const];
    });
  }
}

/** `customer-class` as a name that formulas may write: `customerClass`. */
const camel = (name: string) => name.replace(/-([\p{L}\p{N}])/gu, (_, letter: string) => letter.toUpperCase());
