import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import Type, { type Static } from 'typebox';
import { isRole, ROLE_TITLES } from '../../authority/role.ts';
import { newTotpSecret, totpAddress } from '../../authority/totp.ts';
import type { Clock } from '../../clock.ts';
import type { Language, Message, Problem } from '../../../definitions/index.ts';
import { meaningOf } from '../../../definitions/index.ts';
import type { Access } from '../../operations/people/access.ts';
import { peopleProblem } from '../../operations/people/problems.ts';
import { SAMPLE_PASSWORD, samplesOffered } from '../../operations/people/sample-people.ts';
import { signIn } from '../../operations/people/sign-in.ts';
import { linkOf, useLink } from '../../operations/people/use-link.ts';
import type { Store } from '../../store/store.ts';
import { isOwnPage } from '../plugins/authority.ts';
import { requestLanguage } from '../plugins/refusals.ts';
import { httpProblem } from '../problems.ts';
import { pageOptions } from '../route.ts';
import { attemptLimit, cameFrom, setSession } from '../routes/sessions.ts';
import { type Html, html, sendPage } from './page-html.ts';

interface Parts {
  readonly store: Store;
  readonly access: Access;
  readonly clock: Clock;
}

const text = (maxLength: number) => Type.String({ maxLength, default: '' });
const signInForm = Type.Object({ account: text(64), password: text(200), code: text(10) });
const linkForm = Type.Object({
  second: text(40),
  password: text(200),
  totpSecret: Type.String({ pattern: '^[A-Z2-7]{32}$' }),
  code: text(10),
});
// A link that was cut off in a mail is answered by the page, as one that is gone.
const linkParams = Type.Object({ link: Type.String({ maxLength: 200 }) });

/** The plain pages to sign in by, and to use a link: forms without any script, in both languages. */
export async function signInPages(app: FastifyInstance, parts: Parts): Promise<void> {
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: 10_000 },
      (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    );
    const limit = attemptLimit(scope);
    scope.get('/sign-in', pageOptions(), (request, reply) => signInPage(request, reply, parts));
    scope.post<{ Body: Static<typeof signInForm> }>(
      '/sign-in',
      pageOptions({ body: signInForm }),
      async (request, reply) => {
        const problem = await mayTry(request, reply);
        if (problem !== undefined) return signInPage(request, reply, parts, problem);
        const done = await signIn(parts.store, { ...request.body, ...cameFrom(request) });
        if (done.kind === 'refused') return signInPage(request, reply, parts, done.problem);
        setSession(request, reply, done.session, done.expiresAt);
        return reply.redirect('/', 303);
      },
    );
    type LinkRoute = { Params: Static<typeof linkParams>; Body: Static<typeof linkForm> };
    scope.get<LinkRoute>('/enter/:link', pageOptions({ params: linkParams }), (request, reply) =>
      linkPage(request, reply, parts),
    );
    scope.post<LinkRoute>(
      '/enter/:link',
      pageOptions({ params: linkParams, body: linkForm }),
      async (request, reply) => {
        const problem = await mayTry(request, reply);
        if (problem !== undefined) return await linkPage(request, reply, parts, problem);
        const done = await useLink(parts.store, { ...request.body, link: request.params.link });
        if (done.kind === 'refused') return await linkPage(request, reply, parts, done.problem);
        return reply.redirect('/sign-in', 303);
      },
    );

    async function mayTry(request: FastifyRequest, reply: FastifyReply): Promise<Problem | undefined> {
      if (!isOwnPage(request)) return httpProblem('origin-not-allowed', { pointer: '' });
      return await limit(request, reply);
    }
  });
}

async function signInPage(
  request: FastifyRequest,
  reply: FastifyReply,
  parts: Parts,
  problem?: Problem,
): Promise<FastifyReply> {
  const language = requestLanguage(request);
  const samples = parts.access.isOpen() ? await samplesOffered(parts.store, parts.clock.now()) : [];
  const offered = samples.map(({ account, name, roles, code }) => {
    const titles = roles.filter(isRole).map((role) => ROLE_TITLES[role][language]);
    return html`<li><form method="post" action="/sign-in?lang=${language}"><span>${name} · ${titles.join(', ')} <small class="sample">${SAMPLE[language]}</small></span>
<input type="hidden" name="account" value="${account}"><input type="hidden" name="password" value="${SAMPLE_PASSWORD}"><input type="hidden" name="code" value="${code}">
<button aria-label="${WORDS.signInAs[language]} ${name}">${WORDS.signIn[language]}</button></form></li>`;
  });
  const list =
    offered.length === 0
      ? []
      : [html`<h2>${WORDS.samples[language]}</h2><p>${WORDS.samplesWhere[language]}</p><ul>${offered}</ul>`];
  const body = html`${refusal(problem, language)}<form method="post" action="/sign-in?lang=${language}">
${field('account', WORDS.account[language], 'autocomplete="username" autocapitalize="none" required')}
${field('password', WORDS.password[language], 'type="password" autocomplete="current-password" required')}
${field('code', WORDS.code[language], 'inputmode="numeric" autocomplete="one-time-code" required')}
<button>${WORDS.signIn[language]}</button></form>${list}`;
  return sendPage(reply, { language, title: WORDS.signIn, body, status: statusOf(problem) });
}

async function linkPage(
  request: FastifyRequest<{ Params: Static<typeof linkParams> }>,
  reply: FastifyReply,
  { store, clock }: Parts,
  problem?: Problem,
): Promise<FastifyReply> {
  const language = requestLanguage(request);
  const { link } = request.params;
  const person = await linkOf(store, link, clock.now());
  if (person === undefined) {
    const told = problem ?? peopleProblem('link-gone', { pointer: '' });
    return sendPage(reply, {
      language,
      title: WORDS.linkGone,
      body: html`${refusal(told, language)}`,
      status: statusOf(told),
    });
  }
  // The authenticator that was set up stays the same while the form is filled in again.
  const before = (request.body as { readonly totpSecret?: string } | undefined)?.totpSecret;
  const secret = before ?? newTotpSecret();
  const body = html`${refusal(problem, language)}<p>${WORDS.linkWhy[language]}</p>
<form method="post" action="/enter/${link}?lang=${language}">
<label>${WORDS.account[language]}</label><p><strong>${person.account}</strong> ${person.name}</p>
${field('second', WORDS.second[language], 'autocomplete="off" required')}
${field('password', WORDS.newPassword[language], 'type="password" autocomplete="new-password" minlength="12" required')}
<p>${WORDS.authenticator[language]}<br><code>${secret}</code><br><a href="${totpAddress(secret, person.account)}">otpauth://</a></p>
<input type="hidden" name="totpSecret" value="${secret}">
${field('code', WORDS.code[language], 'inputmode="numeric" autocomplete="one-time-code" required')}
<button>${WORDS.enter[language]}</button></form>`;
  return sendPage(reply, { language, title: WORDS.welcome, body, status: statusOf(problem) });
}

const statusOf = (problem: Problem | undefined): number =>
  problem === undefined ? 200 : (meaningOf(problem.code)?.status ?? 400);

const refusal = (problem: Problem | undefined, language: Language): readonly Html[] =>
  problem === undefined ? [] : [html`<p class="refused" role="alert">${problem.message[language]}</p>`];

const field = (name: string, label: string, attributes: string): Html =>
  html`<label for="${name}">${label}</label><input id="${name}" name="${name}" ${{ html: attributes }}>`;

const SAMPLE: Message = { 'zh-CN': '样例', en: 'sample' };
const WORDS = {
  signIn: { 'zh-CN': '登录', en: 'Sign in' },
  signInAs: { 'zh-CN': '登录为', en: 'Sign in as' },
  account: { 'zh-CN': '账号', en: 'Account' },
  password: { 'zh-CN': '密码', en: 'Password' },
  newPassword: { 'zh-CN': '新密码（至少 12 个字符）', en: 'New password (12 characters at least)' },
  code: { 'zh-CN': '认证器显示的六位验证码', en: 'The six digits your authenticator shows' },
  second: {
    'zh-CN': '第二口令（由确认此事的人告诉您）',
    en: 'Second secret (the person who confirmed this tells you)',
  },
  samples: { 'zh-CN': '或以样例人员登录', en: 'Or sign in as a sample person' },
  samplesWhere: {
    'zh-CN': '样例人员只在本机有效；其密码与验证码由本页代填，服务器照常核对。',
    en: 'Sample people exist on this machine only; this page fills in their password and code, and the server checks them like anybody’s.',
  },
  authenticator: {
    'zh-CN': '在手机的认证器中添加此密钥，然后填入它显示的验证码：',
    en: 'Add this secret to the authenticator on your telephone, then fill in the code it shows:',
  },
  enter: { 'zh-CN': '设定并结束其他会话', en: 'Set them, and end all other sessions' },
  welcome: { 'zh-CN': '设定密码与认证器', en: 'Set password and authenticator' },
  linkWhy: {
    'zh-CN': '此链接只能使用一次，并需要第二口令。',
    en: 'This link works once, together with the second secret.',
  },
  linkGone: { 'zh-CN': '链接已失效', en: 'This link is gone' },
} as const satisfies Readonly<Record<string, Message>>;
