import { useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import { isObject, type Json, type JsonObject, type Result } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import { useKept } from '../../ui/kept.ts';
import { casesOf, EMPTY, type GivenCase, isTyped, mayBeWritten, type WantedRequest, withDay } from './typed.ts';
import { type Evaluated, useOpened, useResult } from './use-evaluator.ts';

/** What a definition is tried on, and what comes of it: the same for the tab and for the strip. */
export interface Tried {
  readonly opened: ReturnType<typeof useOpened>;
  /** The example to be tried, until something else is typed. */
  readonly wanted: WantedRequest | null;
  readonly want: (wanted: WantedRequest | null) => void;
  readonly cases: readonly GivenCase[];
  readonly request: JsonObject;
  /** The request as it is asked: with the day, where it reads one. */
  readonly asked: Json;
  readonly type: (next: JsonObject) => void;
  readonly clear: () => void;
  readonly load: (index: number) => void;
  /** The key of the customer whose record the request began with, whatever was changed in it since. */
  readonly customer: string | undefined;
  readonly loadRecord: (customer: string, request: JsonObject) => void;
  /** Undefined until it is known; null where nothing is decided. */
  readonly result: Result | null | undefined;
  readonly error: Error | null;
}

export function useTried(subject: Evaluated): Tried {
  const { language } = useReader();
  const opened = useOpened(subject);
  const [wanted, want] = useState<WantedRequest | null>(null);
  const [search, setSearch] = useSearchParams();
  const document = opened.data?.document ?? undefined;
  const cases = useMemo(() => casesOf(document), [document]);
  const atCase = search.get('case') ?? '1';
  const [typed, keepTyped] = useKept(`try ${subject.id}`, isTyped, mayBeWritten);
  const witness = isObject(wanted?.request) ? wanted.request : null;
  // What was typed over another case than the address names was left behind with it.
  const kept = typed?.over === atCase ? typed : undefined;
  const request = witness ?? kept?.request ?? cases[Number(atCase) - 1]?.given ?? EMPTY;
  const form = opened.data?.form?.[language];
  const asked = useMemo((): Json => (form === undefined ? request : withDay(request, form)), [request, form]);
  const { data: result, error } = useResult(subject, asked, language, form !== undefined);
  const keep = (request: JsonObject, customer: string | undefined, over = atCase) => {
    want(null);
    keepTyped({ over, request, customer });
  };
  /** Another request in the place of this one: the address names no customer any more, so that none comes back over it. */
  const begin = (request: JsonObject, over: string, isNamed: boolean) => {
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        next.delete('customer');
        if (isNamed) next.set('case', over);
        return next;
      },
      { replace: true },
    );
    keep(request, undefined, over);
  };
  const load = (index: number) => {
    const given = cases[index]?.given;
    if (given !== undefined) begin(given, String(index + 1), true);
  };
  return {
    opened,
    wanted,
    want,
    cases,
    request,
    asked,
    type: (next) => keep(next, kept?.customer),
    clear: () => begin(EMPTY, atCase, false),
    load,
    customer: kept?.customer,
    loadRecord: (customer, next) => keep(next, customer),
    result,
    error,
  };
}
