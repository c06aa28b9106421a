import type { Kind, NamedPart } from '../kinds/kind.ts';
import type { Document } from '../model/document.ts';
import { defineProblems, type Problem } from '../model/problem.ts';

const caseProblem = defineProblems({
  'names-differ-by-case': {
    severity: 'error',
    status: 422,
    'zh-CN': '“{other}”与“{name}”只有大小写不同；文件格式和数据库会把二者混为一谈，请改其一',
    en: '"{other}" and "{name}" differ only by case; file formats and databases do not keep them apart, so rename one of them',
  },
});

/** Names that a document gives to its parts and that differ only by case: told at the later one, naming both. */
export function caseTwins(kind: Kind, document: Document, definition: string): readonly Problem[] {
  return (kind.names?.(document) ?? []).flatMap((group) => twinsIn(group, definition));
}

function twinsIn(group: readonly NamedPart[], definition: string): readonly Problem[] {
  const first = new Map<string, string>();
  return group.flatMap(({ name, pointer }) => {
    const folded = name.toLowerCase();
    const other = first.get(folded);
    if (other === undefined) first.set(folded, name);
    // The same name twice is told by its kind.
    if (other === undefined || other === name) return [];
    return [caseProblem('names-differ-by-case', { definition, pointer }, { name, other }, { found: name })];
  });
}
