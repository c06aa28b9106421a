import type { Command } from 'commander';
import {
  createProver,
  kindOf,
  type Library,
  type Problem,
  type Proof,
  PROPERTIES,
  refuses,
  say,
} from '../../definitions/index.ts';
import { counted, inWords, libraryOf } from './options.ts';
import { progress } from './progress.ts';
import { EXIT, type Terminal } from '../terminal.ts';

/** `guiju check <folder>`: schema, links, meaning and proofs of every definition, in one list. */
export function describeCheck(command: Command, terminal: Terminal): void {
  command
    .argument('<folder>', inWords(terminal, { 'zh-CN': '定义所在文件夹', en: 'folder of definitions' }))
    .option('--no-proofs', inWords(terminal, { 'zh-CN': '只检查，不证明', en: 'check only, prove nothing' }))
    .option(
      '--all',
      inWords(terminal, { 'zh-CN': '也列出已证明的性质和说明', en: 'list notes and what was proved too' }),
    )
    .action(async (folder: string, options: { proofs: boolean; all?: boolean; json?: boolean }) => {
      const { library, problems } = libraryOf(folder);
      const proofs = options.proofs ? allProofs(library, terminal) : [];
      const all = [...problems, ...proofs.flatMap(({ problem }) => problem ?? [])];
      if (options.json) await terminal.write(`${JSON.stringify(documentOf(library, problems, proofs), null, 2)}\n`);
      else await terminal.write(textOf(library, problems, proofs, options.all ?? false, terminal));
      terminal.end(refuses(all) ? EXIT.no : EXIT.fine);
    });
}

/** A proof with the definition it is about. */
interface ProofOf extends Proof {
  readonly id: string;
}

function allProofs(library: Library, terminal: Terminal): readonly ProofOf[] {
  const ids = [...library.definitions.keys()];
  const told = progress(terminal, { 'zh-CN': '证明', en: 'Proving' }, ids.length);
  const prover = createProver(library);
  const proofs = ids.flatMap((id, i) => {
    told.at(i);
    return [...prover.own(id), ...prover.among(id)].map((proof) => ({ id, ...proof }));
  });
  told.end();
  return proofs;
}

const countOf = <T>(list: readonly T[], test: (item: T) => boolean): number => list.filter(test).length;

function documentOf(library: Library, problems: readonly Problem[], proofs: readonly ProofOf[]): object {
  const verdicts = (verdict: Proof['verdict']) => countOf(proofs, (proof) => proof.verdict === verdict);
  const all = [...problems, ...proofs.flatMap(({ problem }) => problem ?? [])];
  return {
    definitions: library.definitions.size,
    errors: countOf(all, ({ severity }) => severity === 'error'),
    warnings: countOf(all, ({ severity }) => severity === 'warning'),
    proved: verdicts('proved'),
    refuted: verdicts('refuted'),
    undecided: verdicts('undecided'),
    problems,
    proofs,
  };
}

const MARKS = { error: '✗', warning: '!', note: '·' } as const;

function textOf(
  library: Library,
  problems: readonly Problem[],
  proofs: readonly ProofOf[],
  showsAll: boolean,
  terminal: Terminal,
): string {
  const { language } = terminal;
  const groups = new Map<string, string[]>();
  const add = (id: string, line: string) => groups.set(id, [...(groups.get(id) ?? []), line]);
  const isShown = (problem: Problem) => showsAll || problem.severity !== 'note';
  for (const problem of problems.filter(isShown)) add(problem.definition ?? '', lineOf(problem));
  for (const proof of proofs) {
    if (proof.problem !== undefined) {
      if (isShown(proof.problem)) add(proof.id, lineOf(proof.problem, proof));
    } else if (showsAll || proof.verdict !== 'proved') {
      add(
        proof.id,
        `  ${proof.verdict === 'proved' ? '✓' : '?'} ${proof.pointer === '' ? '' : `${proof.pointer}  `}${PROPERTIES[proof.property]?.[language] ?? ''}  [${proof.property}]`,
      );
    }
  }
  const blocks = [...groups].map(([id, lines]) => `${headOf(id)}\n${lines.join('\n')}\n`);
  return [...blocks, `${summary(library, problems, proofs, terminal)}\n`].join('\n');

  function headOf(id: string): string {
    const title = say(library.definitions.get(id)?.document.title, language);
    const kind = say(kindOf(id.split('/')[0] ?? '')?.title, language);
    return [id === '' ? '·' : `${id}.json`.replace('.json.json', '.json'), [kind, title].filter(Boolean).join(' · ')]
      .filter(Boolean)
      .join('   ');
  }

  function lineOf(problem: Problem, proof?: Proof): string {
    const where = problem.pointer === '' ? '' : `${problem.pointer}  `;
    const asked = proof === undefined || proof.property === problem.code ? '' : ` ${proof.property}`;
    const lines = [`  ${MARKS[problem.severity]} ${where}${problem.message[language]}  [${problem.code}${asked}]`];
    if (problem.witness !== undefined)
      lines.push(`      ${language === 'zh-CN' ? '例' : 'e.g.'} ${JSON.stringify(problem.witness)}`);
    if (problem.fix !== undefined)
      lines.push(`      ${language === 'zh-CN' ? '改为' : 'fix'} ${JSON.stringify(problem.fix)}`);
    return lines.join('\n');
  }
}

function summary(
  library: Library,
  problems: readonly Problem[],
  proofs: readonly ProofOf[],
  terminal: Terminal,
): string {
  const all = [...problems, ...proofs.flatMap(({ problem }) => problem ?? [])];
  const errors = countOf(all, ({ severity }) => severity === 'error');
  const warnings = countOf(all, ({ severity }) => severity === 'warning');
  const [proved, refuted, undecided] = (['proved', 'refuted', 'undecided'] as const).map((verdict) =>
    countOf(proofs, (proof) => proof.verdict === verdict),
  );
  return inWords(terminal, {
    'zh-CN': `${library.definitions.size} 个定义：${errors} 个错误，${warnings} 个警告；已证明 ${proved} 项，被反驳 ${refuted} 项，未能判定 ${undecided} 项`,
    en: `${counted(library.definitions.size, 'definition')}: ${counted(errors, 'error')}, ${counted(warnings, 'warning')}; ${proved} proved, ${refuted} refuted, ${undecided} not decided`,
  });
}
