import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { systemFolderFor } from './db/account.ts'
import { readNetworks } from './http/networks.ts'
import type { LogLevel } from './log.ts'
import type { MailSettings } from './mail/mail-port.ts'
import type { ClamdAddress } from './scan/clamd-address.ts'
import { readClamd } from './scan/clamd-settings.ts'

export type Config = {
  readonly port: number
  readonly host: string
  /** Absolute. Files, keys and, without `database`, the embedded server's data. */
  readonly dataDir: string
  /** An external server; undefined for the embedded one. */
  readonly database: { readonly appUrl: string; readonly ownerUrl: string } | undefined
  readonly logLevel: LogLevel
  /** True when people reach the program by HTTPS, through a proxy that ends it. */
  readonly https: boolean
  /** Addresses or networks of the proxies whose X-Forwarded-* headers are believed. */
  readonly trustProxy: readonly string[]
  /** Under which people reach the program, `https://ventanilla.min.gob`; undefined for as they ask. */
  readonly origin: string | undefined
  /** Networks in which receivers of webhooks may be, besides public addresses. */
  readonly webhookNetworks: readonly string[]
  /** Networks that may read the metrics without a key. */
  readonly metricsNetworks: readonly string[]
  /** Seconds in which, told to stop, the program still answers but says that it is not ready. */
  readonly drainSeconds: number
  /** Where mail goes out; undefined where none does. */
  readonly mail: MailSettings | undefined
  /** The virus scanner; undefined where there is none. `strict`: what was not scanned is opened by nobody but whoever sent it. */
  readonly clamd: { readonly address: ClamdAddress; readonly strict: boolean } | undefined
  /** Whether a first start makes up a year of cases for the demonstration. */
  readonly demoYear: boolean
}

export type ConfigError = { readonly variable: string; readonly es: string; readonly en: string }

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

/**
 * Reads the environment: PORT (8080; 0 for any free one), HOST (localhost: this machine only), DATA_DIR, DATABASE_URL,
 * DATABASE_OWNER_URL (DATABASE_URL unless told), LOG_LEVEL (info), SMTP_URL with MAIL_FROM (no mail unless told), HTTPS (1 behind a
 * proxy that ends HTTPS), TRUST_PROXY (its addresses, separated by commas), ORIGIN (under which people reach it; as they ask unless
 * told), WEBHOOK_NETWORKS and METRICS_NETWORKS (networks, separated by commas), DRAIN_SECONDS (0), CLAMD (socket or host:port of a virus
 * scanner) with CLAMD_STRICT (1), DEMO_YEAR (0 for a demonstration without its year of cases). Call it once, in main.
 * A bad value throws an Error whose `errors` name each variable in Spanish and English.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>, cwd = process.cwd()): Config {
  const errors: ConfigError[] = []
  const config = {
    port: port(env.PORT || '8080', errors),
    host: env.HOST || 'localhost',
    dataDir: env.DATA_DIR ? resolve(cwd, env.DATA_DIR) : defaultDataDir(cwd),
    database: database(env, errors),
    logLevel: logLevel(env.LOG_LEVEL || 'info', errors),
    https: env.HTTPS === '1',
    trustProxy: proxies(env.TRUST_PROXY ?? '', errors),
    origin: origin(env.ORIGIN ?? '', errors),
    webhookNetworks: networks('WEBHOOK_NETWORKS', env, errors),
    metricsNetworks: networks('METRICS_NETWORKS', env, errors),
    drainSeconds: drainSeconds(env.DRAIN_SECONDS || '0', errors),
    mail: mail(env, errors),
    clamd: readClamd(env, errors),
    demoYear: env.DEMO_YEAR !== '0',
  }
  if (errors.length === 0) return config
  const lines = errors.map(({ variable, es, en }) => `${variable}: ${es}\n  (${en})`)
  throw Object.assign(new Error(lines.join('\n')), { code: 'BAD_CONFIG', errors })
}

// As root the data goes where the server's unprivileged user can reach it, one folder for each folder of start.
function defaultDataDir(cwd: string): string {
  const inPlace = resolve(cwd, 'data')
  return process.getuid?.() === 0 ? systemFolderFor(inPlace) : inPlace
}

function port(text: string, errors: ConfigError[]): number {
  const value = Number(text)
  if (/^\d{1,5}$/.test(text) && value <= 65_535) return value
  const es = `«${text}» no es un puerto. Escriba un número de 1 a 65535, por ejemplo PORT=8080.`
  errors.push({ variable: 'PORT', es, en: `"${text}" is not a port: write a number from 1 to 65535` })
  return 0
}

function database(env: Readonly<Record<string, string | undefined>>, errors: ConfigError[]): Config['database'] {
  for (const variable of ['DATABASE_URL', 'DATABASE_OWNER_URL']) {
    const text = env[variable]
    if (!text || /^postgres(ql)?:\/\//.test(text)) continue
    // The value is not repeated: it may hold a password.
    const es = 'no es la dirección de un servidor PostgreSQL. Escriba postgresql://usuario:clave@servidor:5432/base.'
    errors.push({ variable, es, en: 'not a PostgreSQL address: write postgresql://user:password@host:5432/database' })
  }
  if (!env.DATABASE_URL) {
    if (!env.DATABASE_OWNER_URL) return undefined
    const es = 'se indicó sin DATABASE_URL. Indique también la conexión con la que trabaja el programa.'
    errors.push({ variable: 'DATABASE_OWNER_URL', es, en: 'given without DATABASE_URL: give that one too' })
    return undefined
  }
  return { appUrl: env.DATABASE_URL, ownerUrl: env.DATABASE_OWNER_URL || env.DATABASE_URL }
}

function mail(env: Readonly<Record<string, string | undefined>>, errors: ConfigError[]): MailSettings | undefined {
  const { SMTP_URL: url, MAIL_FROM: from } = env
  if (!url && !from) return undefined
  // The value is not repeated: it may hold a password.
  if (!url || !/^smtps?:\/\/\S+$/.test(url)) {
    const es = 'no es la dirección de un servidor de correo. Escriba smtp://usuario:clave@servidor:587 o smtps://…:465.'
    errors.push({
      variable: 'SMTP_URL',
      es,
      en: 'not a mail server: write smtp://user:password@server:587 or smtps://…:465',
    })
  } else if (!from || !/^[^\s@<>"]+@[^\s@<>"]+$/.test(from)) {
    const es =
      'falta o no es una dirección. Escriba la que firma los correos, por ejemplo MAIL_FROM=ventanilla@institucion.gob.'
    errors.push({ variable: 'MAIL_FROM', es, en: 'missing or no address: write the one that mail comes from' })
  } else return { url, from }
  return undefined
}

function logLevel(text: string, errors: ConfigError[]): LogLevel {
  const found = logLevels.find((level) => level === text.toLowerCase())
  if (found) return found
  const es = `«${text}» no es un nivel. Escriba uno de: ${logLevels.join(', ')}.`
  errors.push({ variable: 'LOG_LEVEL', es, en: `"${text}" is not a level: write one of ${logLevels.join(', ')}` })
  return 'info'
}

function origin(text: string, errors: ConfigError[]): string | undefined {
  if (text === '') return undefined
  const url = URL.canParse(text) ? new URL(text) : null
  if (url && /^https?:$/.test(url.protocol) && url.pathname === '/' && url.search + url.hash + url.username === '')
    return url.origin
  const es = `«${text}» no es una dirección. Escriba aquella con que las personas entran, por ejemplo ORIGIN=https://ventanilla.min.gob.`
  errors.push({ variable: 'ORIGIN', es, en: `"${text}" is not an address: write https://name, without a path` })
  return undefined
}

function proxies(text: string, errors: ConfigError[]): string[] {
  const found = text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '')
  const wrong = found.find((each) => isIP(each.split('/')[0] ?? '') === 0)
  if (wrong === undefined) return found
  const es = `«${wrong}» no es una dirección. Escriba las del proxy separadas por comas, por ejemplo TRUST_PROXY=127.0.0.1.`
  errors.push({
    variable: 'TRUST_PROXY',
    es,
    en: `"${wrong}" is not an address: write those of the proxy, separated by commas`,
  })
  return []
}

function networks(
  variable: string,
  env: Readonly<Record<string, string | undefined>>,
  errors: ConfigError[],
): readonly string[] {
  const read = readNetworks(env[variable] ?? '')
  if ('networks' in read) return read.networks
  const es = `«${read.wrong}» no es una red. Escriba redes separadas por comas, por ejemplo ${variable}=10.20.0.0/16.`
  errors.push({ variable, es, en: `"${read.wrong}" is not a network: write networks, separated by commas` })
  return []
}

function drainSeconds(text: string, errors: ConfigError[]): number {
  if (/^\d{1,3}$/.test(text)) return Number(text)
  const es = `«${text}» no son segundos. Escriba un número de 0 a 999, por ejemplo DRAIN_SECONDS=10.`
  errors.push({ variable: 'DRAIN_SECONDS', es, en: `"${text}" is not a number of seconds: write one from 0 to 999` })
  return 0
}
