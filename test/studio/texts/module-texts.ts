import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { rooms } from './all.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const FIRST = 'studio/main.tsx';

/** One module of the page: what it imports at once, what it fetches later, and the files of the texts that it says. */
interface Module {
  readonly imports: readonly string[];
  readonly fetches: readonly string[];
  readonly says: readonly string[];
}

let found: ReadonlyMap<string, Module> | undefined;

/** The modules of the page by their path, from the first script on. */
export function modules(): ReadonlyMap<string, Module> {
  found ??= reached(FIRST);
  return found;
}

/** The files of the texts that come with a module. */
export const broughtBy = (entry: string): readonly string[] =>
  [...closure(entry)]
    .filter((file) => file.startsWith('studio/texts/') && rooms.has(file.slice(13)))
    .map((file) => file.slice(13))
    .toSorted();

/** Modules that say a text which may not be there: `file: room`. What fetches a module has its own texts by then. */
export function untold(): readonly string[] {
  const entries = new Set([FIRST, ...[...modules().values()].flatMap(({ fetches }) => fetches)]);
  const there = new Map([...entries].map((entry) => [entry, new Set(rooms.keys())]));
  there.set(FIRST, new Set());
  for (let isSettled = false; !isSettled; ) {
    isSettled = true;
    for (const entry of entries) {
      const known = there.get(entry) ?? new Set();
      const before = known.size;
      for (const room of known)
        if (fetchersOf(entry, entries).some((one) => !hasAt(one, room, there))) known.delete(room);
      isSettled &&= known.size === before;
    }
  }
  return [...entries].flatMap((entry) =>
    [...closure(entry)].flatMap((file) =>
      (modules().get(file)?.says ?? []).filter((room) => !hasAt(entry, room, there)).map((room) => `${file}: ${room}`),
    ),
  );
}

const hasAt = (entry: string, room: string, there: ReadonlyMap<string, ReadonlySet<string>>) =>
  broughtBy(entry).includes(room) || there.get(entry)?.has(room) === true;

const fetchersOf = (entry: string, entries: ReadonlySet<string>) =>
  [...entries].filter((one) => [...closure(one)].some((file) => modules().get(file)?.fetches.includes(entry)));

const closures = new Map<string, ReadonlySet<string>>();

function closure(entry: string): ReadonlySet<string> {
  const known = closures.get(entry);
  if (known !== undefined) return known;
  const files = new Set([entry]);
  for (const file of files) for (const next of modules().get(file)?.imports ?? []) files.add(next);
  closures.set(entry, files);
  return files;
}

function reached(first: string): ReadonlyMap<string, Module> {
  const all = new Map<string, Module>();
  const waiting = new Set([first]);
  for (const file of waiting) {
    const read = readModule(file);
    all.set(file, read);
    for (const next of [...read.imports, ...read.fetches]) waiting.add(next);
  }
  return all;
}

/** Keys by the file they stand in; those with an ending for their count without it too. */
const homes = new Map(
  [...rooms].flatMap(([file, { en }]) =>
    Object.keys(en).flatMap((key) => [key, key.replace(/_(one|other)$/, '')].map((one) => [one, file] as const)),
  ),
);

function readModule(file: string): Module {
  const source = ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest, true);
  const [imports, fetches, says] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const isTexts = file.startsWith('studio/texts/') && rooms.has(file.slice(13));
  const add = (to: Set<string>, from: ts.Expression | undefined) => {
    if (from === undefined || !ts.isStringLiteral(from)) return;
    const target = relative(root, join(root, dirname(file), from.text));
    if (/^studio\/.*\.tsx?$/.test(target) && existsSync(join(root, target))) to.add(target);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      if (node.importClause?.phaseModifier !== ts.SyntaxKind.TypeKeyword) add(imports, node.moduleSpecifier);
      return;
    }
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(fetches, node.arguments[0]);
    if (!isTexts && ts.isStringLiteralLike(node)) for (const room of roomsOf(node.text)) says.add(room);
    if (!isTexts && ts.isTemplateExpression(node)) for (const room of roomsOf(node.head.text, true)) says.add(room);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { imports: [...imports], fetches: [...fetches], says: [...says] };
}

function roomsOf(text: string, isBeginning = false): readonly string[] {
  if (!isBeginning) return homes.has(text) ? [homes.get(text) ?? ''] : [];
  if (!/^[a-z]\w*\./i.test(text)) return [];
  return [...new Set([...homes].filter(([key]) => key.startsWith(text)).map(([, file]) => file))];
}
