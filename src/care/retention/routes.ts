import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { sendPage } from '#src/cases/send-page.ts'
import { answering } from '#src/people/http/answering.ts'
import { directoryOf, personOf, requirePermission } from '#src/people/http/identify.ts'
import { leaveFlash, viewOf } from '#src/people/http/shell.ts'
import { may } from '#src/people/permissions.ts'
import { checkPassword } from '#src/people/signing/prove-self.ts'
import { type Refusal, Refused } from '#src/platform/refusal.ts'
import { isUuid } from '#src/platform/uuid.ts'
import type { CareDeps } from '../deps.ts'
import { holdCase, listHeld } from '../hold/hold-case.ts'
import { careRefused } from '../refusals.ts'
import { placeOf, textOf } from '../typed.ts'
import { countDue, type DuePlace, listDue } from './due-case.store.ts'
import { HOME, kindTitle, type RefusedForm, type RuleKind, retentionPage, ruleHref } from './pages.ts'
import { findRule, listRules } from './rule.store.ts'
import { finishRule, proposeRule, readRule, settleRule } from './rule-commands.ts'
import { rulePage } from './rule-page.ts'
import { retentionWords as words } from './words.ts'

const PAGE = 50

type Typed = Readonly<Record<string, unknown>>

/** «Conservación»: rules by kind of request, what they would erase, and the cases that are held. */
export function registerRetention(server: FastifyInstance, deps: CareDeps): void {
  const open = { schema: { hide: true } as object, preValidation: requirePermission('care.administer') }
  const { db } = deps
  const done = (
    request: FastifyRequest,
    reply: FastifyReply,
    text: Parameters<typeof words>[1] & 'ended',
    href = HOME,
  ) => {
    leaveFlash(reply, { kind: 'done', text: words(viewOf(deps.people, request).locale, text) })
    return reply.redirect(href, 303)
  }

  server.get(
    HOME,
    open,
    answering((request, reply) => show(request, reply)),
  )
  server.post(
    HOME,
    open,
    answering(async (request, reply) => {
      const body = (request.body ?? {}) as Typed
      const kinds = await kindsOf(deps)
      const [manual = '', procedure = ''] = textOf(body.tramite).split('/')
      const typed = {
        manual,
        procedure,
        years: textOf(body.anios),
        erases: [body.borra ?? []].flat().map(textOf),
        basis: textOf(body.fundamento),
      }
      try {
        const known = (m: string, p: string) => kinds.some((kind) => kind.manual === m && kind.procedure === p)
        const id = await proposeRule(deps, readRule(typed, known), personOf(request))
        return done(request, reply, 'proposed' as 'ended', ruleHref(id))
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        return show(request, reply, { form: 'rule', typed, refusal: error.refusal })
      }
    }),
  )
  const holding = (path: string, how: 'put' | 'lifted') =>
    server.post(
      path,
      open,
      answering(async (request, reply) => {
        const body = (request.body ?? {}) as Typed
        const typed = { number: textOf(body.expediente), reason: textOf(body.motivo) }
        try {
          await holdCase(deps, how, { ...typed, by: personOf(request).id })
        } catch (error) {
          if (!(error instanceof Refused)) throw error
          return show(request, reply, { form: how === 'put' ? 'put' : 'lift', ...typed, refusal: error.refusal })
        }
        return done(request, reply, (how === 'put' ? 'put-done' : 'lift-done') as 'ended')
      }),
    )
  holding(`${HOME}/retenciones`, 'put')
  holding(`${HOME}/retenciones/levantar`, 'lifted')

  const show = async (request: FastifyRequest, reply: FastifyReply, refused?: RefusedForm) => {
    const before = placeOf(request)
    const [rules, kinds, held] = await Promise.all([listRules(db), kindsOf(deps), listHeld(db, before, PAGE)])
    const view = viewOf(deps.people, request)
    const body = retentionPage(view, {
      csrf: personOf(request).csrf,
      rules,
      kinds,
      held,
      size: PAGE,
      later: before !== null,
      directory: directoryOf(request),
      ...(refused === undefined ? {} : { refused }),
    })
    const status = refused?.refusal.status ?? 200
    return sendPage(deps, request, reply, { title: words(view.locale, 'title'), body, path: HOME, status })
  }

  server.get(
    `${HOME}/reglas/:id`,
    open,
    answering((request, reply) => showRule(request, reply)),
  )
  server.post(
    `${HOME}/reglas/:id/confirmar`,
    open,
    answering(async (request, reply) => {
      const id = idOf(request)
      const person = personOf(request)
      const { contrasena } = (request.body ?? {}) as Typed
      try {
        const rule = await findRule(db, id)
        if (rule !== null && !may(person, 'care.confirm', rule.proposedBy)) throw careRefused('own-request')
        const password = typeof contrasena === 'string' ? contrasena : ''
        const now = deps.clock()
        await checkPassword(db, deps.people, { person: person.id, password, address: request.ip, now })
        await settleRule(deps, id, 'in-force', person)
      } catch (error) {
        if (!(error instanceof Refused) || error.refusal.status === 404) throw error
        return showRule(request, reply, error.refusal)
      }
      return done(request, reply, 'confirmed' as 'ended', ruleHref(id))
    }),
  )
  server.post(
    `${HOME}/reglas/:id/rechazar`,
    open,
    answering(async (request, reply) => {
      await settleRule(deps, idOf(request), 'refused', personOf(request))
      return done(request, reply, 'refused' as 'ended')
    }),
  )
  server.post(
    `${HOME}/reglas/:id/terminar`,
    open,
    answering(async (request, reply) => {
      await finishRule(deps, idOf(request), personOf(request))
      return done(request, reply, 'ended')
    }),
  )
  const showRule = async (request: FastifyRequest, reply: FastifyReply, refusal?: Refusal) => {
    const rule = await findRule(db, idOf(request))
    if (rule === null) throw careRefused('rule-unknown')
    const after = duePlace(textOf((request.query as Typed).desde))
    const now = deps.clock()
    const person = personOf(request)
    const [kinds, counts, cases] = await Promise.all([
      kindsOf(deps),
      countDue(db, rule, now),
      listDue(db, rule, now, after, PAGE + 1),
    ])
    const view = viewOf(deps.people, request)
    const body = rulePage(view, {
      csrf: person.csrf,
      rule,
      title: kindTitle(kinds, rule),
      mayConfirm: may(person, 'care.confirm', rule.proposedBy),
      directory: directoryOf(request),
      counts,
      cases,
      size: PAGE,
      later: after !== null,
      ...(refusal === undefined ? {} : { refusal }),
    })
    const status = refusal?.status ?? 200
    return sendPage(deps, request, reply, { title: words(view.locale, 'rule'), body, path: ruleHref(rule.id), status })
  }
}

/** Every procedure of the manuals in force, whoever begins it. */
async function kindsOf({ db, manuals, clock }: CareDeps): Promise<readonly RuleKind[]> {
  const versions = [...(await manuals.inForce(db, clock())).values()]
  return versions.flatMap(({ code, manual }) =>
    manual.procedures.map(({ number, title }) => ({
      manual: code,
      procedure: number,
      title: `${code}, ${number}. ${title}`,
    })),
  )
}

function idOf(request: FastifyRequest): string {
  const { id } = request.params as { id: string }
  if (!isUuid(id)) throw careRefused('rule-unknown')
  return id
}

/** `instant id`, the last one that was shown. */
function duePlace(text: string): DuePlace | null {
  const match = /^(\d{4}-\d{2}-\d{2}T[\d:.]{5,15}Z) (\d{1,15})$/.exec(text)
  if (match === null || Number.isNaN(Date.parse(match[1]!))) return null
  return { closedAt: match[1]!, caseId: Number(match[2]) }
}
