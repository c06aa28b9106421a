import type { Expression } from '../../model/expression.ts';

/** The blocks of statements of a function being written: the function itself, and within it the bodies of its loops. */
export interface Blocks {
  line(source: string): void;
  /** The name under which a node's value is known here, undefined where it has none. */
  known(node: Expression): string | undefined;
  /** What a loop variable is called here. */
  boundName(id: number): string | undefined;
  /** Writes in the outermost block where the variables are bound, and remembers there the name it answers. */
  keep(node: Expression, variables: ReadonlySet<number>, write: () => string): string;
  /** Source of a new block inside this one. */
  inside(bound: ReadonlyMap<number, string>, write: () => void): string;
  /** The statements of the function. */
  body(): string;
}

interface Block {
  readonly lines: string[];
  readonly names: Map<Expression, string>;
  readonly bound: ReadonlyMap<number, string>;
  readonly outer: Block | null;
}

export function newBlocks(): Blocks {
  const root: Block = { lines: [], names: new Map(), bound: new Map(), outer: null };
  let current = root;

  const nearest = <T>(find: (block: Block) => T | undefined): T | undefined => {
    for (let at: Block | null = current; at !== null; at = at.outer) {
      const found = find(at);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const writeIn = <T>(block: Block, write: () => T): T => {
    const before = current;
    current = block;
    const answer = write();
    current = before;
    return answer;
  };
  return {
    line: (source) => void current.lines.push(source),
    known: (node) => nearest((block) => block.names.get(node)),
    boundName: (id) => nearest((block) => block.bound.get(id)),
    keep(node, variables, write) {
      // The innermost block that binds one of the variables is the outermost in which all are bound.
      const home = nearest((block) => ([...variables].some((id) => block.bound.has(id)) ? block : undefined)) ?? root;
      const name = writeIn(home, write);
      home.names.set(node, name);
      return name;
    },
    inside(bound, write) {
      const block: Block = { lines: [], names: new Map(), bound, outer: current };
      writeIn(block, write);
      return block.lines.join('\n');
    },
    body: () => root.lines.join('\n'),
  };
}
