import fc from 'fast-check';
import type { Json, JsonObject } from '../../../definitions/index.ts';
import { GATE } from './conditions.ts';
import { documented, maybe, TEXT, together } from './head.ts';
import { intervals, parts } from './intervals.ts';

const NAMES = ['low', 'middle', 'high', 'top'];
const classRemarks = together(
  maybe('title', TEXT, 20),
  maybe('description', TEXT, 20),
  maybe('colour', fc.constant('#00ff00'), 20),
  maybe('treatment', TEXT, 20),
);

const cellRemarks = together(
  maybe('title', TEXT, 6),
  maybe('colour', fc.constant('#00ff00'), 6),
  maybe('treatment', TEXT, 6),
);

const MOVE = together(
  fc.constantFrom<JsonObject>({ after: 1 }, { after: 2 }),
  maybe('atMost', fc.constant(1), 3),
  maybe('at', fc.constantFrom('month-end', 'quarter-end'), 3),
);
const stability = (hasScore: boolean) =>
  together(
    MOVE.map((up): JsonObject => ({ up })),
    fc
      .option(together(MOVE, hasScore ? maybe('buffer', fc.constantFrom<Json>(0, 1), 2) : fc.constant({})), {
        nil: undefined,
      })
      .map((down): JsonObject => (down === undefined ? {} : { down })),
  );

/** What every method may have: whom it applies to, exceptions that give one of some classes, stability. */
const around = (classes: readonly string[], hasScore: boolean, isSteady: boolean) =>
  together(
    maybe('primary', fc.constant(true), 10),
    maybe('appliesTo', GATE, 3),
    maybe(
      'exceptions',
      fc
        .array(fc.tuple(GATE, fc.constantFrom(...classes), maybe('title', TEXT, 8)), { minLength: 1, maxLength: 2 })
        .map((all) =>
          all.map(([when, name, more], i): JsonObject => ({ when, class: name, reason: `exception-${i}`, ...more })),
        ),
      3,
    ),
    isSteady ? maybe('stability', stability(hasScore), 3) : fc.constant({}),
  );

const segmentation = (method: string, own: fc.Arbitrary<JsonObject>) =>
  documented(
    own.map(
      (keys): JsonObject => ({ kind: 'segmentation', name: 'target', entity: 'entity/customer', method, ...keys }),
    ),
  );

const named = (keys: readonly JsonObject[]) =>
  fc.tuple(
    ...keys.map((key, i) => together(fc.constant<JsonObject>({ name: NAMES[i] ?? 'more', ...key }), classRemarks)),
  );

const FIGURE = fc.constantFrom(
  'scorecard/points#score',
  'scorecard/more#score',
  'formula/amount#amount',
  'regression/line#value',
  'n',
  'm',
  'x',
);
const WEIGHT = fc.constantFrom<Json>(1, 0.5, '2');
const SCORE = together(
  fc.tuple(FIGURE, WEIGHT).map(([of, weight]): JsonObject => ({ of, weight })),
  fc.constantFrom<JsonObject>({}, { ifMissing: 'reweigh' }, { ifMissing: 'refuse' }, { ifMissing: 0 }),
);
const OVERRIDABLE = (names: readonly string[], of: Json) =>
  maybe(
    'overridable',
    fc.constantFrom<Json>(
      [{ score: of, within: '[0.1, 3]' }],
      names.length > 1 ? [{ cut: `${names[0] ?? ''}|${names[1] ?? ''}`, within: '[0, 3]' }] : [],
    ),
    6,
  );

export const COMPOSITE = segmentation(
  'composite',
  fc
    .tuple(
      fc.uniqueArray(SCORE, { minLength: 1, maxLength: 2, selector: (one) => String(one['of']) }),
      fc
        .oneof(intervals(['0', '1', '2', '3']), intervals(['1', '2']))
        .chain((all) => named(all.map((text) => ({ in: text })))),
    )
    .chain(([scores, classes]) => {
      const names = classes.map((one) => String(one['name']));
      return together(
        fc.constantFrom<JsonObject>({ decimals: 0 }, { decimals: 1 }),
        fc.constant<JsonObject>({ scores, classes }),
        around(names, true, true),
        OVERRIDABLE(names, scores[0]?.['of'] ?? 'n'),
      );
    }),
);

export const BY_CRITERIA = segmentation(
  'criteria',
  fc
    .tuple(
      fc.array(GATE, { minLength: 1, maxLength: 3 }),
      fc.constantFrom('first', 'first', 'all'),
      fc.nat(4),
      fc.nat(3),
      fc.boolean(),
    )
    .chain(([conditions, mode, rest, orders, turned]) => {
      const names = NAMES.slice(0, conditions.length);
      const keys = conditions.map((when, i): JsonObject => ({ when, ...(orders === 0 ? { order: i + 1 } : {}) }));
      const remarks: JsonObject = turned
        ? { title: 'Rest', description: 'Rest', colour: '#0000ff', treatment: 'None' }
        : {};
      const own: JsonObject = { name: 'rest', ...(orders === 0 ? { order: 0 } : {}), ...remarks };
      const otherwise: JsonObject =
        rest === 0
          ? { otherwise: own }
          : rest === 1
            ? { otherwise: names[0] ?? 'low' }
            : rest === 2
              ? { otherwise: 'rest' }
              : {};
      return named(keys).chain((classes) =>
        together(
          fc.constant<JsonObject>({
            ...(mode === 'all' ? { mode } : {}),
            classes,
            ...(mode === 'all' && rest > 1 ? {} : otherwise),
          }),
          maybe('mode', fc.constant(mode), 4),
          around(names, false, orders === 0 && mode === 'first' && rest !== 2),
        ),
      );
    }),
);

const bands = (of: string, fact: string) =>
  parts(fact).chain((all) =>
    fc.tuple(
      ...all.map((part, i) =>
        together(fc.constant<JsonObject>({ name: `${of}-${i}`, ...part }), maybe('title', TEXT, 20)),
      ),
    ),
  );
const axis = (name: string) =>
  fc
    .constantFrom(
      ['n', 'n'],
      ['m', 'm'],
      ['g', 'g'],
      ['h', 'h'],
      ['b', 'b'],
      ['k', 'k'],
      ['scorecard/points#score', 'n'],
      ['formula/amount#amount', 'n'],
    )
    .chain(([of = 'n', fact = 'n']) =>
      together(
        bands(name, fact).map((drawn): JsonObject => ({ of, bands: drawn })),
        maybe('title', TEXT, 12),
      ),
    );

export const MATRIX = segmentation(
  'matrix',
  fc
    .tuple(
      axis('row'),
      axis('column'),
      fc.array(fc.constantFrom(...NAMES.slice(0, 3)), { minLength: 25, maxLength: 25 }),
      fc.nat(5),
      cellRemarks,
    )
    .chain(([rows, columns, classes, listed, { title, colour, treatment }]) => {
      const [ofRows, ofColumns] = [rows, columns].map((one) =>
        (one['bands'] as readonly JsonObject[]).map((band) => String(band['name'])),
      );
      const remark: JsonObject = {
        ...(title === undefined ? {} : { title }),
        ...(colour === undefined ? {} : { colour }),
        ...(treatment === undefined ? {} : { treatment }),
      };
      const cells = Object.fromEntries(
        (ofRows ?? []).map((row, r) => [
          row,
          Object.fromEntries(
            (ofColumns ?? []).map((column, c) => [column, { class: classes[(r * 5 + c) % 25] ?? 'low', ...remark }]),
          ),
        ]),
      );
      const used = [
        ...new Set(Object.values(cells).flatMap((row) => Object.values(row).map((one) => String(one.class)))),
      ];
      const own: JsonObject = listed === 0 ? { classes: used.map((name, order) => ({ name, order })) } : {};
      return together(fc.constant<JsonObject>({ rows, columns, cells, ...own }), around(used, false, listed === 0));
    }),
);

export const SHARE = segmentation(
  'share',
  fc.constantFrom('n', 'scorecard/points#score', 'formula/amount#amount').chain((of) =>
    together(
      named([{ share: '(50, 100]' }, { share: '(0, 50]' }]).map((classes): JsonObject => ({ of, classes })),
      around(['low', 'middle'], true, true),
    ),
  ),
);
