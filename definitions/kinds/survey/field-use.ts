import type { Environment } from '../../model/environment.ts';
import type { Problem } from '../../model/problem.ts';
import type { DeclaredField } from '../field.ts';
import { surveyProblem } from './problems.ts';
import type { AskedQuestion } from './questions.ts';
import type { SurveyDocument } from './survey.ts';

/**
 * A question that goes by the name of a field of the request, or of a record that it names, asks for that field: for nothing of the highest
 * class, and for nothing that may not be used for the survey's purpose.
 */
export function fieldUseProblems(
  { name: survey, entity, purpose }: SurveyDocument,
  questions: readonly AskedQuestion[],
  environment: Environment,
): readonly Problem[] {
  if (entity === undefined) return [];
  const related = [...(environment.entity(entity)?.relations.values() ?? [])].filter(({ many }) => !many);
  const declaring = [entity, ...related.map((one) => one.entity)];
  return questions.flatMap(({ name: found, pointer }) => {
    const at = { definition: `survey/${survey}`, pointer };
    const fields = declaring.flatMap((id) => fieldOf(id, found, environment) ?? []);
    const sensitive = fields.some(({ sensitivity }) => sensitivity === 'C3');
    const barred = fields.find(({ purposes }) => purposes !== undefined && !purposes.includes(purpose ?? ''));
    const purposes = (barred?.purposes ?? []).join(', ');
    return [
      ...(sensitive ? [surveyProblem('survey-field-sensitive', at, { found }, { found })] : []),
      ...(barred === undefined
        ? []
        : [surveyProblem('survey-field-purpose', at, { found, purposes, purpose: purpose ?? '' }, { found })]),
    ];
  });
}

function fieldOf(id: string, name: string, environment: Environment): DeclaredField | undefined {
  const { fields } = (environment.document(id) ?? {}) as { readonly fields?: Readonly<Record<string, DeclaredField>> };
  return fields !== undefined && Object.hasOwn(fields, name) ? fields[name] : undefined;
}
