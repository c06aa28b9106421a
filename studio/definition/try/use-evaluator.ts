import { useEffect } from 'react';
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Json, Language } from '../../../definitions/index.ts';
import type { Documents } from '../../api/queries.ts';
import { type EvaluatorClient, startEvaluator } from './evaluator-client.ts';
import type { Calls, EvaluatorSubject } from './protocol.ts';

/** A subject with the documents it is read from; undefined while they are loading or where the evaluator is not needed. */
export interface Evaluated extends EvaluatorSubject {
  readonly documents: Documents | undefined;
}

/** What the evaluator says of a definition or a draft of it: words, problems, the form of a request. */
export function useOpened(subject: Evaluated) {
  return useEvaluator('open', subject, {});
}

/** The proofs: asked for separately, since they take longest. */
export function useProofs(subject: Evaluated) {
  return useEvaluator('prove', subject, {});
}

/** The result of a request, with its trace. The last result stays while the next is computed. */
export function useResult(subject: Evaluated, request: Json, language: Language, isWanted: boolean) {
  return useEvaluator('decide', isWanted ? subject : { ...subject, documents: undefined }, { request, language });
}

export function useCases(subject: Evaluated, language: Language) {
  return useEvaluator('cases', subject, { language });
}

/** After so long on a definition a person reads it. */
export const READING_MS = 300;

/** Makes ready what *try* asks first, while a person reads: the form of a request, and the compiled decision. */
export function useReadyEvaluator({ documents, id, draft }: Evaluated): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (documents === undefined) return undefined;
    const waiting = setTimeout(() => {
      // What fails here is told where it is asked for.
      void queries.prefetchQuery(evaluatorQuery('open', { documents, id, draft }, {}));
      void evaluatorWith(documents)
        .then(async (ready) => await ready.ask('decide', { id, draft, request: { facts: {} }, language: 'en' }))
        .catch(() => undefined);
    }, READING_MS);
    return () => {
      clearTimeout(waiting);
    };
  }, [queries, documents, id, draft]);
}

type Rest<Name extends keyof Calls> = Omit<Parameters<Calls[Name]>[0], keyof EvaluatorSubject>;

type Asked = 'open' | 'prove' | 'rows' | 'parts' | 'texts' | 'play' | 'decide' | 'cases';

function useEvaluator<Name extends Asked>(name: Name, subject: Evaluated, rest: Rest<Name>) {
  return useQuery({
    ...evaluatorQuery(name, subject, rest),
    enabled: subject.documents !== undefined,
    // The last answer stays while the next is computed, but never that of another definition.
    placeholderData: (previous, query) => (query?.queryKey[3] === subject.id ? previous : undefined),
    retry: false,
  });
}

function evaluatorQuery<Name extends Asked>(name: Name, { documents, id, draft }: Evaluated, rest: Rest<Name>) {
  return queryOptions({
    queryKey: ['evaluator', name, documents?.key, id, draft, rest],
    queryFn: async () => {
      const client = await evaluatorWith(documents, name);
      // A subject and the rest are the whole argument of the call.
      return await client.ask(name, { id, draft, ...rest } as unknown as Parameters<Calls[Name]>[0]);
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 30_000,
    networkMode: 'always',
  });
}

/** One answer, not kept: of a text that is only looked at. */
export async function askOnce<Name extends Asked>(
  name: Name,
  { documents, id, draft }: Evaluated,
  rest: Rest<Name>,
): Promise<ReturnType<Calls[Name]>> {
  const evaluator = await evaluatorWith(documents, name);
  return await evaluator.ask(name, { id, draft, ...rest } as unknown as Parameters<Calls[Name]>[0]);
}

/** The evaluators of the page: proofs take long, and nothing else waits for them. */
const evaluators = new Map<'answers' | 'proofs', { readonly client: EvaluatorClient; loadedKey?: string }>();

/** An evaluator that holds these documents. It answers in order, so that what is asked after `load` sees them. */
async function evaluatorWith(documents: Documents | undefined, name: Asked = 'open'): Promise<EvaluatorClient> {
  const which = name === 'prove' || name === 'rows' ? 'proofs' : 'answers';
  const evaluator = evaluators.get(which) ?? { client: startEvaluator() };
  evaluators.set(which, evaluator);
  if (documents !== undefined && evaluator.loadedKey !== documents.key) {
    evaluator.loadedKey = documents.key;
    await evaluator.client.ask('load', { sources: documents.sources, cuts: documents.cuts });
  }
  return evaluator.client;
}
