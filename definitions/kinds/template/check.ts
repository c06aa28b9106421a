import { CaseTag, ForTag, IfTag, Output, type Template, TokenKind, UnlessTag } from 'liquidjs';
import type { Environment } from '../../model/environment.ts';
import { below } from '../../model/json.ts';
import type { Place, Problem } from '../../model/problem.ts';
import { type Fault, FILTERS, isFault, parseText, TAGS } from './liquid.ts';
import { type Around, mentionProblems } from './mention-problems.ts';
import { caseGuardsOf, defaulted, guardsOf, mentionsIn, mentionsOf } from './mentions.ts';
import { templateProblem } from './problems.ts';
import { type TemplateDocument, templateTexts } from './template.ts';
import { OWN_NAMES, templateVariables, type Variable } from './variables.ts';

/** Texts that can be read, which name what there is, leave nothing blank, and tell nobody what is not for them. */
export function checkTemplate(document: TemplateDocument, environment: Environment): readonly Problem[] {
  const definition = `template/${document.name}`;
  const variables = templateVariables(document.entity, environment);
  const hasEntity = environment.entity(document.entity) !== undefined;
  return [
    ...channelProblems(document, definition),
    ...nameProblems(document, environment, definition),
    ...templateTexts(document).flatMap((one) => {
      const at = { definition, pointer: below('/channels', ...one.path) };
      const parsed = parseText(one);
      if (isFault(parsed)) return [faultProblem(parsed, at)];
      if (!hasEntity) return [];
      return bodyProblems(parsed.templates, new Set(), { document, environment, variables, at, items: new Map() });
    }),
  ];
}

/** Customers have no notices, and of staff the house keeps no address to write to. */
function channelProblems({ audience, channels }: TemplateDocument, definition: string): readonly Problem[] {
  const at = (channel: string) => ({ definition, pointer: below('/channels', channel) });
  if (audience === 'customer')
    return channels.desktop === undefined ? [] : [templateProblem('template-desktop-customer', at('desktop'))];
  return (['email', 'sms'] as const)
    .filter((channel) => channels[channel] !== undefined)
    .map((channel) => templateProblem('template-letter-staff', at(channel)));
}

/** What a message has of itself is nothing of its record: a field of that name could not be told from it. */
function nameProblems(
  { entity: id }: TemplateDocument,
  environment: Environment,
  definition: string,
): readonly Problem[] {
  const entity = environment.entity(id);
  return OWN_NAMES.filter((name) => entity?.fields.has(name) === true || entity?.relations.has(name) === true).map(
    (found) =>
      templateProblem('template-name-taken', { definition, pointer: '/entity' }, { entity: id, found }, { found }),
  );
}

/** A text that cannot be read, as a problem. */
export function faultProblem({ kind, line, column, found }: Fault, at: Place): Problem {
  const slots = { line, column, found };
  if (kind === 'filter') return templateProblem('template-filter-unknown', at, { ...slots, known: FILTERS.join(', ') });
  if (kind === 'tag') return templateProblem('template-tag-unknown', at, { ...slots, known: TAGS.join(', ') });
  return templateProblem('template-syntax', at, slots);
}

/** `answered`: what is there for sure, because a condition around asks for it. */
function bodyProblems(
  templates: readonly Template[],
  answered: ReadonlySet<string>,
  around: Around,
): readonly Problem[] {
  return templates.flatMap((one): readonly Problem[] => {
    if (one instanceof Output) {
      const [own, ...more] = mentionsIn(one.value);
      return [
        ...(own === undefined
          ? []
          : mentionProblems(own, around, own.path === defaulted(one.value) ? 'asked' : answered)),
        ...more.flatMap((mention) => mentionProblems(mention, around, answered)),
      ];
    }
    if (one instanceof IfTag || one instanceof UnlessTag) return branchProblems(one, answered, around);
    if (one instanceof CaseTag) {
      return [
        ...mentionsIn(one.value).flatMap((mention) => mentionProblems(mention, around, 'asked')),
        ...one.branches.flatMap(({ values, templates: body }) => [
          ...mentionsOf(values).flatMap((mention) => mentionProblems(mention, around, 'asked')),
          ...bodyProblems(body, new Set([...answered, ...caseGuardsOf(one.value, values)]), around),
        ]),
        ...bodyProblems(one.elseTemplates ?? [], answered, around),
      ];
    }
    return one instanceof ForTag ? loopProblems(one, answered, around) : [];
  });
}

function branchProblems(tag: IfTag | UnlessTag, answered: ReadonlySet<string>, around: Around): readonly Problem[] {
  return [
    ...tag.branches.flatMap(({ value, templates }, i) => {
      // The first branch of an `unless` is gone into where its condition does not hold.
      const asks = tag instanceof UnlessTag && i === 0 ? [] : guardsOf(value);
      return [
        ...mentionsIn(value).flatMap((mention) => mentionProblems(mention, around, 'asked')),
        ...bodyProblems(templates, new Set([...answered, ...asks]), around),
      ];
    }),
    ...bodyProblems(tag.elseTemplates ?? [], answered, around),
  ];
}

function loopProblems(
  { variable, collection, hash, templates, elseTemplates }: ForTag,
  answered: ReadonlySet<string>,
  around: Around,
) {
  const [mention] = collection.kind === TokenKind.PropertyAccess ? mentionsOf([collection]) : [];
  const series =
    mention === undefined ? undefined : (around.items.get(mention.path) ?? around.variables.get(mention.path));
  if (mention === undefined || series?.type.kind !== 'list') {
    const [line = 1, column = 1] = collection.getPosition();
    return [templateProblem('template-range', around.at, { line, column, found: collection.getText() })];
  }
  const item: Variable = { ...series, path: variable, type: series.type.of, optional: false };
  const items = new Map([...around.items, [variable, item]]);
  const bounds = mentionsOf(Object.values(hash.hash).filter((one) => one !== undefined));
  return [
    ...[mention, ...bounds].flatMap((one) => mentionProblems(one, around, 'asked')),
    ...bodyProblems(templates, answered, { ...around, items }),
    ...bodyProblems(elseTemplates ?? [], answered, around),
  ];
}
