import {
  claimedId,
  defineProblems,
  link,
  type Problem,
  type Proof,
  prove,
  type Source,
} from '../../../definitions/index.ts';
import { type Words, wordsOf } from './definition-summary.ts';

/** What can be said of a draft beside the definitions in force. */
export interface DraftReport {
  /** `kind/name`; null where the draft is no definition. */
  readonly id: string | null;
  readonly hash: string | null;
  readonly closure: string | null;
  /** Of the draft itself: schema, links, checks. */
  readonly problems: readonly Problem[];
  readonly proofs: readonly Proof[];
  /** Errors that other definitions would have because of it. */
  readonly breaks: readonly Problem[];
  readonly words: Words;
}

/**
 * Checks and proves a draft in the place of the definition of the same id. Never throws for what the draft says. `onChecked` is told
 * what is known before the proofs, for whoever cannot wait for them.
 */
export function checkDraft(
  published: readonly Source[],
  draft: unknown,
  onChecked: (report: DraftReport) => void = () => {},
): DraftReport {
  const alone = link([{ document: draft }]);
  const id = [...alone.definitions.keys()][0] ?? null;
  if (id === null) return { ...NOTHING, problems: alone.problems };
  const others = published.filter(({ document }) => claimedId(document) !== id);
  const library = link([...others, { document: draft }]);
  const definition = library.definitions.get(id);
  const checked = {
    ...NOTHING,
    id,
    hash: definition?.hash ?? null,
    closure: definition?.closure ?? null,
    problems: library.problems.filter((problem) => problem.definition === id),
    breaks: library.problems.filter((problem) => problem.definition !== id && problem.severity === 'error'),
  };
  const unfinished = draftProblem('proofs-not-finished', { definition: id, pointer: '' });
  onChecked({ ...checked, problems: [...checked.problems, unfinished] });
  return {
    ...checked,
    proofs: prove(library, [id], { nodes: MOST_NODES })[0]?.proofs ?? [],
    words: wordsOf(library, id),
  };
}

/** The budget of a draft's proofs: less than a load has, as somebody waits. */
const MOST_NODES = 200_000;

const draftProblem = defineProblems({
  'proofs-not-finished': {
    severity: 'warning',
    status: 200,
    'zh-CN': '在允许的时间内未能证明完；命令 guiju check 没有时限',
    en: 'The proofs were not finished in the time allowed; the command guiju check has no limit',
  },
});

const NOTHING: Omit<DraftReport, 'problems'> = {
  id: null,
  hash: null,
  closure: null,
  proofs: [],
  breaks: [],
  words: { 'zh-CN': [], en: [] },
};
