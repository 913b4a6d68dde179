import type { FastifyReply, FastifyRequest } from 'fastify'
import { transaction } from '#src/platform/db/pool.ts'
import type { Server } from '#src/platform/http/server.ts'
import { type Refusal, Refused } from '#src/platform/refusal.ts'
import { isUuid } from '#src/platform/uuid.ts'
import { writeAdminAct } from '../acts/admin-act.store.ts'
import { readFields } from '../admin/field.ts'
import { tokenBody } from '../http/admin-pages.ts'
import { sendPage, serveAdminCommands } from '../http/admin-routes.ts'
import { answering, localeOf } from '../http/answering.ts'
import type { PeopleDeps } from '../http/deps.ts'
import { directoryOf, personOf, requirePermission, requirePerson } from '../http/identify.ts'
import { leaveFlash, viewOf } from '../http/shell.ts'
import { invalidInput, peopleRefusal } from '../refusals.ts'
import { allKeys, countWorkingKeys, insertKey, keyById, keysOf, listServiceAccounts, revokeKey } from './key.store.ts'
import { KEY_COMMANDS, KEY_TOKEN_WORDS } from './key-commands.ts'
import { checkKey, keyFields } from './key-fields.ts'
import { keysBody, myKeysBody } from './key-pages.ts'
import { keyWords } from './words.ts'

const MOST_KEYS = 20

/** The keys of programs: of everybody for administrators, and each person's own. */
export function serveKeys(server: Server, deps: PeopleDeps): void {
  const { db } = deps
  serveAdminCommands(server, deps, KEY_COMMANDS)
  const hidden = { hide: true } as object
  server.get(
    '/administracion/llaves',
    { schema: hidden, preValidation: requirePermission('directory.administer') },
    answering(async (request, reply) => {
      const view = viewOf(deps, request)
      const [accounts, keys] = await Promise.all([listServiceAccounts(db), allKeys(db)])
      const body = keysBody(view, directoryOf(request), { accounts, keys })
      return sendPage(deps, request, reply, { title: keyWords(view.locale, 'title'), body })
    }),
  )
  const own = { schema: hidden, preHandler: requirePerson }
  server.get(
    '/mis-llaves',
    own,
    answering((request, reply) => showOwn(deps, request, reply)),
  )
  server.post(
    '/mis-llaves',
    own,
    answering(async (request, reply) => {
      try {
        const { token } = await makeOwn(deps, request)
        const locale = localeOf(request)
        const words = KEY_TOKEN_WORDS[locale]
        const body = tokenBody({ locale, words, token, go: '/mis-llaves' })
        return await sendPage(deps, request, reply, { title: words.title, body })
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        return showOwn(deps, request, reply, error.refusal)
      }
    }),
  )
  server.post(
    '/mis-llaves/:id/revocar',
    own,
    answering(async (request, reply) => {
      await revokeOwn(deps, request)
      leaveFlash(reply, { kind: 'done', text: keyWords(localeOf(request), 'revoked-done') })
      return reply.redirect('/mis-llaves', 303)
    }),
  )
}

async function showOwn(deps: PeopleDeps, request: FastifyRequest, reply: FastifyReply, refusal?: Refusal) {
  const view = viewOf(deps, request)
  const { id, csrf } = personOf(request)
  const body = myKeysBody(view, {
    csrf,
    directory: directoryOf(request),
    keys: await keysOf(deps.db, id),
    ...(refusal ? { refusal, typed: (request.body ?? {}) as Readonly<Record<string, unknown>> } : {}),
  })
  return sendPage(deps, request, reply, { title: keyWords(view.locale, 'my-title'), body, status: refusal?.status })
}

async function makeOwn({ db, now }: PeopleDeps, request: FastifyRequest): Promise<{ readonly token: string }> {
  const person = personOf(request).id
  const at = now().toString()
  const read = readFields(keyFields, (request.body ?? {}) as Readonly<Record<string, unknown>>)
  if ('faults' in read) throw new Refused(invalidInput(read.faults))
  const key = checkKey(directoryOf(request), read.input)
  return transaction(db, async (tx) => {
    if ((await countWorkingKeys(tx, person, at)) >= MOST_KEYS)
      throw new Refused({
        code: 'too-many-keys',
        status: 422,
        es: keyWords('es', 'too-many'),
        en: keyWords('en', 'too-many'),
      })
    const made = await insertKey(tx, { ...key, person, madeBy: person, now: at })
    await writeAdminAct(tx, {
      at,
      actor: person,
      action: 'key.make-own',
      subject: { kind: 'key', id: made.id },
      data: { ...key },
    })
    return made
  })
}

async function revokeOwn({ db, now }: PeopleDeps, request: FastifyRequest): Promise<void> {
  const { id } = request.params as { id: string }
  const person = personOf(request).id
  const at = now().toString()
  await transaction(db, async (tx) => {
    const key = isUuid(id) ? await keyById(tx, id) : null
    if (key === null || key.person !== person) throw new Refused(peopleRefusal('not-found'))
    if (await revokeKey(tx, key.id, person, at))
      await writeAdminAct(tx, {
        at,
        actor: person,
        action: 'key.revoke-own',
        subject: { kind: 'key', id: key.id },
        data: { name: key.name },
      })
  })
}
