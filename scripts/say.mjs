import { spawn } from 'node:child_process';

/** A line for a person, in both languages, on stderr: stdout belongs to the command that follows. */
export function say(zh, en) {
  process.stderr.write(`guiju: ${zh}\n       ${en}\n`);
}

/** Ends the process with a line that says what to do. */
export function stop(zh, en) {
  say(zh, en);
  process.exit(1);
}

/** Says that something long begins; what it answers is to be called at the end, and says how long it took. */
export function begin(zh, en) {
  say(zh, en);
  const started = performance.now();
  return () => {
    const seconds = Math.round((performance.now() - started) / 1000);
    say(`${zh.replace(/（.*）|…/g, '')}：用时 ${seconds} 秒`, `${en.replace(/ \(.*\)| …/g, '')}: done in ${seconds} s`);
  };
}

/** Runs a program; its output is kept and shown, on stderr, only when it fails. Resolves to whether it succeeded. */
export function runQuietly(program, args, options) {
  const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  return new Promise((resolve) => {
    const end = (isFine, reason) => {
      if (!isFine) process.stderr.write(`${program} ${args.join(' ')}\n${output}${reason}\n`);
      resolve(isFine);
    };
    child.on('error', (error) => end(false, error));
    child.on('close', (code) => end(code === 0, ''));
  });
}
