// `npm run bench -- <suite> [--json FILE] [what the suite understands]`
import { readdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { document, type Suite, table } from './report.ts';

const ending = '.suite.ts';
const folder = new URL('.', import.meta.url);
const names = readdirSync(folder)
  .filter((file) => file.endsWith(ending))
  .map((file) => file.slice(0, -ending.length));

const { values, positionals, tokens } = parseArgs({
  options: { json: { type: 'string' } },
  allowPositionals: true,
  strict: false,
  tokens: true,
});
const [name] = positionals;

if (name === undefined || !names.includes(name)) {
  process.stderr.write(`npm run bench -- <suite> [--json FILE]\nsuites: ${names.join(', ')}\n`);
  process.exitCode = 2;
} else {
  const { suite } = (await import(new URL(`${name}${ending}`, folder).href)) as { readonly suite: Suite };
  const findings = await suite(argumentsOfSuite());
  process.stdout.write(`${table(name, findings)}\n`);
  if (typeof values['json'] === 'string') {
    writeFileSync(values['json'], `${JSON.stringify(document(name, findings), null, 2)}\n`);
  }
}

/** All but the name of the suite and `--json FILE`. */
function argumentsOfSuite(): string[] {
  const own = new Set<number>();
  for (const token of tokens) {
    const isName = token.kind === 'positional' && token.value === name;
    const isJson = token.kind === 'option' && token.name === 'json';
    if (isName || isJson) own.add(token.index);
    if (isJson && token.inlineValue === false) own.add(token.index + 1);
  }
  return process.argv.slice(2).filter((_, index) => !own.has(index));
}
