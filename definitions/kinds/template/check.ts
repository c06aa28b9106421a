import { CaseTag, ForTag, IfTag, Output, type Template, TokenKind, UnlessTag } from 'liquidjs';
import { nearestHint } from '../../model/did-you-mean.ts';
import type { Environment } from '../../model/environment.ts';
import { below } from '../../model/json.ts';
import type { Place, Problem } from '../../model/problem.ts';
import type { DeclaredField } from '../field.ts';
import { type Fault, FILTERS, isFault, parseText, TAGS } from './liquid.ts';
import { guardsOf, type Mention, mentionsIn, mentionsOf } from './mentions.ts';
import { templateProblem } from './problems.ts';
import { type TemplateDocument, templateTexts } from './template.ts';
import { templateVariables, type Variable } from './variables.ts';

/** Texts that can be read, which name what there is, leave nothing blank, and tell nobody what is not for them. */
export function checkTemplate(document: TemplateDocument, environment: Environment): readonly Problem[] {
  const definition = `template/${document.name}`;
  const variables = templateVariables(document.entity, environment);
  const hasEntity = environment.entity(document.entity) !== undefined;
  const { audience, channels } = document;
  return [
    ...(audience === 'customer' && channels.desktop !== undefined
      ? [templateProblem('template-desktop-customer', { definition, pointer: '/channels/desktop' })]
      : []),
    ...templateTexts(document).flatMap((one) => {
      const at = { definition, pointer: below('/channels', ...one.path) };
      const parsed = parseText(one);
      if (isFault(parsed)) return [faultProblem(parsed, at)];
      if (!hasEntity) return [];
      return bodyProblems(parsed.templates, new Set(), { document, environment, variables, at, items: new Map() });
    }),
  ];
}

/** A text that cannot be read, as a problem. */
export function faultProblem({ kind, line, column, found }: Fault, at: Place): Problem {
  const slots = { line, column, found };
  if (kind === 'filter') return templateProblem('template-filter-unknown', at, { ...slots, known: FILTERS.join(', ') });
  if (kind === 'tag') return templateProblem('template-tag-unknown', at, { ...slots, known: TAGS.join(', ') });
  return templateProblem('template-syntax', at, slots);
}

interface Around {
  readonly document: TemplateDocument;
  readonly environment: Environment;
  readonly variables: ReadonlyMap<string, Variable>;
  readonly at: Place;
  /** What loops call the items of series. */
  readonly items: ReadonlyMap<string, Variable>;
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
      const hasDefault = one.value.filters[0]?.name === 'default';
      return [
        ...(own === undefined ? [] : mentionProblems(own, around, hasDefault ? 'asked' : answered)),
        ...more.flatMap((mention) => mentionProblems(mention, around, answered)),
      ];
    }
    if (one instanceof IfTag || one instanceof UnlessTag) return branchProblems(one, answered, around);
    if (one instanceof CaseTag) {
      const within = new Set([...answered, ...guardsOf(one.value)]);
      return [
        ...mentionsIn(one.value).flatMap((mention) => mentionProblems(mention, around, 'asked')),
        ...one.branches.flatMap(({ values, templates: body }) => [
          ...mentionsOf(values).flatMap((mention) => mentionProblems(mention, around, 'asked')),
          ...bodyProblems(body, within, around),
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
  { variable, collection, templates, elseTemplates }: ForTag,
  answered: ReadonlySet<string>,
  around: Around,
) {
  const [mention] = collection.kind === TokenKind.PropertyAccess ? mentionsOf([collection]) : [];
  const series = mention === undefined ? undefined : around.variables.get(mention.path);
  if (mention === undefined || series?.type.kind !== 'list') {
    const [line = 1, column = 1] = collection.getPosition();
    return [templateProblem('template-range', around.at, { line, column, found: collection.getText() })];
  }
  const item: Variable = { ...series, path: variable, type: series.type.of, optional: false };
  const items = new Map([...around.items, [variable, item]]);
  return [
    ...mentionProblems(mention, around, 'asked'),
    ...bodyProblems(templates, answered, { ...around, items }),
    ...bodyProblems(elseTemplates ?? [], answered, around),
  ];
}

/** One name in a text. `answered` is `asked` where it does not matter that it may be missing. */
function mentionProblems(
  { path, line, column }: Mention,
  { document, environment, variables, at, items }: Around,
  answered: ReadonlySet<string> | 'asked',
): readonly Problem[] {
  const slots = { line, column, found: path };
  const found = items.get(path) ?? variables.get(path);
  if (found === undefined) {
    const hint = nearestHint(path, variables.keys(), 0);
    return [
      templateProblem('template-field-unknown', at, { ...slots, entity: document.entity, hint }, { found: path }),
    ];
  }
  const isBlank = found.optional && answered !== 'asked' && !answered.has(path);
  return [
    ...(isBlank ? [templateProblem('template-missing-unanswered', at, slots)] : []),
    ...useProblems(found, document, environment, at, slots),
  ];
}

/** A field of the highest class, and one for other purposes, stands in no message. */
function useProblems(
  { declared }: Variable,
  { purpose }: TemplateDocument,
  environment: Environment,
  at: Place,
  slots: { readonly line: number; readonly column: number; readonly found: string },
): readonly Problem[] {
  const entity = declared === undefined ? undefined : environment.document(declared.entity);
  const { fields } = (entity ?? {}) as { readonly fields?: Readonly<Record<string, DeclaredField>> };
  const field = declared === undefined ? undefined : fields?.[declared.field];
  const { sensitivity, purposes } = field ?? {};
  return [
    ...(sensitivity === 'C3' ? [templateProblem('template-field-sensitive', at, slots)] : []),
    ...(purposes === undefined || (purpose !== undefined && purposes.includes(purpose))
      ? []
      : [
          templateProblem('template-field-purpose', at, {
            ...slots,
            purposes: purposes.join(', '),
            purpose: purpose ?? '',
          }),
        ]),
  ];
}
