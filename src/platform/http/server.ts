import { randomBytes } from 'node:crypto'
import cookie from '@fastify/cookie'
import formbody from '@fastify/formbody'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyRequest, LogController } from 'fastify'
import type { Log } from '../log.ts'
import { answerErrors, type ErrorPage } from './errors.ts'
import { clientProblem, problem, problemError } from './problem.ts'
import { unstorable } from './unstorable.ts'

export type ServerOptions = {
  readonly log: Log
  /** True when people reach the server by HTTPS (a proxy in front of it ends TLS): adds what is only good there. */
  readonly https?: boolean
  /** Addresses of the proxies whose X-Forwarded-* headers are believed. Nobody's unless told. */
  readonly trustProxy?: readonly string[]
  /** Bytes of a body that is not an upload; 1 MiB unless told. */
  readonly bodyLimit?: number
  /** Bytes of each uploaded file, 25 MiB unless told, and files in one form, 20 unless told. */
  readonly uploads?: { readonly fileSize?: number; readonly files?: number }
  /** Draws an error for a browser; without it, or where it gives undefined, errors are problem details. */
  readonly errorPage?: ErrorPage
}

export type Server = Awaited<ReturnType<typeof createServer>>

/**
 * A Fastify server with the plumbing that every page needs and no page yet. Bodies, queries and parameters are
 * validated as they came: unknown fields are refused where the schema says so, nothing is coerced. Text that the
 * database cannot keep is refused with 400. Rate limits are set by each route (`config.rateLimit`).
 */
export async function createServer(options: ServerOptions) {
  const { log, https = false, trustProxy, bodyLimit = 1_048_576, uploads = {}, errorPage } = options
  const app = fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    frameworkErrors: (error, _request, reply) =>
      problem(reply as never, clientProblem(error) ?? clientProblem({ statusCode: 400 })!),
    trustProxy: trustProxy ? [...trustProxy] : false,
    bodyLimit,
    requestTimeout: 300_000, // the framework's own default is none: a body that never ends would hold its socket
    genReqId: referenceNumbers(),
    // None of its own for each request: what is logged of one names it.
    childLoggerFactory: (logger) => logger,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 500 },
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false, useDefaults: true } },
  })

  answerErrors(app, errorPage)
  secureHeaders(app, https)
  await app.register(cookie)
  await app.register(formbody, { bodyLimit })
  const { fileSize = 26_214_400, files = 20 } = uploads
  await app.register(multipart, {
    limits: { fileSize, files, fields: 500, fieldSize: bodyLimit, fieldNameSize: 200, parts: 520, headerPairs: 50 },
  })
  await app.register(rateLimit, { global: false, errorResponseBuilder: tooMany })
  app.addHook('preValidation', refuseUnstorable)
  // Text is encoded once: asking a string for its length and then sending it encodes it twice.
  app.addHook('onSend', (_request, _reply, payload, done) =>
    done(null, typeof payload === 'string' ? Buffer.from(payload) : payload),
  )
  const telling = log.isLevelEnabled('debug')
  app.addHook('onResponse', (request, reply, done) => {
    done()
    if (!telling) return
    // The route and not the address: an address may carry a token.
    const { method, id } = request
    const fields = {
      method,
      route: request.routeOptions.url,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    }
    log.debug({ ...fields, reference: id }, 'answered')
  })
  app.addHook('preClose', (done) => {
    // Requests in progress are let finish; a stream that nobody ends must not hold the stop for ever.
    setTimeout(() => app.server.closeAllConnections(), 5_000).unref()
    done()
  })
  return app.withTypeProvider<TypeBoxTypeProvider>()
}

/** On every answer; made once, since most of what an answer costs that has nothing else to do is its headers. */
function secureHeaders(app: FastifyInstance, https: boolean) {
  const policy = [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(https ? ['upgrade-insecure-requests'] : []),
  ]
  const fixed = {
    'content-security-policy': policy.join('; '),
    'cache-control': 'no-store', // after signing out, the back button shows nothing; a route may say otherwise
    'cross-origin-resource-policy': 'same-origin',
    // Not `no-referrer`: it makes browsers send `Origin: null` with our own forms.
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    // Browsers ignore these over plain HTTP, with a complaint at every page.
    ...(https
      ? {
          'strict-transport-security': 'max-age=31536000',
          'cross-origin-opener-policy': 'same-origin',
          'origin-agent-cluster': '?1',
        }
      : {}),
  }
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(fixed).header('x-request-id', request.id)
    done()
  })
}

async function refuseUnstorable(request: FastifyRequest) {
  const { body, query, params } = request
  if (!unstorable(query) && !unstorable(params) && !unstorable(body)) return
  throw problemError({
    status: 400,
    code: 'unstorable-text',
    title: 'El texto contiene un carácter que no se puede guardar',
    detail: 'Borre los caracteres invisibles (suelen venir al copiar y pegar) y envíelo de nuevo.',
  })
}

function tooMany(_: FastifyRequest, { after }: { after: string }) {
  const refused = problemError({
    status: 429,
    code: 'too-many-requests',
    title: 'Demasiados intentos seguidos',
    detail: 'Espere un momento y vuelva a intentarlo.',
    retryAfter: after,
  })
  return Object.assign(refused, { statusCode: 429 })
}

const LETTERS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ2'

/** Twelve letters that can be read aloud on the telephone, no 0/O, 1/I/L: five of this process, seven that count its requests. */
function referenceNumbers(): () => string {
  const first = Array.from(randomBytes(5), (byte) => LETTERS[byte & 31]).join('')
  let count = randomBytes(3).readUIntBE(0, 3)
  return () => {
    count += 1
    let rest = ''
    for (let left = count, at = 0; at < 7; at++, left = Math.floor(left / 31)) rest = LETTERS[left % 31] + rest
    const text = first + rest
    return `${text.slice(0, 4)}-${text.slice(4, 8)}-${text.slice(8)}`
  }
}
