import { describe, expect, it } from 'vitest';
import { isObject, type Json, type JsonObject, kinds, link, refuses } from '../../../../definitions/index.ts';
import { GROUNDS, newDocument } from '../../../../studio/definition/new/templates.ts';
import { packSources } from '../../../support/packs.ts';

const HEAD = { name: 'begun-now', title: { 'zh-CN': '新定义', en: 'A new one' } };

describe.each(['bank-crm', 'bank-marketing'] as const)('a new definition beside %s', (pack) => {
  const entities = packSources(pack).flatMap(({ document, place }) =>
    isObject(document as Json) && place?.startsWith('entity/') === true
      ? [{ place, document: document as JsonObject }]
      : [],
  );
  const asked = Object.keys(GROUNDS).flatMap((kind) => {
    const grounds = GROUNDS[kind] === 'none' ? entities.slice(0, 1) : entities;
    return grounds.map(({ document }) => [kind, String(document['name']), document] as const);
  });

  const begun = (kind: string, way: 'empty' | 'example', document: JsonObject) => {
    const id = `entity/${String(document['name'])}`;
    const made = newDocument(kind, way, HEAD, { entity: id, document, product: id, productDocument: document });
    const place = `${kind}/${HEAD.name}`;
    const library = link([...entities, { document: made, place: `${place}.json` }]);
    return { isRead: library.definitions.has(place), own: library.problems.filter((one) => one.definition === place) };
  };

  it.each(asked)('of the kind %s over %s holds its schema, empty or not', (kind, _, entity) => {
    for (const way of ['empty', 'example'] as const) {
      const { isRead, own } = begun(kind, way, entity);
      expect(isRead, JSON.stringify(own)).toBe(true);
    }
  });

  it.each(asked)('of the kind %s over %s is an example without errors', (kind, _, entity) => {
    const { own } = begun(kind, 'example', entity);
    const errors = own.filter((one) => refuses([one])).map(({ code, pointer, found }) => ({ code, pointer, found }));
    // Grades have to be listed values, and products to have a key: where an entity has none, the example says so.
    const isWithout =
      kind === 'matching' && (!JSON.stringify(entity).includes('"enum"') || entity['key'] === undefined);
    if (!isWithout) expect(errors).toEqual([]);
  });
});

it('what can be begun is a kind', () => {
  expect(kinds.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(GROUNDS)));
});
