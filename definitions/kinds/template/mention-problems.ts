import { nearestHint } from '../../model/did-you-mean.ts';
import type { Environment } from '../../model/environment.ts';
import type { Place, Problem } from '../../model/problem.ts';
import type { DeclaredField } from '../field.ts';
import type { Mention } from './mentions.ts';
import { templateProblem } from './problems.ts';
import type { TemplateDocument } from './template.ts';
import type { Variable } from './variables.ts';

/** What names in a text are looked up in. */
export interface Around {
  readonly document: TemplateDocument;
  readonly environment: Environment;
  readonly variables: ReadonlyMap<string, Variable>;
  readonly at: Place;
  /** What loops call the items of series. */
  readonly items: ReadonlyMap<string, Variable>;
}

/** One name in a text. `answered` is `asked` where it does not matter that it may be missing. */
export function mentionProblems(
  { path, line, column }: Mention,
  { document, environment, variables, at, items }: Around,
  answered: ReadonlySet<string> | 'asked',
): readonly Problem[] {
  const slots = { line, column, found: path };
  const [first = ''] = path.split('.');
  // Within a loop its item is what goes by its name, and an item has no parts.
  const found = items.has(first) ? items.get(path) : variables.get(path);
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
