import { spawnSync } from 'node:child_process';

/** A line for a person, in both languages, on stderr: stdout belongs to the command that follows. */
export function say(zh, en) {
  process.stderr.write(`guiju: ${zh}\n       ${en}\n`);
}

/** Ends the process with a line that says what to do. */
export function stop(zh, en) {
  say(zh, en);
  process.exit(1);
}

/** Runs a program; its output is kept and shown, on stderr, only when it fails. Answers whether it succeeded. */
export function runQuietly(program, args, options) {
  const done = spawnSync(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1 << 28 });
  if (done.status === 0) return true;
  process.stderr.write(`${program} ${args.join(' ')}\n${done.stdout ?? ''}${done.stderr ?? ''}${done.error ?? ''}\n`);
  return false;
}
