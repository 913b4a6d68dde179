import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { csrfToken, csrfTokenFits, fromAnotherSite } from '#src/platform/http/csrf.ts'
import type { DirectoryRevision } from '../directory.store.ts'
import { loadDirectory } from '../directory.ts'
import { type Action, type ActionSubjects, may, type SignedInPerson } from '../permissions.ts'
import { peopleRefusal } from '../refusals.ts'
import { findSession, type Session, type Viewing } from '../session.store.ts'
import { needsSecondFactor } from '../sign-in/policy.ts'
import { refusedSignIn } from '../sign-in/refusals.ts'
import type { InstitutionDirectory } from '../types.ts'
import { localeOf, refusalError } from './answering.ts'
import type { PeopleDeps } from './deps.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who has signed in; null before. */
    person: SignedInPerson | null
    /** The directory as this request's instant sees it; null before signing in. */
    directory: InstitutionDirectory | null
    session: Session | null
    /** «Ver como»: who is really at the screen. `person` is then the one who is viewed, and nothing can be done. */
    viewer: Viewer | null
    /** The directory's revision that this request has read, so that it need not be read again; null before signing in. */
    revision: DirectoryRevision | null
  }
  interface FastifyContextConfig {
    /** `own`: the route checks the token itself, with `csrfFits`: the sign-in page, and forms that carry files. */
    csrf?: 'own'
    /** Open to whoever still has to change a one-time password. */
    oneTimePassword?: boolean
    /** Open to whoever still has to set up the second factor that the institution asks for. */
    addingFactor?: boolean
    /** A change that somebody who views the program as another may make: to end it, to sign out, the looks of the page. */
    whileViewing?: boolean
  }
}

export interface Viewer {
  readonly id: string
  readonly name: string
  readonly viewing: Viewing
}

export const sessionCookie = (https: boolean): string => (https ? '__Host-ventanilla' : 'ventanilla')

/** Finds out who asks, on every route, and refuses every change that does not carry the session's token. */
export function identifyPeople(server: FastifyInstance, { db, shared = db, now, https }: PeopleDeps): void {
  const cookie = sessionCookie(https)
  server.decorateRequest('person', null)
  server.decorateRequest('directory', null)
  server.decorateRequest('session', null)
  server.decorateRequest('revision', null)
  server.decorateRequest('viewer', null)
  server.addHook('onRequest', async (request) => {
    const token = request.cookies[cookie]
    if (token === undefined || token.length > 200 || request.url.startsWith('/assets/')) return
    const at = now().toString()
    const session = await findSession(shared, token, at)
    if (!session) return
    const directory = await loadDirectory(db, at, session)
    const owner = directory.personById(session.person)
    const here = (each: typeof owner) => each !== null && (each.leftOn === null || each.leftOn > directory.today)
    if (owner === null || !here(owner)) return
    // «Ver como» holds only while its owner administers and the other one is here.
    const viewing = owner.administratorSince === null ? null : session.viewing
    const viewed = viewing && directory.personById(viewing.person)
    const person = viewed && here(viewed) ? viewed : owner
    if (viewing && person !== owner) request.viewer = { id: owner.id, name: owner.name, viewing }
    request.session = session
    request.revision = session
    request.directory = directory
    let made: { readonly of: Session; readonly text: string } | undefined
    request.person = {
      id: person.id,
      name: person.name,
      positions: directory.actingPostsOf(person.id),
      administrator: person.administratorSince !== null,
      // Made when a page first asks for it, and one a page: most requests of programs never do. Signing in gives another session.
      get csrf() {
        const of = request.session ?? session
        if (made?.of !== of) made = { of, text: csrfToken(of.tokenHash, of.csrf) }
        return made.text
      },
      mustChangePassword: session.mustChangePassword,
      mustAddFactor: !session.secondFactor && needsSecondFactor(directory, owner.id),
    }
    // Before anything is read of what was sent.
    if (request.viewer !== null && changes(request) && !request.routeOptions.config.whileViewing)
      throw refusalError(refusedSignIn('viewing-only').refusal, localeOf(request))
  })
  server.addHook('preHandler', async (request) => {
    if (!changes(request)) return
    const foreign = fromAnotherSite(request.headers)
    const checked = request.session === null || request.routeOptions.config.csrf === 'own' || csrfFits(request)
    if (foreign || !checked) throw refusalError(peopleRefusal('stale-form'), localeOf(request))
  })
}

const changes = ({ method }: FastifyRequest) => method !== 'GET' && method !== 'HEAD' && method !== 'OPTIONS'

/** Whether a request carries its session's token, in the header `x-csrf-token` or in the field `_csrf`. */
export function csrfFits(request: FastifyRequest, fields: unknown = request.body): boolean {
  const { session } = request
  // No browser sends a key by itself, so no other site can have it sent.
  if (request.apiKey) return true
  if (!session) return false
  const field = typeof fields === 'object' && fields !== null ? (fields as { _csrf?: unknown })._csrf : undefined
  return csrfTokenFits(request.headers['x-csrf-token'] ?? field, session.tokenHash, session.csrf)
}

const isApi = (request: FastifyRequest) => request.url.startsWith('/api/')

/** preValidation or preHandler: lets only signed-in people in. Sends a page's reader to the sign-in page, and back here afterwards. */
export async function requirePerson(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const { person } = request
  const browsing = !isApi(request) && (request.method === 'GET' || request.method === 'HEAD')
  if (!person) {
    if (browsing) return reply.redirect(`/entrar?volver=${encodeURIComponent(request.url)}`, 303)
    throw refusalError(peopleRefusal('not-signed-in'), localeOf(request))
  }
  if (person.mustChangePassword && !request.routeOptions.config.oneTimePassword) {
    if (browsing) return reply.redirect('/contrasena', 303)
    throw refusalError(peopleRefusal('must-change-password'), localeOf(request))
  }
  const { addingFactor, oneTimePassword } = request.routeOptions.config
  if (person.mustAddFactor && !addingFactor && !oneTimePassword) {
    if (browsing) return reply.redirect('/mi-cuenta/segundo-factor', 303)
    throw refusalError(refusedSignIn('second-factor-required').refusal, localeOf(request))
  }
}

/** preValidation or preHandler: lets in whoever may do the action, of those that need no more than the person to be decided. */
export const requirePermission =
  <A extends Action>(action: ActionSubjects[A] extends null ? A : never) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    await requirePerson(request, reply)
    if (reply.sent) return reply
    if (!may(request.person!, action as Action, null as never))
      throw refusalError(peopleRefusal('not-allowed'), localeOf(request))
  }

/** The person of a route behind `requirePerson`. */
export function personOf(request: FastifyRequest): SignedInPerson {
  if (!request.person) throw new Error('this route lacks requirePerson')
  return request.person
}

/** The directory of a route behind `requirePerson`. */
export function directoryOf(request: FastifyRequest): InstitutionDirectory {
  if (!request.directory) throw new Error('this route lacks requirePerson')
  return request.directory
}
