import { describe, expect, it } from 'vitest';
import {
  claimedId,
  isObject,
  type Json,
  type JsonObject,
  kinds,
  createProver,
  link,
  refuses,
} from '../../../../definitions/index.ts';
import { TEMPLATES, type Way } from '../../../../studio/definition/new/ground-fields.ts';
import { GROUNDS, newDocument, standsOf } from '../../../../studio/definition/new/templates.ts';
import { type Measure, measuresOf, type Method } from '../../../../studio/definition/new/segmentation-templates.ts';
import { packSources } from '../../../support/packs.ts';
import { testReader } from '../../reader.ts';

const HEAD = { name: 'begun-now', title: { 'zh-CN': '新定义', en: 'A new one' } };

describe.each(['bank-crm', 'bank-marketing'] as const)('a new definition beside %s', (pack) => {
  const entities = packSources(pack).flatMap(({ document, place }) =>
    isObject(document as Json) && place?.startsWith('entity/') === true
      ? [{ place, document: document as JsonObject }]
      : [],
  );
  const asked = Object.keys(GROUNDS)
    .filter((kind) => standsOf(kind, 'example').length === 0)
    .flatMap((kind) => {
      const grounds = GROUNDS[kind] === 'none' ? entities.slice(0, 1) : entities;
      return grounds.map(({ document }) => [kind, String(document['name']), document] as const);
    });

  const begun = (kind: string, way: 'empty' | 'example', document: JsonObject) => {
    const id = `entity/${String(document['name'])}`;
    const made = newDocument(kind, way, HEAD, {
      entity: id,
      document,
      product: id,
      productDocument: document,
      stands: [],
    });
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

describe('a new definition of service', () => {
  const sources = packSources('bank-crm');
  const found = (kind: string, of: string) => {
    const table = of === 'workflow' ? 'service-authority' : 'complaint-routing';
    const id = { workflow: 'workflow/complaint', calendar: 'calendar/cn-retail' }[kind] ?? `decision-table/${table}`;
    const document = sources.find(({ place }) => place === `${id}.json`)?.document as JsonObject;
    return { id, document };
  };
  const complaint = sources.find(({ place }) => place === 'entity/complaint.json')?.document as JsonObject;
  const ground = { entity: 'entity/complaint', document: complaint, product: '', productDocument: undefined };
  const ways = Object.keys(GROUNDS).flatMap((kind) => {
    const templates = (TEMPLATES as Readonly<Record<string, readonly Way[]>>)[kind] ?? [];
    const plain = standsOf(kind, 'example').length > 0 ? (['empty', 'example'] as const) : [];
    return [...plain, ...templates].map((way) => [kind, way] as const);
  });
  const linked = (kind: string, way: Way) => {
    const stands = standsOf(kind, way).map((one) => found(one, kind));
    const made = newDocument(kind, way, HEAD, { ...ground, stands });
    const place = `${kind}/${HEAD.name}`;
    return { place, stands, made, library: link([...sources, { document: made, place: `${place}.json` }]) };
  };

  it('of what others are needed for, or by a template, is begun in eleven ways', () => {
    expect(ways).toHaveLength(11);
  });

  it.each(ways)('of the kind %s, %s, has no errors over what it stands on', (kind, way) => {
    const { library, place, stands } = linked(kind, way);
    expect(library.problems.filter(({ definition }) => definition === place)).toEqual([]);
    expect(library.definitions.get(place)?.references.toSorted()).toEqual(
      expect.arrayContaining(stands.map(({ id }) => id).toSorted()),
    );
  });

  it.each(ways.filter(([, way]) => way !== 'empty'))(
    'of the kind %s, %s, has nothing refuted or left open by its proofs',
    (kind, way) => {
      const { library, place } = linked(kind, way);
      const proofs = createProver(library).own(place);
      expect(proofs.length).toBeGreaterThan(0);
      expect(proofs.filter(({ verdict }) => verdict !== 'proved')).toEqual([]);
    },
  );

  it('has the days that the pack’s calendar has, which are judged by the announcements', () => {
    const { made } = linked('calendar', 'official');
    const pack = found('calendar', '').document;
    for (const list of ['holidays', 'workdays'] as const) {
      const since = (pack[list] as readonly { on: string }[]).filter(({ on }) => on >= String(made['from']));
      expect(made[list]).toEqual(since);
    }
    expect([made['to'], made['windows']]).toEqual([pack['to'], pack['windows']]);
  });
});

describe('a new segmentation of the bank’s customers', () => {
  const sources = packSources('bank-crm');
  const shelf = new Map(
    sources.flatMap(({ document }) =>
      isObject(document as Json) ? [[claimedId(document), document as JsonObject] as const] : [],
    ),
  );
  const entity = 'entity/customer';
  const ground = { entity, document: shelf.get(entity), product: '', productDocument: undefined, stands: [] };
  const known = link(sources);
  const errorsOf = (method: Method, measures: readonly Measure[]) => {
    const document = newDocument('segmentation', 'example', HEAD, { ...ground, method, measures });
    return link([...sources, { document }], known).problems.filter(
      (one) => one.definition === 'segmentation/begun-now' && refuses([one]),
    );
  };
  const reader = testReader('en');

  it.each(['composite', 'share', 'matrix'] as const)('by %s has no errors whatever it measures by', (method) => {
    const measures = measuresOf(entity, shelf, method, reader);
    expect(measures.map(({ of }) => of)).toContain('scorecard/loyalty#score');
    expect(new Set(measures.map(({ title }) => title)).size).toBe(measures.length);
    const chosen =
      method === 'matrix' ? measures.map((one, i) => [one, measures[i - 1] ?? one]) : measures.map((one) => [one]);
    for (const some of chosen) expect(errorsOf(method, some), some.map(({ of }) => of).join()).toEqual([]);
  });
});

it('what can be begun is a kind', () => {
  expect(kinds.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(GROUNDS)));
});
