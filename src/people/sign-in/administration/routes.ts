import { type Kysely, sql } from 'kysely'
import type { Server } from '#src/platform/http/server.ts'
import { Refused } from '#src/platform/refusal.ts'
import { sendPage } from '../../http/admin-routes.ts'
import { answering, localeOf } from '../../http/answering.ts'
import type { PeopleDeps } from '../../http/deps.ts'
import { directoryOf, personOf, requirePermission } from '../../http/identify.ts'
import { leaveFlash, viewOf } from '../../http/shell.ts'
import { peopleRefusal } from '../../refusals.ts'
import type { InstitutionDirectory } from '../../types.ts'
import { fieldsOf } from '../door.ts'
import { LDAP_FAULTS, LdapFault } from '../ldap/faults.ts'
import { type LdapAccess, ldapAccessOf } from '../ldap/settings.ts'
import { planSynchronisation, synchronise } from '../ldap/synchronise.ts'
import { tryConnection } from '../ldap/try-connection.ts'
import { originOf } from '../origin.ts'
import { needsSecondFactor } from '../policy.ts'
import { readMappings } from '../provisioning/mapping.store.ts'
import { readSource } from '../source.store.ts'
import { INGRESO, ingresoBody, synchronisationBody, trialBody } from './pages.ts'
import { ingresoWords as words } from './words.ts'

/** «Ingreso»: what an administrator sees of signing in, tries and synchronises. What is set, is set by commands. */
export function serveIngreso(server: Server, deps: PeopleDeps): void {
  const { db, now, secret } = deps
  const open = { schema: { hide: true } as object, preValidation: requirePermission('directory.administer') }

  const access = async (): Promise<LdapAccess> => {
    const stored = await readSource(db, 'directory', secret)
    if (stored === null) throw new Refused(peopleRefusal('not-found'))
    return ldapAccessOf(stored)
  }

  server.get(
    INGRESO,
    open,
    answering(async (request, reply) => {
      const view = viewOf(deps, request)
      const directory = directoryOf(request)
      const [ldap, openid, mappings, withoutFactor] = await Promise.all([
        readSource(db, 'directory'),
        readSource(db, 'openid'),
        readMappings(db),
        countWithoutFactor(db, directory),
      ])
      return sendPage(deps, request, reply, {
        title: words(view.locale, 'title'),
        body: ingresoBody(view, {
          csrf: personOf(request).csrf,
          origin: originOf(deps, request),
          directory,
          ldap,
          openid,
          mappings,
          withoutFactor,
        }),
      })
    }),
  )

  server.post(
    `${INGRESO}/directorio/probar`,
    open,
    answering(async (request, reply) => {
      const view = viewOf(deps, request)
      const trials = await tryConnection(await access())
      return sendPage(deps, request, reply, {
        title: words(view.locale, 'trial-title'),
        body: trialBody(view, personOf(request).csrf, trials),
      })
    }),
  )

  server.get(
    `${INGRESO}/directorio/sincronizar`,
    open,
    answering(async (request, reply) => {
      const view = viewOf(deps, request)
      try {
        const found = await planSynchronisation(db, await access(), now().toString())
        const body = synchronisationBody(view, {
          csrf: personOf(request).csrf,
          directory: directoryOf(request),
          found,
        })
        return sendPage(deps, request, reply, { title: words(view.locale, 'sync-title'), body })
      } catch (error) {
        if (!(error instanceof LdapFault)) throw error
        const trial = { about: error.url, good: false, ...LDAP_FAULTS[error.code] }
        return sendPage(deps, request, reply, {
          title: words(view.locale, 'trial-title'),
          body: trialBody(view, personOf(request).csrf, [trial]),
          status: 503,
        })
      }
    }),
  )

  server.post(
    `${INGRESO}/directorio/sincronizar`,
    open,
    answering(async (request, reply) => {
      const locale = localeOf(request)
      try {
        const found = await synchronise(db, await access(), {
          actor: personOf(request).id,
          now: now().toString(),
          evenSuspicious: fieldsOf(request).aunque !== undefined,
        })
        const changes = found.plans.flatMap((plan) => plan.changes).filter(({ kind }) => kind !== 'conflict').length
        leaveFlash(
          reply,
          found.suspicious && fieldsOf(request).aunque === undefined
            ? { kind: 'warning', text: words(locale, 'outcome-suspicious', { missing: String(found.missing) }) }
            : { kind: 'done', text: words(locale, 'sync-done', { changes: String(changes) }) },
        )
      } catch (error) {
        if (!(error instanceof LdapFault)) throw error
        leaveFlash(reply, { kind: 'refused', text: `${error.url}: ${LDAP_FAULTS[error.code][locale]}` })
      }
      return reply.redirect(INGRESO, 303)
    }),
  )
}

async function countWithoutFactor(db: Kysely<unknown>, directory: InstitutionDirectory): Promise<number> {
  const asked = directory.activePeople.filter(({ id }) => needsSecondFactor(directory, id)).map(({ id }) => id)
  if (asked.length === 0) return 0
  const { rows } = await sql<{
    count: number
  }>`select count(*)::integer as count from unnest(${asked}::uuid[]) as asked (id)
    where not exists (select 1 from totp where person_id = asked.id and confirmed_at is not null)
      and not exists (select 1 from passkey where person_id = asked.id)`.execute(db)
  return rows[0]!.count
}
