import type { Json } from '@stepwell/engine';
import { z } from 'zod';
import { isNetwork } from '../platform/limits/index.ts';

const flag = z.enum(['true', 'false']).transform((value) => value === 'true');
const port = z.coerce.number().int().min(0).max(65_535);
const secretKey = z
  .string()
  .refine(
    (value) => Buffer.from(value, 'base64').length === 32,
    '32 bytes in base64, e.g. the output of: openssl rand -base64 32',
  )
  .transform((value) => Buffer.from(value, 'base64'));

const hosts = z.string().transform((value) =>
  value
    .split(',')
    .map((host) => host.trim())
    .filter((host) => host !== ''),
);

/** Exactly as browsers send them, so that comparing is enough. */
const origins = hosts.refine(
  (given) =>
    given.every((origin) => URL.canParse(origin) && new URL(origin).origin === origin && /^https?:/.test(origin)),
  'origins such as https://app.example.com, without a path',
);

/** Every setting, with what it means. `.env.example` is made from this. */
const settings = {
  NODE_ENV: z
    .enum(['development', 'test', 'production'])
    .default('development')
    .describe('production refuses what is only fit for trying out'),
  HOST: z.string().min(1).default('127.0.0.1').describe('address to listen on'),
  PORT: port.default(3000).describe('port to listen on; 0 takes a free one'),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('where people reach this installation; http://HOST:PORT where absent'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'postgres://…')
    .optional()
    .describe('PostgreSQL 15 or newer, as a role that may create roles and tables; the embedded database where absent'),
  DATABASE_APP_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'postgres://…')
    .optional()
    .describe('the application role, when it was made by hand; it may not bypass row-level security'),
  DATABASE_LISTEN_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'postgres://…')
    .optional()
    .describe('direct address for LISTEN, when DATABASE_URL leads to PgBouncer'),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(2).max(200).default(10).describe('connections of this process'),
  DATABASE_PREPARED_STATEMENTS: flag.default(true).describe('false behind PgBouncer in transaction mode'),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\//, 'redis://… or rediss://…')
    .optional()
    .describe('shared by several processes for limits and news; each keeps its own where absent'),
  REDIS_BREAKER_FAILURES: z.coerce
    .number()
    .int()
    .min(1)
    .default(5)
    .describe('calls of Redis that fail one after the other until it is not called any more'),
  REDIS_BREAKER_HALF_OPEN_SECONDS: z.coerce
    .number()
    .int()
    .min(1)
    .default(300)
    .describe('how long it is not called at the longest; it is called again as soon as it is seen to answer'),
  LIMIT_ALLOWED_NETWORKS: hosts
    .refine((networks) => networks.every(isNetwork), 'networks such as 10.0.0.0/8,fd00::/8')
    .default([])
    .describe('internal callers whose requests are not counted, by network: 10.0.0.0/8,fd00::/8'),
  DATA_DIR: z.string().min(1).default('.stepwell').describe('where the embedded database and generated keys are kept'),
  SECRET_KEY: secretKey
    .optional()
    .describe('seals secrets that must be readable; made and kept in DATA_DIR outside production'),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, 'smtp://… or smtps://…')
    .optional()
    .describe(
      'mail server, such as smtps://user:password@smtp.example.com; where absent, mails are kept for the page /dev/mails and go nowhere',
    ),
  MAIL_FROM: z
    .string()
    .regex(/@/, 'an address, such as Stepwell <no-reply@example.com>')
    .default('Stepwell <no-reply@localhost>')
    .describe('whom mails come from'),
  BREACH_CHECK_URL: z
    .union([z.literal('off'), z.url({ protocol: /^https?$/ })])
    .default('https://api.pwnedpasswords.com')
    .describe('where new passwords are looked up among stolen ones, five characters of their hash at a time; or off'),
  SECOND_FACTOR: z
    .enum(['optional', 'required'])
    .default('optional')
    .describe('required: nobody works in any organization without one; optional: each organization decides'),
  MAGIC_LINK_MINUTES: z
    .union([z.literal('off'), z.coerce.number().int().min(5).max(15)])
    .default(15)
    .describe('how long mailed links that sign in work, 5 to 15; off: nobody signs in by mail'),
  GOOGLE_CLIENT_ID: z.string().min(1).optional().describe('lets people sign in with Google, with GOOGLE_CLIENT_SECRET'),
  GOOGLE_CLIENT_SECRET: z.string().min(1).optional().describe('of the OAuth client registered with Google'),
  GITHUB_CLIENT_ID: z.string().min(1).optional().describe('lets people sign in with GitHub, with GITHUB_CLIENT_SECRET'),
  GITHUB_CLIENT_SECRET: z.string().min(1).optional().describe('of the OAuth app registered with GitHub'),
  GITHUB_URL: z
    .url({ protocol: /^https?$/ })
    .default('https://github.com')
    .describe('another address for GitHub Enterprise Server'),
  OPENID_ISSUER: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('lets people sign in with any OpenID Connect provider, with OPENID_CLIENT_ID'),
  OPENID_CLIENT_ID: z.string().min(1).optional().describe('of the client registered with OPENID_ISSUER'),
  OPENID_CLIENT_SECRET: z.string().min(1).optional().describe('of that client; a public client has none'),
  OPENID_NAME: z.string().min(1).max(40).default('OpenID').describe('what its button is called'),
  OUTBOUND_ALLOWED_HOSTS: hosts
    .default([])
    .describe('private hosts that may be called, such as an identity provider inside: idp.corp.example,10.0.0.5:8443'),
  CORS_ORIGINS: origins
    .default([])
    .describe('origins of other sites whose pages may call the API with tokens or keys: https://app.example.com,…'),
  DNS_SERVERS: hosts.default([]).describe('name servers that prove mail domains; those of the system where absent'),
  OPERATIONS_TOKEN: z.string().min(32).optional().describe('bearer token for /health/detailed and /metrics'),
  TRUSTED_PROXIES: z.coerce
    .number()
    .int()
    .min(0)
    .max(10)
    .default(0)
    .describe('how many proxies in front are believed about the caller’s address'),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('least severity that is logged'),
} as const;

/** The first is of no use without the second. */
const TOGETHER = [
  ['GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET'],
  ['GOOGLE_CLIENT_SECRET', 'GOOGLE_CLIENT_ID'],
  ['GITHUB_CLIENT_ID', 'GITHUB_CLIENT_SECRET'],
  ['GITHUB_CLIENT_SECRET', 'GITHUB_CLIENT_ID'],
  ['OPENID_ISSUER', 'OPENID_CLIENT_ID'],
  ['OPENID_CLIENT_ID', 'OPENID_ISSUER'],
] as const;

const Settings = z.object(settings).superRefine((value, context) => {
  const needs = (name: string, message: string) => context.addIssue({ code: 'custom', path: [name], message });
  for (const [one, other] of TOGETHER) {
    if (value[one] !== undefined && value[other] === undefined) needs(other, `is required with ${one}`);
  }
  if (value.NODE_ENV !== 'production') return;
  if (!value.SECRET_KEY) needs('SECRET_KEY', 'is required in production');
  if (!value.SMTP_URL) needs('SMTP_URL', 'is required in production');
  if (/@localhost>?$/.test(value.MAIL_FROM)) needs('MAIL_FROM', 'is required in production');
  if (!value.DATABASE_URL) needs('DATABASE_URL', 'is required in production');
  if (!value.PUBLIC_URL?.startsWith('https://')) needs('PUBLIC_URL', 'is required in production and must be https');
});

export type Config = Readonly<z.output<typeof Settings>> & {
  /** What `STEPWELL_FLAG_<KEY>` says, by KEY. */
  readonly FLAGS: Readonly<Record<string, Json>>;
};

const FLAG_PREFIX = 'STEPWELL_FLAG_';
const FLAG_EXAMPLE = [
  `# ${FLAG_PREFIX}<KEY>: value of a feature flag, as JSON or plain text, in every organization while flags can’t be read;`,
  '# KEY in capitals with _ for -',
  `#${FLAG_PREFIX}NEW_CHECKOUT=false`,
  '',
];

/** The configuration is not usable; `mistakes` lists every one of them, not only the first. */
export class ConfigurationError extends Error {
  readonly mistakes: readonly { readonly setting: string; readonly message: string }[];

  constructor(mistakes: ConfigurationError['mistakes']) {
    super(
      `The configuration has ${mistakes.length === 1 ? 'a mistake' : `${mistakes.length} mistakes`}:\n${mistakes
        .map(({ setting, message }) => `  ${setting}: ${message}`)
        .join('\n')}`,
    );
    this.name = 'ConfigurationError';
    this.mistakes = mistakes;
  }
}

/** Reads the environment whole. An empty value counts as absent. Values never appear in messages: they may be secret. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = Settings.safeParse(given);
  if (parsed.success) return { ...parsed.data, FLAGS: flagsIn(given) };
  throw new ConfigurationError(
    parsed.error.issues.map((issue) => ({ setting: String(issue.path[0] ?? ''), message: issue.message })),
  );
}

function flagsIn(given: Readonly<Record<string, string | undefined>>): Config['FLAGS'] {
  const named = Object.entries(given).filter(([name]) => name.startsWith(FLAG_PREFIX));
  return Object.fromEntries(named.map(([name, value = '']) => [name.slice(FLAG_PREFIX.length), jsonOrText(value)]));
}

function jsonOrText(value: string): Json {
  try {
    return JSON.parse(value) as Json;
  } catch {
    return value;
  }
}

/** The environment of this process. */
export function processEnvironment(): Readonly<Record<string, string | undefined>> {
  return process.env;
}

/** Text of `.env.example`: every setting with its meaning and its default. */
export function exampleEnvironment(): string {
  const lines = Object.entries(settings).flatMap(([name, schema]) => {
    const fallback = schema instanceof z.ZodDefault ? String(schema.def.defaultValue) : '';
    return [`# ${schema.description ?? ''}`, `#${name}=${fallback}`, ''];
  });
  return [
    '# Every setting of Stepwell. Made from the code by `npm run generate`; change nothing here by hand.',
    '',
    ...lines,
    ...FLAG_EXAMPLE,
  ].join('\n');
}
