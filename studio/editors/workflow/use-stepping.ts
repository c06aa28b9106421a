import { useEffect, useMemo, useState } from 'react';
import { type JsonObject, say, type Text } from '../../../definitions/index.ts';
import type { PlayPath } from '../view.ts';
import type { MachineGraph } from './graph.ts';
import { type Path, type Played, standingIn } from './play.ts';
import { beginTrail, moveOn, movesOf, stepTo, takeBranch, type Trail } from './trail.ts';

/** A request that is stepped through its life, for as long as the page shows it. */
export interface Stepping {
  /** Null until it was begun. */
  readonly trail: Trail | null;
  /** What came of it; null until it is known, and where the document has errors. */
  readonly played: Played | null;
  /** The states in which it stands. */
  readonly standing: ReadonlySet<string>;
  /** The facts for what comes next. */
  readonly facts: JsonObject;
  readonly setFacts: (facts: JsonObject) => void;
  readonly begin: (given: Path['given']) => void;
  readonly move: (move: JsonObject) => void;
  readonly stepTo: (at: number) => void;
  readonly takeBranch: (branch: number) => void;
  readonly end: () => void;
}

const NOWHERE: ReadonlySet<string> = new Set();

export function useStepping(graph: MachineGraph | undefined, playPath: PlayPath | undefined): Stepping {
  const [trail, change] = useState<Trail | null>(null);
  const [changed, setFacts] = useState<JsonObject | null>(null);
  const path = useMemo(
    (): Path | null =>
      trail === null
        ? null
        : { given: trail.given, moves: movesOf(trail), ...(changed === null ? {} : { next: changed }) },
    [trail, changed],
  );
  const played = usePlayed(path, playPath);
  const line = played?.steps.at(-1);
  const standing = useMemo(
    () => (graph === undefined || line === undefined ? NOWHERE : standingIn(graph, line.line.state)),
    [graph, line],
  );
  const go = (to: (before: Trail) => Trail) => {
    setFacts(null);
    change((before) => (before === null ? null : to(before)));
  };
  return {
    ...{ trail, played, standing, setFacts },
    facts: changed ?? line?.facts ?? trail?.given.facts ?? {},
    begin: (given) => {
      setFacts(null);
      change(beginTrail(given));
    },
    move: (move) => go((before) => moveOn(before, changed === null ? move : { ...move, facts: changed })),
    stepTo: (at) => go((before) => stepTo(before, at)),
    takeBranch: (branch) => go((before) => takeBranch(before, branch)),
    end: () => change(null),
  };
}

/** The last answer stays while the next is made. */
function usePlayed(path: Path | null, playPath: PlayPath | undefined): Played | null {
  const [played, tell] = useState<Played | null>(null);
  useEffect(() => {
    if (path === null || playPath === undefined) return undefined;
    let isLeft = false;
    playPath(path).then(
      (next) => {
        if (!isLeft) tell(next);
      },
      () => {
        if (!isLeft) tell(null);
      },
    );
    return () => {
      isLeft = true;
    };
  }, [path, playPath]);
  return path === null ? null : played;
}

/** What states, events and delays are called, by their names. */
export function namesIn({ states, edges }: MachineGraph): ReadonlyMap<string, Text> {
  return new Map([
    ...edges.flatMap(({ event, delay, row: { trigger } }): readonly (readonly [string, Text])[] => {
      const key = event ?? delay;
      return key === undefined || !('name' in trigger) ? [] : [[key, trigger.name]];
    }),
    ...states.map(({ name, title }) => [name, title] as const),
  ]);
}

/** What a path is called as a case, in both languages. */
export function pathName(
  moves: readonly JsonObject[],
  names: ReadonlyMap<string, Text>,
  taken: readonly string[],
): string {
  const told = (['zh-CN', 'en'] as const).map((language) =>
    moves
      .map(({ event, advance }) =>
        typeof event === 'string' ? say(names.get(event) ?? event, language) : `+${String(advance)}`,
      )
      .join(' → '),
  );
  const name = told[0] === told[1] ? (told[0] ?? '') : told.join(' / ');
  for (let n = 1; ; n += 1) {
    const tried = n === 1 ? name : `${name} (${n})`;
    if (!taken.includes(tried)) return tried;
  }
}
