import { readFileSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Language } from '../definitions/index.ts';
import {
  type InboundSource,
  isPostable,
  readInboundSources,
  readWebhookEndpoints,
  type WebhookEndpoint,
} from './channels/webhook-endpoints.ts';

/** How the program was asked to run. The only reader of process.env. */
export interface Config {
  /** Port on loopback; 0 takes any free one. */
  readonly port: number;
  /** The address it listens on: of this machine alone, unless it is told otherwise. */
  readonly host: string;
  /** Addresses (or ranges) of proxies whose word on where a request came from counts. */
  readonly trustedProxies: readonly string[];
  /** Whether a new data folder begins without sample data and sample people. */
  readonly startsEmpty: boolean;
  /** A folder of definitions that is served as it stands, without people and without writing. Null: the store is served. */
  readonly files: string | null;
  /** Where the store and the sample population stand. */
  readonly dataFolder: string;
  /** The database, where the store is on PostgreSQL: `postgres://…`. Null: a file in the data folder. */
  readonly database: string | null;
  /** What the key of the store's secrets is made of. Null: a file in the data folder. */
  readonly secret: string | null;
  /** How long decisions go on while the database does not say what is in force; a node whose store is a file has it always. */
  readonly mostStaleSeconds: number;
  /** Where anchors of the audit are written: a file outside the store. Null: nowhere. */
  readonly auditAnchor: string | null;
  /** Where events are posted to. */
  readonly webhooks: readonly WebhookEndpoint[];
  /** Who may send requests, signed. */
  readonly inbound: readonly InboundSource[];
  /** By what e-mail leaves: `smtp://user:password@host:587`, and whom it is from. Null: it is kept, and leaves when there is one. */
  readonly smtp: { readonly url: string; readonly from: string } | null;
  /** The address of the gateway that text messages are posted to. Null: they are kept, and leave when there is one. */
  readonly sms: string | null;
  /** By what that gateway signs its receipts: two while one replaces the other. */
  readonly smsSecrets: readonly string[];
  /** Where customers reach this server: links of letters begin with it. Null: as it is reached on this machine. */
  readonly publicUrl: string | null;
  /** How the audit of a new store is chained. */
  readonly auditDigest: 'sha256' | 'sm3';
  /** `off`: nothing is logged. `buffered`: committed by groups, answers do not wait. `durable`: an answer waits for its group. */
  readonly decisionLog: 'off' | 'buffered' | 'durable';
  /** How many sample customers a first start makes; 0 makes none. */
  readonly sampleCustomers: number;
  readonly language: Language;
  /** A file that appears when the page is built, where it is being built: a start from the sources. */
  readonly pageBuilt: string | null;
}

/** A variable whose value cannot be used. */
export class ConfigError extends Error {
  readonly variable: string;
  readonly found: string;
  readonly expected: string;
  constructor(variable: string, found: string, expected: string) {
    super(`${variable}=${found}: expected ${expected}`);
    this.variable = variable;
    this.found = found;
    this.expected = expected;
  }
}

/**
 * Reads GUIJU_PORT, GUIJU_HOST, GUIJU_TRUSTED_PROXY, GUIJU_DATA, GUIJU_DATABASE, GUIJU_SECRET, GUIJU_AUDIT_DIGEST, GUIJU_AUDIT_ANCHOR, GUIJU_WEBHOOKS, GUIJU_INBOUND, GUIJU_SMTP, GUIJU_SMTP_FROM, GUIJU_SMS, GUIJU_SMS_SECRET, GUIJU_PUBLIC_URL, GUIJU_MOST_STALE_SECONDS, GUIJU_DECISION_LOG, GUIJU_SAMPLE_CUSTOMERS and the locale; `asked` goes before the environment.
 * Throws a ConfigError.
 */
export function readConfig(asked: NodeJS.ProcessEnv = {}): Config {
  const environment = { ...process.env, ...asked };
  return {
    port: whole(environment, 'GUIJU_PORT', 4180, 65_535),
    host: environment['GUIJU_HOST'] || '127.0.0.1',
    trustedProxies: (environment['GUIJU_TRUSTED_PROXY'] ?? '').split(',').filter((one) => one !== ''),
    startsEmpty: false,
    files: null,
    dataFolder: folder(environment['GUIJU_DATA'] ?? 'data'),
    database: databaseUrl(environment['GUIJU_DATABASE'] ?? ''),
    secret: secretOf(environment['GUIJU_SECRET'] ?? ''),
    auditAnchor: environment['GUIJU_AUDIT_ANCHOR'] ? folder(environment['GUIJU_AUDIT_ANCHOR']) : null,
    webhooks: webhooksIn(environment['GUIJU_WEBHOOKS'] ?? ''),
    inbound: inboundIn(environment['GUIJU_INBOUND'] ?? ''),
    smtp: smtpIn(environment['GUIJU_SMTP'] ?? '', environment['GUIJU_SMTP_FROM'] ?? ''),
    sms: gatewayIn(environment['GUIJU_SMS'] ?? ''),
    smsSecrets: secretsIn(environment['GUIJU_SMS_SECRET'] ?? ''),
    publicUrl: publicUrlIn(environment['GUIJU_PUBLIC_URL'] ?? ''),
    mostStaleSeconds: whole(environment, 'GUIJU_MOST_STALE_SECONDS', 30, 86_400),
    auditDigest: auditDigest(environment['GUIJU_AUDIT_DIGEST'] || 'sha256'),
    decisionLog: logMode(environment['GUIJU_DECISION_LOG'] ?? 'buffered'),
    sampleCustomers: whole(environment, 'GUIJU_SAMPLE_CUSTOMERS', 20_000, 1_000_000),
    language: languageOf(environment),
    pageBuilt: environment['GUIJU_PAGE_BUILT'] ?? null,
  };
}

/** Whether an address reaches this machine only. */
export const isLoopback = (host: string): boolean => /^(127(\.\d+){3}|::1|localhost)$/.test(host);

/** The reader's language by the locale of the terminal: Chinese where it says so, English otherwise. */
export function languageOf(environment: NodeJS.ProcessEnv = process.env): Language {
  const locale = environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || '';
  return /^zh/i.test(locale) ? 'zh-CN' : 'en';
}

const folder = (path: string): string => (isAbsolute(path) ? path : resolve(path));

function whole(environment: NodeJS.ProcessEnv, variable: string, otherwise: number, most: number): number {
  const found = environment[variable];
  if (found === undefined || found === '') return otherwise;
  if (!/^\d{1,7}$/.test(found) || Number(found) > most) throw new ConfigError(variable, found, `0 … ${most}`);
  return Number(found);
}

function databaseUrl(found: string): string | null {
  if (found === '') return null;
  if (/^postgres(ql)?:\/\//.test(found) && URL.canParse(found)) return found;
  // What is told may hold a password.
  throw new ConfigError('GUIJU_DATABASE', '…', 'postgres://user:password@host:5432/database');
}

/** A secret is as long as no word or name is. */
function secretOf(found: string): string | null {
  if (found === '') return null;
  if (found.length >= 32) return found;
  throw new ConfigError('GUIJU_SECRET', '…', '32 …');
}

function webhooksIn(found: string): Config['webhooks'] {
  if (found === '') return [];
  const read = readWebhookEndpoints(folder(found));
  if (!('fault' in read)) return read;
  throw new ConfigError('GUIJU_WEBHOOKS', found, `[{ "id", "url", "secrets", "types" }] (${read.fault})`);
}

function inboundIn(found: string): Config['inbound'] {
  if (found === '') return [];
  const read = readInboundSources(folder(found));
  if (!('fault' in read)) return read;
  throw new ConfigError('GUIJU_INBOUND', found, `[{ "id", "secrets", "key", "type" }] (${read.fault})`);
}

function smtpIn(url: string, from: string): Config['smtp'] {
  if (url === '') return null;
  // What is told may hold a password.
  if (!/^smtps?:\/\/[^/]/.test(url) || !URL.canParse(url))
    throw new ConfigError('GUIJU_SMTP', '…', 'smtp://user:password@host:587');
  if (!/^[^\s@]+@[^\s@]+$/.test(from)) throw new ConfigError('GUIJU_SMTP_FROM', from, 'service@bank.example');
  return { url, from };
}

function gatewayIn(url: string): string | null {
  if (url === '') return null;
  if (isPostable(url)) return url;
  // What is told may hold a password.
  throw new ConfigError('GUIJU_SMS', '…', 'https://gateway.example/messages');
}

function publicUrlIn(url: string): string | null {
  if (url === '') return null;
  if (/^https?:\/\/[^/?#]+\/?$/.test(url) && URL.canParse(url)) return url.replace(/\/$/, '');
  throw new ConfigError('GUIJU_PUBLIC_URL', url, 'https://service.bank.example');
}

function secretsIn(found: string): readonly string[] {
  const secrets = found.split(',').filter((one) => one !== '');
  if (secrets.every((one) => /^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/.test(one))) return secrets;
  throw new ConfigError('GUIJU_SMS_SECRET', '…', 'whsec_<base64>,whsec_<base64>');
}

function auditDigest(found: string): Config['auditDigest'] {
  if (found === 'sha256' || found === 'sm3') return found;
  throw new ConfigError('GUIJU_AUDIT_DIGEST', found, 'sha256 | sm3');
}

function logMode(found: string): Config['decisionLog'] {
  if (found === 'off' || found === 'buffered' || found === 'durable') return found;
  throw new ConfigError('GUIJU_DECISION_LOG', found, 'off | buffered | durable');
}

/** Where the package stands: above `server/` in a checkout, above `dist/server/` when built. */
const built = import.meta.url.lastIndexOf('/dist/server/');
const root = built === -1 ? new URL('../', import.meta.url) : new URL(`${import.meta.url.slice(0, built)}/`);

/** A file or folder of the package: `definitions/packs`, `dist/studio`. */
export const packagePath = (below: string): string => fileURLToPath(new URL(below, root));

/** The version of the package, as its package.json says it. */
export function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(packagePath('package.json'), 'utf8')) as { readonly version: string };
  return version;
}
