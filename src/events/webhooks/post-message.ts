import { type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP } from 'node:net'
import { ForbiddenAddress, forbidden, guardedLookup, mayWriteTo } from './allowed-address.ts'

export interface Posting {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** Networks that the operator allows besides public addresses. */
  readonly networks: readonly string[]
  readonly timeoutMillis: number
}

export interface Posted {
  /** Null when no answer came. */
  readonly status: number | null
  readonly error: string | null
  /** The head of the answer and the beginning of its body; null when none came. */
  readonly answer: string | null
}

const ANSWER_BYTES = 2_000

/** Posts a message. Follows no redirect, reads little of the answer, and never throws: what went wrong is said. */
export async function postMessage(posting: Posting): Promise<Posted> {
  try {
    return await exchange(posting)
  } catch (error) {
    return { status: null, error: sentenceOf(error), answer: null }
  }
}

function exchange({ url, headers, body, networks, timeoutMillis }: Posting): Promise<Posted> {
  const target = new URL(url)
  const host = target.hostname.replace(/^\[|\]$/g, '')
  // The socket asks no `lookup` for what is an address already.
  if (isIP(host) !== 0 && !mayWriteTo(host, networks)) throw new ForbiddenAddress(forbidden(host))
  const send = target.protocol === 'https:' ? requestHttps : requestHttp
  return new Promise((settle, fail) => {
    const deadline = AbortSignal.timeout(timeoutMillis)
    const sending = send(
      target,
      {
        method: 'POST',
        agent: false,
        lookup: guardedLookup(networks),
        signal: deadline,
        maxHeaderSize: 16_384,
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      },
      (answer) => {
        readSome(answer).then(
          (text) => settle({ status: answer.statusCode ?? null, error: null, answer: headOf(answer) + text }),
          fail,
        )
      },
    )
    sending.on('error', (error) =>
      fail(deadline.aborted ? new Error(`sin respuesta en ${timeoutMillis / 1000} s`) : error),
    )
    sending.end(body)
  })
}

async function readSome(answer: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of answer as AsyncIterable<Buffer>) {
    parts.push(part)
    size += part.length
    if (size >= ANSWER_BYTES) break
  }
  answer.destroy()
  return Buffer.concat(parts).subarray(0, ANSWER_BYTES).toString('utf8')
}

function headOf({ statusCode, headers }: IncomingMessage): string {
  const shown = Object.entries(headers)
    // A receiver's own cookies and tokens are not for the log.
    .filter(([name]) => !/cookie|auth|token|key|secret/i.test(name))
    .map(([name, value]) => `${name}: ${String(value).slice(0, 200)}`)
  return `HTTP ${statusCode}\n${shown.join('\n').slice(0, 1_500)}\n\n`
}

function sentenceOf(error: unknown): string {
  if (error instanceof ForbiddenAddress) return error.message
  const { code, message } = error as { code?: string; message?: string }
  const known: Readonly<Record<string, string>> = {
    ECONNREFUSED: 'El receptor no acepta conexiones.',
    ECONNRESET: 'El receptor cortó la conexión.',
    ENOTFOUND: 'El nombre del receptor no existe en el DNS.',
    EAI_AGAIN: 'El DNS no respondió.',
    ETIMEDOUT: 'El receptor no respondió a tiempo.',
    CERT_HAS_EXPIRED: 'El certificado del receptor venció.',
    DEPTH_ZERO_SELF_SIGNED_CERT: 'El certificado del receptor es de firma propia.',
    UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'El certificado del receptor no es de una autoridad conocida.',
    ERR_TLS_CERT_ALTNAME_INVALID: 'El certificado del receptor es de otro nombre.',
  }
  return known[code ?? ''] ?? `No se pudo enviar: ${(message ?? code ?? 'sin detalle').slice(0, 300)}.`
}
