import type { Server } from '#src/platform/http/server.ts'
import { Refused } from '#src/platform/refusal.ts'
import { localPath } from '#src/web/preferences.ts'
import { answering } from '../../http/answering.ts'
import type { PeopleDeps } from '../../http/deps.ts'
import type { SignInPages } from '../../http/sign-in-routes.ts'
import { peopleRefusal } from '../../refusals.ts'
import { fieldsOf } from '../door.ts'
import { enter } from '../enter.ts'
import { beginPasskeySignIn, checkPasskey } from './passkey.ts'
import { relyingPartyOf } from './relying-party.ts'

// A passkey cannot be guessed; what is limited is the work.
const rateLimit = { max: 60, timeWindow: '1 minute' }
const own = { schema: { hide: true } as object, config: { csrf: 'own', whileViewing: true, rateLimit } } as const

/** Signing in with a passkey, without a user name. */
export function servePasskeySignIn(server: Server, deps: PeopleDeps, { door, show }: SignInPages): void {
  const { db, now } = deps

  server.post(
    '/entrar/llave/opciones',
    own,
    answering(async (request, reply) => {
      if (!door.visitFits(request, request.headers['x-csrf-token'])) throw new Refused(peopleRefusal('stale-form'))
      const { options, step } = await beginPasskeySignIn(db, relyingPartyOf(deps, request), now().toString())
      door.keepStep(reply, 'passkey', step)
      return options
    }),
  )

  server.post('/entrar/llave', own, async (request, reply) => {
    const { response = '', volver, _csrf } = fieldsOf(request)
    const back = localPath(volver)
    try {
      if (!door.visitFits(request, _csrf)) throw new Refused(peopleRefusal('stale-form'))
      const from = door.browserOf(request)
      const step = door.stepOf(request, 'passkey')
      const person = await checkPasskey(db, relyingPartyOf(deps, request), { step, response, now: from.now })
      const entered = await enter(db, deps, { person, method: 'passkey', bothFactors: true, from })
      door.forgetStep(reply, 'passkey')
      return reply.redirect(door.admit(reply, entered, back), 303)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      return show(request, reply, { back, refusal: error.refusal })
    }
  })
}
