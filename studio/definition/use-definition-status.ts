import { useEffect, useState } from 'react';
import {
  type JsonObject,
  type Language,
  type Problem,
  PROPERTIES,
  type Proof,
  refuses,
} from '../../definitions/index.ts';
import type { ComputedWords } from './try/protocol.ts';
import { useFindings, useWords } from '../api/queries.ts';
import { type Evaluated, useOpened, useProofs } from './try/use-evaluator.ts';

/** Whether a definition is sound, and what it says: of the one in force as the server found it, of a draft as the page finds it. */
export interface DefinitionStatus {
  readonly words: Readonly<Record<Language, readonly string[]>> | undefined;
  readonly computed: ComputedWords | null | undefined;
  readonly problems: readonly Problem[] | undefined;
  /** Undefined while they are being made. */
  readonly proofs: readonly Proof[] | undefined;
  /** Whether proofs are under way: those that are told are of an earlier text. */
  readonly isProving: boolean;
  /** A draft without errors; null where it has some, is being read, or where there is no draft. */
  readonly soundDraft: JsonObject | null;
  /** The draft's text that was found to be a document of its kind, whatever is wrong with what it says; null where none was. */
  readonly readable: { readonly text: string } | null;
}

/** `isNew`: nothing of it is in force, so that there is a draft or nothing. */
export function useDefinitionStatus(subject: Evaluated, isNew = false): DefinitionStatus {
  const { id, draft } = subject;
  const [kind = '', name = ''] = id.split('/');
  const words = useWords(kind, name, !isNew);
  const findings = useFindings(kind, name, draft === null && !isNew);
  const inPage = draft === null ? { ...subject, documents: undefined } : subject;
  const opened = useOpened(inPage);
  const settled = useSettled(draft);
  const proofs = useProofs({ ...inPage, draft: settled });
  if (draft === null) {
    return {
      words: words.data?.words,
      computed: words.data?.computed,
      problems: findings.data?.problems,
      proofs: findings.data?.proofs ?? undefined,
      isProving: findings.data?.proofs === null,
      soundDraft: null,
      readable: null,
    };
  }
  const isSound = opened.data !== undefined && opened.data.hash !== null && !refuses(opened.data.problems);
  return {
    words: opened.data?.words ?? words.data?.words,
    computed: opened.data?.computed,
    problems: opened.data?.problems,
    proofs: proofs.data,
    isProving: settled !== draft || proofs.isFetching,
    soundDraft: isSound ? opened.data.document : null,
    readable:
      opened.data === undefined || opened.data.hash === null || opened.isPlaceholderData ? null : { text: draft },
  };
}

/** Proofs take longest: they are made of a text that stays for a moment. */
const SETTLED_MS = 250;

function useSettled(draft: string | null): string | null {
  const [settled, settle] = useState(draft);
  useEffect(() => {
    const waiting = setTimeout(() => settle(draft), SETTLED_MS);
    return () => clearTimeout(waiting);
  }, [draft]);
  return settled;
}

/** The question of a proof in the reader's words. */
export function questionOf({ property }: Proof, language: Language): string {
  return PROPERTIES[property]?.[language] ?? property;
}

/** How many of a definition's problems and proofs want a look. */
export function openCount({ problems = [], proofs = [] }: DefinitionStatus): number {
  return problems.length + proofs.filter(({ verdict }) => verdict !== 'proved').length;
}

export function isBroken({ problems }: DefinitionStatus): boolean {
  return problems !== undefined && refuses(problems);
}

/** A document and what it says, both without errors. */
export interface Sound {
  readonly document: JsonObject;
  readonly words: Readonly<Record<Language, readonly string[]>> | undefined;
  readonly computed: ComputedWords | null | undefined;
}

/** What is shown of a definition: its draft, or while that has errors what stood there when it last had none, at first what is in force. */
export function useLastSound(
  { id, draft }: Pick<Evaluated, 'id' | 'draft'>,
  published: JsonObject,
  { words, computed, soundDraft }: DefinitionStatus,
  isNew = false,
): Sound {
  const [kind = '', name = ''] = id.split('/');
  const inForce = useWords(kind, name, !isNew).data;
  const [kept, keep] = useState<Sound | null>(null);
  if (draft === null) {
    if (kept !== null) keep(null);
    return { document: published, words, computed };
  }
  if (soundDraft !== null && kept?.document !== soundDraft) keep({ document: soundDraft, words, computed });
  if (soundDraft !== null) return { document: soundDraft, words, computed };
  return kept ?? { document: published, words: inForce?.words, computed: inForce?.computed };
}
