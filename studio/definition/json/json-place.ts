import { ensureSyntaxTree } from '@codemirror/language';
import type { EditorState } from '@codemirror/state';
import { pointerSteps } from '../../../definitions/index.ts';

/** A node of the text's syntax tree. */
export type Node = NonNullable<ReturnType<typeof ensureSyntaxTree>>['topNode'];

/** Where the part at a JSON pointer stands in a text; the nearest part above it where it is not there. */
export function rangeOf(state: EditorState, pointer: string): { readonly from: number; readonly to: number } {
  const tree = ensureSyntaxTree(state, state.doc.length, 200);
  let node: Node | null = tree?.topNode.firstChild ?? null;
  let found = node;
  for (const step of pointerSteps(pointer)) {
    node = node === null ? null : child(node, step, state);
    if (node === null) break;
    found = node;
  }
  if (found === null) return { from: 0, to: 0 };
  // A whole object is marked at its first line only.
  const end = Math.min(found.to, state.doc.lineAt(found.from).to);
  return { from: found.from, to: end };
}

function child(node: Node, step: string, state: EditorState): Node | null {
  if (node.name === 'Array') {
    let index = 0;
    for (let item = node.firstChild; item !== null; item = item.nextSibling) {
      if (item.name === '[' || item.name === ']' || item.name === ',') continue;
      if (String(index) === step) return item;
      index++;
    }
    return null;
  }
  for (let property = node.firstChild; property !== null; property = property.nextSibling) {
    const name = property.name === 'Property' ? property.getChild('PropertyName') : null;
    if (name === null || state.sliceDoc(name.from, name.to) !== JSON.stringify(step)) continue;
    return property.lastChild;
  }
  return null;
}

/** The path from the document to the value at a node; of a name: to the value it names. */
export function pathOf(node: Node, state: EditorState): readonly (string | number)[] {
  const path: (string | number)[] = [];
  for (let at = node; at.parent !== null; at = at.parent) {
    const { parent } = at;
    const name = parent.name === 'Property' ? parent.getChild('PropertyName') : null;
    if (name !== null) path.unshift(nameIn(state.sliceDoc(name.from, name.to)));
    if (parent.name === 'Array') path.unshift(positionOf(at));
  }
  return path;
}

function nameIn(text: string): string {
  try {
    return String(JSON.parse(text));
  } catch {
    return text;
  }
}

function positionOf(item: Node): number {
  let position = 0;
  for (let before = item.prevSibling; before !== null; before = before.prevSibling) {
    if (before.name !== '[' && before.name !== ',') position++;
  }
  return position;
}
