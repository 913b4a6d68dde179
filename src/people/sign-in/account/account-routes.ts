import type { FastifyReply, FastifyRequest } from 'fastify'
import { transaction } from '#src/platform/db/pool.ts'
import type { Server } from '#src/platform/http/server.ts'
import { type Refusal, Refused } from '#src/platform/refusal.ts'
import { isUuid } from '#src/platform/uuid.ts'
import { credentialOf } from '../../credential.store.ts'
import { sendPage } from '../../http/admin-routes.ts'
import { answering, localeOf } from '../../http/answering.ts'
import type { PeopleDeps } from '../../http/deps.ts'
import { directoryOf, personOf, requirePerson } from '../../http/identify.ts'
import { leaveFlash, viewOf } from '../../http/shell.ts'
import { peopleRefusal } from '../../refusals.ts'
import { endSessionById, endSessionsOf, rotateSession, sessionsOf } from '../../session.store.ts'
import { fieldsOf, openDoor } from '../door.ts'
import { identitiesOf } from '../identity.store.ts'
import { viewingsOf } from '../impersonation/viewing.store.ts'
import { passkeysOf, removePasskey } from '../passkeys/passkey.store.ts'
import { beginPasskey, registerPasskey } from '../passkeys/passkey.ts'
import { passkeysWork, relyingPartyOf } from '../passkeys/relying-party.ts'
import { needsSecondFactor } from '../policy.ts'
import { refusedSignIn } from '../refusals.ts'
import { recoveryCodesBody } from '../totp/enrolment-page.ts'
import { giveCodes, removeSecondFactor } from '../totp/second-factor.ts'
import { totpOf } from '../totp/totp.store.ts'
import { type AccountForm, accountBody } from './account-page.ts'
import { accountWords as words } from './account-words.ts'
import { ownerProofOf, proveOwner } from './prove-owner.ts'

const HOME = '/mi-cuenta'

/** «Mi cuenta»: what a person enters with, and where the sessions are. */
export function serveAccount(server: Server, deps: PeopleDeps): void {
  const { db, now } = deps
  const door = openDoor(deps)
  const open = { schema: { hide: true } as object, preHandler: requirePerson }

  async function show(
    request: FastifyRequest,
    reply: FastifyReply,
    refused?: { readonly refusal: Refusal; readonly of: AccountForm },
  ) {
    const { id, csrf } = personOf(request)
    const directory = directoryOf(request)
    const view = viewOf(deps, request)
    const [credential, identities, totp, passkeys, sessions, viewings, proof] = await Promise.all([
      credentialOf(db, id),
      identitiesOf(db, id),
      totpOf(db, id),
      passkeysOf(db, id),
      sessionsOf(db, { person: id, tokenHash: request.session!.tokenHash, now: now().toString() }),
      viewingsOf(db, id),
      ownerProofOf(db, id),
    ])
    const body = accountBody(view, {
      csrf,
      person: directory.personById(id)!,
      directory,
      hasPassword: credential !== undefined,
      sources: identities.map(({ source }) => source),
      totp,
      passkeys,
      passkeysWork: passkeysWork(deps, request),
      sessions,
      viewings,
      proof,
      refused,
      typedName: fieldsOf(request).nombre?.slice(0, 200),
    })
    return sendPage(deps, request, reply, { title: words(view.locale, 'title'), body, status: refused?.refusal.status })
  }

  /** Does what a form asks and comes back to the page; what is refused is said on it. */
  const saying = (
    of: AccountForm,
    done: 'factor-removed' | 'passkey-added' | 'passkey-removed' | 'session-ended' | 'sessions-ended',
    work: (request: FastifyRequest, reply: FastifyReply) => Promise<void>,
  ) =>
    answering(async (request, reply) => {
      try {
        await work(request, reply)
      } catch (error) {
        if (error instanceof Refused && error.refusal.status !== 404)
          return show(request, reply, { refusal: error.refusal, of })
        throw error
      }
      leaveFlash(reply, { kind: 'done', text: words(localeOf(request), done) })
      return reply.redirect(HOME, 303)
    })

  const prove = (request: FastifyRequest) =>
    proveOwner(db, deps, {
      person: personOf(request).id,
      typed: fieldsOf(request).prueba ?? '',
      tokenHash: request.session!.tokenHash,
      address: request.ip,
      now: now().toString(),
    })

  /** What a session may do has changed: its token changes too, and the others end. */
  const renew = async (request: FastifyRequest, reply: FastifyReply, secondFactorAt?: null) => {
    const { tokenHash } = request.session!
    const renewed = await transaction(db, async (tx) => {
      await endSessionsOf(tx, personOf(request).id, tokenHash)
      return rotateSession(tx, tokenHash, secondFactorAt === undefined ? {} : { secondFactorAt })
    })
    door.renewSession(request, reply, renewed)
  }

  server.get(
    HOME,
    open,
    answering((request, reply) => show(request, reply)),
  )

  server.post(
    `${HOME}/segundo-factor/quitar`,
    open,
    saying('factor', 'factor-removed', async (request, reply) => {
      const { id } = personOf(request)
      if (needsSecondFactor(directoryOf(request), id)) throw refusedSignIn('must-keep-factor')
      await prove(request)
      await removeSecondFactor(db, id)
      await renew(request, reply, null)
    }),
  )

  server.post(
    `${HOME}/segundo-factor/codigos`,
    open,
    answering(async (request, reply) => {
      const { id } = personOf(request)
      const locale = localeOf(request)
      try {
        await prove(request)
        if ((await totpOf(db, id))?.confirmedAt == null) throw refusedSignIn('no-enrolment')
        const codes = await transaction(db, (tx) => giveCodes(tx, deps, id))
        return sendPage(deps, request, reply, {
          title: words(locale, 'codes-title'),
          body: recoveryCodesBody(locale, { codes }),
        })
      } catch (error) {
        if (error instanceof Refused) return show(request, reply, { refusal: error.refusal, of: 'codes' })
        throw error
      }
    }),
  )

  server.post(
    `${HOME}/llaves/opciones`,
    open,
    answering(async (request, reply) => {
      const { id, name } = personOf(request)
      const directory = directoryOf(request)
      const { options, step } = await beginPasskey(db, relyingPartyOf(deps, request), {
        person: id,
        username: directory.personById(id)?.username ?? '',
        name,
        institution: directory.rows.institution?.name ?? 'Ventanilla',
        now: now().toString(),
      })
      door.keepStep(reply, 'new-passkey', step)
      return options
    }),
  )

  server.post(
    `${HOME}/llaves`,
    open,
    saying('passkey', 'passkey-added', async (request, reply) => {
      const { nombre = '', response = '' } = fieldsOf(request)
      await prove(request)
      await registerPasskey(db, relyingPartyOf(deps, request), {
        person: personOf(request).id,
        name: nombre,
        step: door.stepOf(request, 'new-passkey'),
        response,
        now: now().toString(),
      })
      door.forgetStep(reply, 'new-passkey')
      await renew(request, reply)
    }),
  )

  server.post(
    `${HOME}/llaves/:id/quitar`,
    open,
    saying('remove-passkey', 'passkey-removed', async (request, reply) => {
      const { id } = request.params as { id: string }
      await prove(request)
      if (!isUuid(id) || (await removePasskey(db, personOf(request).id, id)) === null)
        throw new Refused(peopleRefusal('not-found'))
      await renew(request, reply)
    }),
  )

  server.post(
    `${HOME}/sesiones/:id/cerrar`,
    open,
    saying('session', 'session-ended', async (request) => {
      const { id } = request.params as { id: string }
      if (!isUuid(id) || !(await endSessionById(db, personOf(request).id, id))) throw refusedSignIn('session-over')
    }),
  )

  server.post(
    `${HOME}/sesiones/cerrar-otras`,
    open,
    saying('session', 'sessions-ended', (request) =>
      endSessionsOf(db, personOf(request).id, request.session!.tokenHash),
    ),
  )
}
