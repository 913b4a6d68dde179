import type { FastifyInstance, FastifyRequest } from 'fastify'
import {
  listSolutionCodes,
  retireSolutionCode,
  type SolutionCode,
  saveSolutionCode,
} from '#src/cases/desk/solution-code.store.ts'
import { answering } from '#src/people/http/answering.ts'
import { directoryOf, personOf, requirePerson } from '#src/people/http/identify.ts'
import { leaveFlash, viewOf } from '#src/people/http/shell.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { Refused } from '#src/platform/refusal.ts'
import { button, postButton } from '#src/web/components/button.ts'
import { card } from '#src/web/components/card.ts'
import { field } from '#src/web/components/field.ts'
import { errorSummary, form } from '#src/web/components/form.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import { table } from '#src/web/components/table.ts'
import type { View } from '#src/web/locale/time.ts'
import type { ReportDeps } from '../deps.ts'
import { statisticsTabs } from '../pages/statistics-tabs.ts'
import { incomplete, notAllowed } from '../refusals.ts'
import { send } from '../report/report-routes.ts'
import { mayAdministerStatistics } from '../scope.ts'
import { sentFields } from '../sent-fields.ts'
import { resolutionWords as words } from './words.ts'

/** The lists of codes of solution and of causes, for those who edit them. */
export function registerSolutionCodes(server: FastifyInstance, deps: ReportDeps): void {
  server.get(
    '/estadisticas/codigos',
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      allowed(request)
      const view = viewOf(deps.people, request)
      const body = codesPage(view, await listSolutionCodes(deps.db), personOf(request).csrf)
      return send(deps, request, reply, words(view.locale, 'codes.title'), body)
    }),
  )
  server.post(
    '/estadisticas/codigos',
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      allowed(request)
      const view = viewOf(deps.people, request)
      const sent = sentFields(request)
      try {
        await saveSolutionCode(deps.db, codeSent(sent))
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        const body = codesPage(view, await listSolutionCodes(deps.db), personOf(request).csrf, {
          sent,
          message: error.refusal[view.locale],
        })
        return send(deps, request, reply.code(422), words(view.locale, 'codes.title'), body)
      }
      leaveFlash(reply, { kind: 'done', text: words(view.locale, 'codes.saved') })
      return reply.redirect('/estadisticas/codigos', 303)
    }),
  )
  server.post(
    '/estadisticas/codigos/retirar',
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      allowed(request)
      const { lista = '', codigo = '' } = sentFields(request)
      await retireSolutionCode(deps.db, lista, codigo, deps.clock())
      leaveFlash(reply, { kind: 'done', text: words(viewOf(deps.people, request).locale, 'codes.gone') })
      return reply.redirect('/estadisticas/codigos', 303)
    }),
  )
}

function allowed(request: FastifyRequest): void {
  if (!mayAdministerStatistics(directoryOf(request), personOf(request))) throw notAllowed()
}

function codeSent(sent: Readonly<Record<string, string>>): Omit<SolutionCode, 'retiredAt'> {
  const kind = sent.lista === 'cause' ? 'cause' : 'solution'
  const code = (sent.codigo ?? '').trim().toUpperCase()
  const name = (sent.nombre ?? '').trim()
  const type = (sent.tipo ?? '').trim()
  if (!/^[A-Z0-9][A-Z0-9._-]{0,19}$/.test(code))
    throw incomplete(
      'Escriba el código con letras mayúsculas sin tilde, cifras, punto o guion, hasta 20: por ejemplo CFG-01.',
      'Write the code with capital letters, digits, dot or hyphen, up to 20: for example CFG-01.',
    )
  if (name === '' || name.length > 160)
    throw incomplete(
      'Escriba qué significa el código, hasta 160 letras.',
      'Write what the code means, up to 160 letters.',
    )
  if (kind === 'solution' && (type === '' || type.length > 80))
    throw incomplete('Escriba el tipo de solución, hasta 80 letras.', 'Write the type of solution, up to 80 letters.')
  return { kind, code, name, type: kind === 'solution' ? type : null }
}

interface Refusal {
  readonly sent: Readonly<Record<string, string>>
  readonly message: string
}

function codesPage(view: View, codes: readonly SolutionCode[], csrf: string, refused?: Refusal): HtmlFragment {
  const { locale } = view
  return html`${pageHead(view, { title: words(locale, 'codes.title'), lead: words(locale, 'codes.lead') })}${statisticsTabs(view, 'codes', { measure: true, administer: true })}<div class="statistic-grid">${list(view, codes, 'solution', csrf, refused)}${list(view, codes, 'cause', csrf, refused)}</div>`
}

function list(
  view: View,
  codes: readonly SolutionCode[],
  kind: SolutionCode['kind'],
  csrf: string,
  refused: Refusal | undefined,
): HtmlFragment {
  const { locale } = view
  const title = words(locale, kind === 'solution' ? 'codes.solutions' : 'codes.causes')
  const own =
    refused !== undefined && (refused.sent.lista === 'cause' ? 'cause' : 'solution') === kind ? refused : undefined
  const text = (name: string, label: string, help?: string) =>
    field(view, {
      name,
      id: `campo-${kind}-${name}`,
      label,
      type: { kind: 'text' },
      required: true,
      value: own?.sent[name] ?? '',
      ...(help ? { help } : {}),
    })
  const rows = codes.filter((each) => each.kind === kind)
  return card({
    title,
    body: html`${table<SolutionCode>({
      caption: title,
      rows,
      columns: [
        {
          label: words(locale, 'codes.code'),
          head: true,
          cell: ({ code }) => html`<span class="number">${code}</span>`,
        },
        ...(kind === 'solution'
          ? [{ label: words(locale, 'type'), cell: ({ type }: SolutionCode) => type ?? '' }]
          : []),
        { label: words(locale, 'codes.name'), cell: ({ name }) => name },
        {
          label: words(locale, 'codes.standing'),
          cell: ({ code, retiredAt }) =>
            retiredAt === null
              ? html`${words(locale, 'codes.offered')} ${postButton({ action: '/estadisticas/codigos/retirar', csrf, fields: { lista: kind, codigo: code }, label: `${words(locale, 'codes.retire')} ${code}`, small: true })}`
              : words(locale, 'codes.retired'),
        },
      ],
    })}${form(view, {
      action: '/estadisticas/codigos',
      csrf,
      hidden: { lista: kind },
      errors: errorSummary(view, own === undefined ? [] : [{ message: own.message }]),
      body: html`<h3>${words(locale, kind === 'solution' ? 'codes.add-solution' : 'codes.add-cause')}</h3>${text('codigo', words(locale, 'codes.code'), words(locale, 'codes.code-help'))}${kind === 'solution' ? text('tipo', words(locale, 'type')) : ''}${text('nombre', words(locale, 'codes.name'))}`,
      submit: button({ label: words(locale, 'codes.save') }),
    })}`,
  })
}
