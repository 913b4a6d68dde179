import type { FastifyInstance, FastifyRequest } from 'fastify'
import { inNetworks, plainAddress } from '#src/platform/http/networks.ts'
import type { Refusal } from '#src/platform/refusal.ts'
import { loadDirectory } from '../directory.ts'
import { localeOf, refusalError } from '../http/answering.ts'
import type { PeopleDeps } from '../http/deps.ts'
import { needsSecondFactor } from '../sign-in/policy.ts'
import { type FoundKey, findKey, TOKEN_START, touchKey } from './key.store.ts'
import { keyPace } from './key-pace.ts'
import { missingScope, refusedKey } from './refusals.ts'
import { type Scope, type ScopedRoute, scopeOf } from './scopes.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** Every route after signing in, with the scope that a key needs for it; null closes it to keys. */
    readonly keyRoutes: readonly { readonly method: string; readonly url: string; readonly scope: Scope | null }[]
  }
  interface FastifyRequest {
    /** The key by which a program asks; null for people, and for whoever has not said who they are. */
    apiKey: { readonly id: string; readonly scopes: readonly string[] } | null
  }
}

/**
 * Finds out who asks with `Authorization: Bearer`, on every route, after the sessions. A key acts as its person, so every permission
 * is asked where it always is; here only what the key itself may is asked, from what the route declares.
 */
export function identifyKeys(server: FastifyInstance, { db, shared = db, now }: PeopleDeps): void {
  const pace = keyPace()
  server.decorateRequest('apiKey', null)
  const routes: { method: string; url: string; scope: Scope | null }[] = []
  server.decorate('keyRoutes', routes)
  server.addHook('onRoute', (route) => {
    const scope = scopeOf(route)
    for (const method of [route.method].flat()) routes.push({ method, url: route.url, scope })
  })
  server.addHook('onRequest', async (request, reply) => {
    const token = bearerOf(request)
    if (token === null || request.routeOptions.url === undefined) return
    const refuse = (refusal: Refusal): never => {
      if (refusal.status === 401) reply.header('www-authenticate', 'Bearer realm="ventanilla"')
      throw refusalError(refusal, localeOf(request))
    }
    if (request.session !== null) refuse(refusedKey('two-identities'))
    const at = now()
    const key = token.startsWith(TOKEN_START) ? await findKey(shared, token, at.toString()) : null
    if (key === null) return refuse(refusedKey('unknown-key'))
    const fault = faultOf(key, at, request.ip) ?? scopeFault(request, key)
    if (fault !== null) return refuse(fault)
    const wait = pace.count(key.id, at.epochMilliseconds)
    if (wait > 0) {
      reply.header('retry-after', wait)
      return refuse(refusedKey('key-too-fast'))
    }
    if (!(await become(request, key, db, at.toString()))) return refuse(refusedKey('key-without-person'))
    if (!key.secondFactor && needsSecondFactor(request.directory!, key.person)) refuse(refusedKey('key-without-factor'))
    if (key.stale) await touchKey(db, key.id, at.toString(), plainAddress(request.ip))
  })
}

function bearerOf({ headers: { authorization } }: FastifyRequest): string | null {
  const match = authorization === undefined ? null : /^Bearer +(\S{1,200})$/i.exec(authorization)
  return match?.[1] ?? null
}

function faultOf(key: FoundKey, at: Temporal.Instant, address: string): Refusal | null {
  if (key.revokedAt !== null) return refusedKey('key-revoked')
  if (Temporal.Instant.compare(Temporal.Instant.from(key.expiresAt), at) <= 0) return refusedKey('key-expired')
  if (key.networks.length > 0 && !inNetworks(address, key.networks)) return refusedKey('key-network')
  return null
}

function scopeFault({ routeOptions }: FastifyRequest, { scopes }: FoundKey): Refusal | null {
  const scope: Scope | null = scopeOf(routeOptions as ScopedRoute)
  return scope !== null && scopes.includes(scope) ? null : missingScope(scope)
}

async function become(request: FastifyRequest, key: FoundKey, db: PeopleDeps['db'], at: string): Promise<boolean> {
  const directory = await loadDirectory(db, at, key)
  const person = directory.personById(key.person)
  // Whoever had a password reset, perhaps because it leaked, has no keys until there is a new one.
  if (!person || key.mustChangePassword || (person.leftOn !== null && person.leftOn <= directory.today)) return false
  request.apiKey = { id: key.id, scopes: key.scopes }
  request.revision = key
  request.directory = directory
  request.person = {
    id: person.id,
    name: person.name,
    positions: directory.actingPostsOf(person.id),
    administrator: person.administratorSince !== null,
    csrf: '',
    mustChangePassword: false,
  }
  return true
}
