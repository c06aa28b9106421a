import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import type { Language } from '../../definitions/index.ts';

/** A long text scrolls in its own box, which the keyboard has to reach. */
export const scrollsByKeyboard = EditorView.updateListener.of(({ view }) => {
  if (view.scrollDOM.tabIndex !== 0) view.scrollDOM.tabIndex = 0;
});

const theme = EditorView.theme({
  '&': { fontSize: '12px', color: 'var(--ink)', backgroundColor: 'transparent' },
  '&.cm-focused': { outline: '2px solid var(--indigo)' },
  '.cm-content': { fontFamily: 'var(--mono)', caretColor: 'var(--ink)' },
  '.cm-gutters': { color: 'var(--ink-faint)', backgroundColor: 'transparent', border: 'none' },
  '.cm-activeLineGutter': { backgroundColor: 'transparent', color: 'var(--ink)' },
  '.cm-selectionBackground, &.cm-focused .cm-selectionBackground': { backgroundColor: 'var(--selected) !important' },
  '.cm-tooltip': { backgroundColor: 'var(--paper)', color: 'var(--ink)', border: '1px solid var(--line)' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
});

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--indigo)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--jade)' },
  { tag: tags.string, color: 'var(--ink)' },
]);

/** The editor on the page's paper, in its ink. */
export const look = [theme, syntaxHighlighting(colours)];

/** What the editor itself says: its search panel, folds and messages. English is its own. */
export function phrasesIn(language: Language) {
  return language === 'en' ? [] : EditorState.phrases.of(CHINESE);
}

const CHINESE: Readonly<Record<string, string>> = {
  Find: '查找',
  Replace: '替换为',
  next: '下一个',
  previous: '上一个',
  all: '全选',
  'match case': '区分大小写',
  regexp: '正则表达式',
  'by word': '全词',
  replace: '替换',
  'replace all': '全部替换',
  close: '关闭',
  'current match': '当前匹配',
  'on line': '所在行',
  'replaced match on line $': '已替换第 $ 行的匹配',
  'replaced $ matches': '已替换 $ 处',
  'Go to line': '转到行',
  go: '转到',
  Completions: '可选内容',
  'Fold line': '折叠',
  'Unfold line': '展开',
  'folded code': '已折叠的内容',
  unfold: '展开',
  to: '至',
  'Folded lines': '已折叠行',
  'Unfolded lines': '已展开行',
  Diagnostics: '问题',
  'No diagnostics': '没有问题',
  'Selection deleted': '已删除所选内容',
};
