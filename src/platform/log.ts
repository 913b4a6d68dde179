import pino, { type Logger } from 'pino'

/** The program's log: structured lines; the person's secrets never in them. */
export type Log = Logger

export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'

const secret = [
  'password',
  'newPassword',
  'secret',
  'token',
  'accessToken',
  'refreshToken',
  'csrf',
  '_csrf',
  'otp',
  'proof',
  'contrasena',
  'clave',
]
const headers = ['["authorization"]', '["cookie"]', '["set-cookie"]', '["x-csrf-token"]']

const paths = [
  ...secret.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
  ...headers.flatMap((name) => [`headers${name}`, `*.headers${name}`]),
]

/** Writes JSON lines to standard output, or short readable ones when a person watches in a terminal. */
export function createLog(level: LogLevel = 'info', destination: Destination = terminalOr(process.stdout)): Log {
  const options = { level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime }
  return pino({ ...options, redact: { paths, censor: '[oculto]' } }, destination)
}

type Destination = { write(line: string): unknown }

function terminalOr(stream: NodeJS.WriteStream): Destination {
  return stream.isTTY ? { write: (line) => stream.write(`${readable(line)}\n`) } : stream
}

const levels: Record<number, string> = { 10: '·', 20: '·', 30: ' ', 40: '!', 50: '✗', 60: '✗' }

/** One log line as a person reads it: hour, sign of the level, message, then what is left of the fields. */
export function readable(line: string): string {
  const { level, time, msg, err, ...rest } = JSON.parse(line) as Record<string, unknown>
  const fields = Object.entries(rest).map(([name, value]) => `${name}=${text(value)}`)
  const stack = err && typeof err === 'object' && 'stack' in err ? `\n${err.stack}` : ''
  const parts = [String(time).slice(11, 19), levels[Number(level)] ?? '', String(msg ?? ''), ...fields]
  return parts.join(' ') + stack
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
