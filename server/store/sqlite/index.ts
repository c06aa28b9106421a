export { openAlone, type OwnFile } from './alone.ts';
export { openLogWriter } from './log-writer.ts';
export { openReader } from './reader.ts';
export { withLock } from './lock.ts';
export { openStore } from './store.ts';
