import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Definition, isObject, type Json, message, type Problem, type Text } from '../../../definitions/index.ts';
import type { Runtime } from '../../operations/definitions/runtime.ts';
import { hintFor } from '../../operations/definitions/why-no-decision.ts';
import { serverProblem } from '../../problems.ts';
import type { Population } from '../../store/population.ts';
import { requestLanguage } from '../plugins/refusals.ts';
import { sendProblem } from '../problem-reply.ts';
import { httpProblem } from '../problems.ts';
import { READERS, routeOptions } from '../route.ts';

const tag = 'population';

/** The population that was classified last, and how a segmentation divides it. */
export async function populationRoutes(app: FastifyInstance, { runtime }: { runtime: Runtime }): Promise<void> {
  app.get('/api/v1/population', populationRoute, (request, reply) => {
    const { population } = runtime;
    if (population === undefined) return refuse(request, reply, httpProblem('population-not-found', { pointer: '' }));
    const { customers, asOf, seed, madeAt, counts } = population;
    return reply.send({ customers, asOf, seed, madeAt, segmentations: [...counts.keys()].toSorted() });
  });

  app.get<{ Params: { readonly name: string } }>('/api/v1/population/:name', distributionRoute, (request, reply) => {
    const { population, catalog } = runtime;
    if (population === undefined) return refuse(request, reply, httpProblem('population-not-found', { pointer: '' }));
    const id = `segmentation/${request.params.name}`;
    const definition = catalog.library.definitions.get(id);
    const found = population.counts.get(id);
    if (definition === undefined || found === undefined) {
      const slots = { ref: id.slice(0, 200), hint: hintFor(catalog.library, id) };
      return refuse(request, reply, serverProblem('definition-not-found', { pointer: '' }, slots));
    }
    return reply.send(distributionOf(definition, population, found));
  });
}

const refuse = (request: FastifyRequest, reply: FastifyReply, problem: Problem): FastifyReply =>
  sendProblem(reply, [problem], requestLanguage(request));

type Found = Population['counts'] extends ReadonlyMap<string, infer One> ? One : never;

function distributionOf(definition: Definition, population: Population, { closure, counts }: Found): object {
  const { customers, asOf } = population;
  const classes = classesOf(definition).map(({ name, title, colour }) => {
    const count = counts.classes[name] ?? 0;
    return { name, title: message(title), colour, count, share: customers === 0 ? 0 : count / customers };
  });
  const { none, undecided } = counts;
  const isCurrent = closure === definition.closure;
  const title = message(definition.document.title ?? definition.name);
  return { id: definition.id, title, customers, asOf, isCurrent, classes, none, undecided };
}

interface ClassShown {
  readonly name: string;
  readonly title: Text;
  readonly colour: string | null;
}

/** The classes of a segmentation in their order, and the one of `otherwise` where it is a class of its own. */
function classesOf({ document }: Definition): readonly ClassShown[] {
  // A document whose schema holds is JSON.
  const { classes, otherwise, cells } = document as unknown as Readonly<Record<string, Json | undefined>>;
  const own = Array.isArray(classes) ? classes.flatMap(shownOf) : cellClasses(cells);
  return [...own, ...(otherwise === undefined ? [] : shownOf(otherwise))].filter(
    ({ name }, i, all) => all.findIndex((each) => each.name === name) === i,
  );
}

/** The classes of a matrix that does not list them, as its cells name them. */
function cellClasses(cells: Json | undefined): readonly ClassShown[] {
  const rows = isObject(cells) ? Object.values(cells).filter(isObject) : [];
  return rows
    .flatMap((row) => Object.values(row).filter(isObject))
    .flatMap((cell) => shownOf({ ...cell, name: cell['class'] ?? null }));
}

function shownOf(item: Json): readonly ClassShown[] {
  if (!isObject(item) || typeof item['name'] !== 'string') return [];
  const { name, title, colour } = item;
  // The schema holds: a title is a text.
  return [{ name, title: (title ?? name) as Text, colour: typeof colour === 'string' ? colour : null }];
}

const populationRoute = routeOptions({
  id: 'getPopulation',
  summary: 'The population that was classified',
  tag,
  serves: READERS,
  answer: 'Population',
  refusals: [400, 404],
});
const distributionRoute = routeOptions({
  id: 'getDistribution',
  summary: 'How many customers a segmentation puts into each class',
  tag,
  serves: READERS,
  params: ['name'],
  answer: 'ClassDistribution',
  refusals: [400, 404],
});
