import type { FastifyReply } from 'fastify';
import { REQUEST_ID } from './plugins/request-ids.ts';
import { type Json, type Language, meaningOf, type Problem } from '../../definitions/index.ts';

/** Thrown by what reads a request before its handler runs: answered as these problems. */
export class RefusedRequest extends Error {
  readonly problems: readonly [Problem, ...Problem[]];
  constructor(problems: readonly [Problem, ...Problem[]]) {
    super(problems[0].message.en);
    this.problems = problems;
  }
}

/** Answers a refusal as `application/problem+json` (RFC 9457), its sentences in the asked language. */
export function sendProblem(
  reply: FastifyReply,
  problems: readonly [Problem, ...Problem[]],
  language: Language,
  extra: Readonly<Record<string, Json>> = {},
): FastifyReply {
  const { status, text } = problemText(problems, language, reply.request.url, extra);
  return reply
    .code(status)
    .header('content-type', PROBLEM_TYPE)
    .header('content-language', language)
    .header(REQUEST_ID, reply.request.id)
    .send(text);
}

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

/** A refusal as text, with its status: for what is refused before there is a request. `instance` is the address asked for. */
export function problemText(
  problems: readonly [Problem, ...Problem[]],
  language: Language,
  instance: string,
  extra: Readonly<Record<string, Json>> = {},
): { readonly status: number; readonly text: string } {
  const [first] = problems;
  const status = meaningOf(first.code)?.status ?? 400;
  const body = {
    type: `/problems/${first.code}`,
    title: (TITLES[status] ?? TITLES[400])?.[language],
    status,
    detail: first.message[language],
    code: first.code,
    instance: instance.slice(0, 500),
    problems,
    ...extra,
  };
  return { status, text: JSON.stringify(body) };
}

const TITLES: Readonly<Record<number, Readonly<Record<Language, string>>>> = {
  400: { 'zh-CN': '请求有误', en: 'Bad request' },
  401: { 'zh-CN': '需要登录', en: 'Not signed in' },
  403: { 'zh-CN': '没有权限', en: 'Not allowed' },
  404: { 'zh-CN': '没有找到', en: 'Not found' },
  405: { 'zh-CN': '方法不适用', en: 'Method not allowed' },
  408: { 'zh-CN': '请求超时', en: 'Request timed out' },
  409: { 'zh-CN': '有冲突', en: 'Conflict' },
  410: { 'zh-CN': '已经失效', en: 'Gone' },
  412: { 'zh-CN': '内容已变', en: 'Changed meanwhile' },
  413: { 'zh-CN': '内容过大', en: 'Content too large' },
  415: { 'zh-CN': '内容类型不支持', en: 'Unsupported media type' },
  417: { 'zh-CN': '无法满足期望', en: 'Expectation failed' },
  422: { 'zh-CN': '内容无法处理', en: 'Unprocessable content' },
  428: { 'zh-CN': '缺少前提', en: 'Precondition required' },
  429: { 'zh-CN': '请求过多', en: 'Too many requests' },
  431: { 'zh-CN': '请求头过大', en: 'Request header fields too large' },
  500: { 'zh-CN': '程序出错', en: 'Internal error' },
  503: { 'zh-CN': '暂时无法服务', en: 'Service unavailable' },
};
