import { useQuery } from '@tanstack/react-query';
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

type Rest<Name extends keyof Calls> = Omit<Parameters<Calls[Name]>[0], keyof EvaluatorSubject>;

function useEvaluator<Name extends 'open' | 'prove' | 'decide' | 'cases'>(
  name: Name,
  subject: Evaluated,
  rest: Rest<Name>,
) {
  const { documents, id, draft } = subject;
  return useQuery({
    queryKey: ['evaluator', name, documents?.key, id, draft, rest],
    queryFn: async () => {
      const client = await evaluatorWith(documents);
      // A subject and the rest are the whole argument of the call.
      return await client.ask(name, { id, draft, ...rest } as unknown as Parameters<Calls[Name]>[0]);
    },
    enabled: documents !== undefined,
    // The last answer stays while the next is computed, but never that of another definition.
    placeholderData: (previous, query) => (query?.queryKey[3] === id ? previous : undefined),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 30_000,
    retry: false,
    networkMode: 'always',
  });
}

let client: EvaluatorClient | undefined;
let loadedKey: string | undefined;

/** The one evaluator of the page, holding these documents. It answers in order, so that what is asked after `load` sees them. */
async function evaluatorWith(documents: Documents | undefined): Promise<EvaluatorClient> {
  client ??= startEvaluator();
  if (documents !== undefined && loadedKey !== documents.key) {
    loadedKey = documents.key;
    await client.ask('load', { sources: documents.sources, cuts: documents.cuts });
  }
  return client;
}
