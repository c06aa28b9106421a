import type { FastifyReply } from 'fastify';
import type { Language, Message } from '../../../definitions/index.ts';

/** A piece of a page: text that was escaped, or written here. */
export interface Html {
  readonly html: string;
}

/** Writes a piece of a page: what is filled in is escaped, unless it is a piece itself. */
export function html(pieces: TemplateStringsArray, ...filled: readonly (string | Html | readonly Html[])[]): Html {
  const text = (one: string | Html | readonly Html[]): string => {
    if (typeof one === 'string') return one.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
    return 'html' in one ? one.html : one.map(({ html: piece }) => piece).join('');
  };
  return { html: pieces.map((piece, i) => (i === 0 ? piece : `${text(filled[i - 1] ?? '')}${piece}`)).join('') };
}

/** A page that stands alone: no script, nothing from elsewhere, in the ink and paper of the studio. */
export function sendPage(
  reply: FastifyReply,
  page: { readonly language: Language; readonly title: Message; readonly body: Html; readonly status?: number },
): FastifyReply {
  const { language, title, body, status = 200 } = page;
  const other = language === 'en' ? ['zh-CN', '中文'] : ['en', 'English'];
  const text = html`<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title[language]} · Guiju</title><style>${STYLE}</style>
<header><a class="mark" href="/"><span lang="zh-CN">规矩</span> Guiju</a><a href="?lang=${other[0] ?? ''}" lang="${other[0] ?? ''}">${other[1] ?? ''}</a></header>
<main><h1>${title[language]}</h1>${body}</main></html>`;
  return reply
    .code(status)
    .headers(HEADERS)
    .header('content-language', language)
    .type('text/html; charset=utf-8')
    .send(text.html);
}

const HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  // A link is a secret: no other page is told where one came from.
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
};

/** Of `studio/ui/ink.css`: the same paper and ink, and the colours that mean something. */
const STYLE: Html = {
  html: `:root{color-scheme:light dark;--paper:#fbfaf7;--ink:#1b1f24;--faint:#5c636b;--line:#bfb9ab;--cinnabar:#b7372f;--amber:#8a5a12;--indigo:#2f4b8f}
@media(prefers-color-scheme:dark){:root{--paper:#14171a;--ink:#e7e4dd;--faint:#9aa1a8;--line:#4a5159;--cinnabar:#e5786f;--amber:#dba04e;--indigo:#93a9e2}}
*{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);font:14px/1.6 system-ui,-apple-system,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",sans-serif}
header{display:flex;justify-content:space-between;padding:16px 24px;border-bottom:1px solid var(--line)}a{color:inherit}.mark{text-decoration:none;font-weight:600}
main{max-width:560px;margin:40px auto;padding:0 24px}h1{font-size:22px;font-weight:600}h2{font-size:14px;margin:32px 0 8px}
label{display:block;margin:16px 0 4px;color:var(--faint)}input{width:100%;padding:8px;font:inherit;color:inherit;background:transparent;border:1px solid var(--line);border-radius:2px}
button{margin-top:16px;padding:8px 16px;font:inherit;cursor:pointer;border-radius:2px;border:1px solid var(--indigo);background:var(--indigo);color:var(--paper)}
ul{list-style:none;margin:0;padding:0}li{border-bottom:1px solid var(--line)}li form{display:flex;justify-content:space-between;align-items:center;padding:8px 0}li button{margin:0;background:transparent;color:var(--indigo)}
.sample{color:var(--amber)}.refused{color:var(--cinnabar);border-left:3px solid var(--cinnabar);padding-left:12px}code{overflow-wrap:anywhere}small{color:var(--faint)}`,
};
