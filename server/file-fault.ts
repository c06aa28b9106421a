import type { Problem, Text } from '../definitions/index.ts';
import { serverProblem } from './problems.ts';

/** Why a file cannot be read, as a problem. */
export function fileFault(path: string, error: unknown): Problem {
  return serverProblem('file-not-readable', { pointer: '' }, { path, reason: faultReason(error) });
}

/** What the system says of a file or a folder, in the reader's language. */
export function faultReason(error: unknown): Text {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return REASONS[code] ?? (error instanceof Error ? error.message : String(error));
}

const REASONS: Readonly<Record<string, Text>> = {
  ENOENT: { 'zh-CN': '没有这个文件', en: 'there is no such file' },
  EISDIR: { 'zh-CN': '这是文件夹', en: 'it is a folder' },
  ENOTDIR: { 'zh-CN': '这不是文件夹', en: 'it is not a folder' },
  EACCES: { 'zh-CN': '没有权限', en: 'permission denied' },
  EPERM: { 'zh-CN': '没有权限', en: 'permission denied' },
  ELOOP: { 'zh-CN': '链接成环', en: 'its links go round in a circle' },
  EMFILE: { 'zh-CN': '打开的文件过多', en: 'too many files are open' },
};
