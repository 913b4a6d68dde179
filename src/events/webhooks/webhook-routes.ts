import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { writeAdminAct } from '#src/people/acts/admin-act.store.ts'
import { sendPage, serveAdminCommands } from '#src/people/http/admin-routes.ts'
import { answering, localeOf } from '#src/people/http/answering.ts'
import { directoryOf, personOf, requirePermission } from '#src/people/http/identify.ts'
import { leaveFlash, viewOf } from '#src/people/http/shell.ts'
import { peopleRefusal } from '#src/people/refusals.ts'
import { transaction } from '#src/platform/db/pool.ts'
import type { Server } from '#src/platform/http/server.ts'
import { Refused } from '#src/platform/refusal.ts'
import type { EventsDeps } from '../deps.ts'
import { insertPing, listDeliveries, sendAgain } from './delivery.store.ts'
import { findWebhook, listWebhooks, type Webhook } from './webhook.store.ts'
import { webhookCommands } from './webhook-commands.ts'
import { webhookBody, webhooksBody } from './webhook-pages.ts'
import { webhookWords as words } from './words.ts'

/** «Avisos a otros sistemas»: the subscriptions, their deliveries, and what administrators do with them. */
export function serveWebhooks(server: Server, deps: EventsDeps): void {
  const { people, db } = deps
  serveAdminCommands(server, people, webhookCommands(people.secret, deps.networks))
  const guarded = { schema: { hide: true } as object, preValidation: requirePermission('directory.administer') }

  server.get(
    '/administracion/webhooks',
    guarded,
    answering(async (request, reply) => {
      const view = viewOf(people, request)
      const body = webhooksBody(view, await listWebhooks(db))
      return sendPage(people, request, reply, { title: words(view.locale, 'title'), body })
    }),
  )
  server.get(
    '/administracion/webhooks/:id',
    guarded,
    answering(async (request, reply) => {
      const view = viewOf(people, request)
      const webhook = await asked(deps, request)
      const { antes } = request.query as { antes?: unknown }
      const before = typeof antes === 'string' && /^\d{1,15}$/.test(antes) ? Number(antes) : null
      const body = webhookBody(view, {
        webhook,
        deliveries: await listDeliveries(db, webhook.id, before),
        directory: directoryOf(request),
        csrf: personOf(request).csrf,
      })
      return sendPage(people, request, reply, { title: webhook.name, body })
    }),
  )
  server.post(
    '/administracion/webhooks/:id/prueba',
    guarded,
    answering(async (request, reply) => {
      const webhook = await asked(deps, request)
      const locale = localeOf(request)
      const now = deps.clock()
      const id = await transaction(db, async (tx) => {
        await writeAdminAct(tx, actOf(request, now, 'webhook.ping', webhook))
        return insertPing(tx, webhook.id, now)
      })
      await deps.deliver()
      const ping = (await listDeliveries(db, webhook.id, id + 1))[0]
      if (ping?.outcome === 'delivered')
        leaveFlash(reply, { kind: 'done', text: words(locale, 'pinged-ok', { status: String(ping.lastStatus) }) })
      else if (ping?.lastAt) {
        const reason = ping.lastError ?? words(locale, 'answered-status', { status: String(ping.lastStatus) })
        leaveFlash(reply, { kind: 'warning', text: words(locale, 'pinged-bad', { reason }) })
      } else leaveFlash(reply, { kind: 'notice', text: words(locale, 'pinging') })
      return reply.redirect(`/administracion/webhooks/${webhook.id}`, 303)
    }),
  )
  server.post(
    '/administracion/webhooks/:id/entregas/:delivery/repetir',
    guarded,
    answering(async (request, reply) => {
      const webhook = await asked(deps, request)
      const { delivery } = request.params as { delivery: string }
      const now = deps.clock()
      await transaction(db, async (tx) => {
        const known = /^\d{1,15}$/.test(delivery) && (await sendAgain(tx, webhook.id, Number(delivery), now))
        if (!known) throw new Refused(peopleRefusal('not-found'))
        await writeAdminAct(tx, actOf(request, now, 'webhook.resend', webhook, { delivery }))
      })
      leaveFlash(reply, { kind: 'done', text: words(localeOf(request), 'will-send') })
      return reply.redirect(`/administracion/webhooks/${webhook.id}`, 303)
    }),
  )
  server.get(
    '/api/webhooks',
    {
      schema: { operationId: 'webhooks', summary: 'Subscriptions of other systems', tags: ['administration'] },
      preValidation: requirePermission('directory.administer'),
    },
    answering(async () => ({ webhooks: (await listWebhooks(db)).map(shown) })),
  )
  server.get(
    '/api/webhooks/:id/deliveries',
    {
      schema: {
        operationId: 'webhook-deliveries',
        summary: 'How the messages of a subscription went, the newest first',
        tags: ['administration'],
        params: Type.Object({ id: Type.String({ maxLength: 60 }) }),
        querystring: Type.Object({ before: Type.Optional(Type.String({ pattern: '^[0-9]{1,15}$' })) }),
      },
      preValidation: requirePermission('directory.administer'),
    },
    answering(async (request) => {
      const webhook = await asked(deps, request)
      const { before } = request.query as { before?: string }
      const rows = await listDeliveries(db, webhook.id, before === undefined ? null : Number(before))
      return {
        deliveries: rows
          .slice(0, 50)
          .map(({ id, message, event, number, madeAt, attempts, outcome, lastAt, lastStatus, lastError }) => ({
            id,
            message,
            event,
            number,
            madeAt,
            attempts,
            outcome,
            lastAt,
            lastStatus,
            lastError,
          })),
        next: rows.length > 50 ? String(rows[49]!.id) : null,
      }
    }),
  )
}

async function asked({ db }: EventsDeps, request: FastifyRequest): Promise<Webhook> {
  const { id } = request.params as { id: string }
  const webhook = await findWebhook(db, id)
  if (webhook === null) throw new Refused(peopleRefusal('not-found'))
  return webhook
}

const actOf = (
  request: FastifyRequest,
  at: string,
  action: string,
  { id }: Webhook,
  data: Readonly<Record<string, unknown>> = {},
) => ({ at, actor: personOf(request).id, action, subject: { kind: 'webhook', id }, data })

/** A subscription without its secrets. */
function shown({ id, name, url, events, procedures, units, personal, madeAt, pausedAt, revision }: Webhook) {
  return { id, name, url, events, procedures, units, personal, madeAt, pausedAt, revision }
}
