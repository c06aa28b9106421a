import type { Json, JsonObject, Segmentation, Text } from '../../definitions/index.ts';
import { benchOf, judgeOf } from './judge-context.ts';
import { allClasses } from './classes.ts';
import { classified } from './classified.ts';
import { type Ground, type RefereeAnswer, outcome } from './outcome.ts';
import { steadied } from './stability.ts';
import type { RefereeSubject } from './subject.ts';
import { type Flaw, type RefereeValue, wired } from './value.ts';

type Exception = NonNullable<Segmentation['exceptions']>[number];

/** Whether it applies, then which exception decides, then the method, then stability. */
export async function judgeSegmentation(document: Segmentation, subject: RefereeSubject): Promise<RefereeAnswer> {
  const flaws: Flaw[] = [];
  const { appliesTo, exceptions = [] } = document;
  const applies = appliesTo === undefined || (await held(appliesTo, [appliesTo], subject, flaws)).has(0);
  const holding =
    exceptions.length === 0
      ? new Set<number>()
      : await held(
          exceptions,
          exceptions.map(({ when }) => when),
          subject,
          flaws,
        );
  const exception = exceptions.find((_, i) => holding.has(i));
  const grounds = groundsOf(applies, exception, subject);
  if (document.method === 'criteria' && document.mode === 'all')
    return allThatFit(document, { applies, exception, grounds, flaws }, subject);
  const method = await classified(document, subject);
  // What goes wrong in the method goes wrong only where the method decides.
  const decides = applies && exception === undefined;
  if (decides) flaws.push(...method.flaws);
  const steady = document.stability === undefined ? null : steadied(document.stability, method, subject.hearing.inputs);
  if (decides && steady?.isUnknown === true) flaws.push({ code: 'previous-class-unknown', refuses: true });
  if (!applies) return outcome(null, new Map(), flaws, { grounds });
  const names = method.classes.map(({ name }) => name);
  const rank = exception !== undefined ? names.indexOf(exception.class) : (steady?.rank ?? method.rank);
  const className = rank === null ? null : (names[rank] ?? null);
  const value: JsonObject | null =
    className === null
      ? null
      : {
          class: className,
          ...method.members(rank),
          ...(steady === null ? {} : steady.members(rank, exception !== undefined)),
        };
  const outputs = new Map<string, RefereeValue>([['class', className], ...method.outputs]);
  return outcome(value, outputs, flaws, {
    grounds: decides ? [...grounds, ...method.grounds] : grounds,
    isPartial: decides && method.isPartial,
  });
}

async function held(
  of: object,
  conditions: readonly JsonObject[],
  subject: RefereeSubject,
  flaws: Flaw[],
): Promise<ReadonlySet<number>> {
  const verdict = await judgeOf(of, subject, () => conditions).hits(benchOf(subject));
  flaws.push(...verdict.flaws);
  return verdict.hits;
}

const NOT_APPLICABLE: Text = { 'zh-CN': '不属于本细分的适用对象', en: 'Not among those this segmentation applies to' };

function groundsOf(applies: boolean, exception: Exception | undefined, subject: RefereeSubject): readonly Ground[] {
  if (!applies) return [{ code: 'not-applicable', text: NOT_APPLICABLE, loss: null }];
  if (exception === undefined) return [];
  const { title, reason, when } = exception;
  const criteria = when['condition'];
  const named = typeof criteria === 'string' ? subject.hearing.context.documents(criteria)?.title : undefined;
  return [{ code: reason, text: title ?? named ?? reason, loss: null }];
}

/** For `mode: "all"`: every class that fits, `otherwise` where none does; an exception gives its class alone. */
async function allThatFit(
  document: Extract<Segmentation, { method: 'criteria' }>,
  gate: {
    readonly applies: boolean;
    readonly exception: Exception | undefined;
    readonly grounds: readonly Ground[];
    readonly flaws: Flaw[];
  },
  subject: RefereeSubject,
): Promise<RefereeAnswer> {
  const { classes, otherwise } = document;
  const { exception, applies, flaws, grounds } = gate;
  const stated = classes.filter(({ when }) => when !== undefined);
  const own: Flaw[] = [];
  const hits = await held(
    classes,
    stated.map(({ when }) => when ?? {}),
    subject,
    own,
  );
  if (applies && exception === undefined) flaws.push(...own);
  const fitting = new Set(stated.flatMap(({ name }, i) => (hits.has(i) ? [name] : [])));
  const left = typeof otherwise === 'string' ? otherwise : otherwise?.name;
  if (fitting.size === 0 && left !== undefined) fitting.add(left);
  const names = allClasses(document)
    .map(({ name }) => name)
    .filter((name) => (exception === undefined ? fitting.has(name) : name === exception.class));
  if (!applies) return outcome(null, new Map(), flaws, { grounds });
  const value: Json = { classes: wired(names, 0) };
  return outcome(value, new Map<string, RefereeValue>([['classes', names]]), flaws, { grounds });
}
