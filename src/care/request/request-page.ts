import type { InstitutionDirectory } from '#src/people/types.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import type { Refusal } from '#src/platform/refusal.ts'
import { button } from '#src/web/components/button.ts'
import { card, type Fact, facts } from '#src/web/components/card.ts'
import { disclosure } from '#src/web/components/dialog.ts'
import { field } from '#src/web/components/field.ts'
import { form } from '#src/web/components/form.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import { table } from '#src/web/components/table.ts'
import { formatInstant, formatNumber, type View } from '#src/web/locale/time.ts'
import { confirmCard } from '../confirm-card.ts'
import { formErrors } from '../form-errors.ts'
import { words } from '../words.ts'
import type { ErasedCase, Erasure, ErasureResult } from './erasure.store.ts'
import { countFacts, HOME, morePages, requestHref, stateBadge } from './pages.ts'
import type { TraceCounts } from './trace.store.ts'

/** Which of the forms of the page was sent and refused. */
export type RequestForm = 'confirmar' | 'rechazar' | 'retirar'

export interface RequestPage {
  readonly csrf: string
  readonly erasure: Erasure
  readonly name: string
  readonly own: boolean
  readonly mayConfirm: boolean
  readonly directory: InstitutionDirectory
  /** What stands of the subject now, while nobody has decided. */
  readonly counts: TraceCounts | null
  readonly result: ErasureResult
  readonly cases: readonly ErasedCase[]
  readonly size: number
  readonly later: boolean
  readonly refused?: { readonly form: RequestForm; readonly refusal: Refusal; readonly reason: string }
}

/** One request: what it asks, what it came to, and for another administrator the way to confirm it. */
export function requestPage(view: View, given: RequestPage): HtmlFragment {
  const { locale } = view
  const { erasure, name } = given
  return html`${pageHead(view, {
    title: words(locale, 'request'),
    lead: words(locale, 'request.lead', { kind: words(locale, `kind.${erasure.subject.kind}`), name }),
    status: stateBadge(view, erasure.status),
    crumbs: [
      { label: words(locale, 'admin'), href: '/administracion' },
      { label: words(locale, 'title'), href: HOME },
      { label: words(locale, 'request') },
    ],
  })}${card({ body: facts(requestFacts(view, given)) })}${erasure.status === 'asked' ? decisions(view, given) : resultCards(view, given)}`
}

function requestFacts(view: View, { erasure, directory }: RequestPage): readonly Fact[] {
  const { locale } = view
  const by = (person: string, at: string) =>
    words(locale, 'by', { name: directory.personName(person), at: formatInstant(view, at) })
  return [
    { term: words(locale, 'reason'), value: erasure.reason },
    { term: words(locale, 'basis'), value: erasure.basis },
    { term: words(locale, 'asked'), value: by(erasure.askedBy, erasure.askedAt) },
    ...(erasure.decidedBy === null || erasure.decidedAt === null
      ? []
      : [{ term: words(locale, 'decided'), value: by(erasure.decidedBy, erasure.decidedAt) }]),
    ...(erasure.decision === null ? [] : [{ term: words(locale, 'decision'), value: erasure.decision }]),
    ...(erasure.doneAt === null ? [] : [{ term: words(locale, 'done'), value: formatInstant(view, erasure.doneAt) }]),
  ]
}

function decisions(view: View, given: RequestPage): HtmlFragment {
  const { locale } = view
  const { counts, csrf, erasure, own, mayConfirm, refused } = given
  const own_ = requestHref(erasure.id)
  const of = (form: RequestForm) => (refused?.form === form ? refused : undefined)
  const declining = (path: 'rechazar' | 'retirar') => {
    const key = path === 'rechazar' ? 'refuse' : 'withdraw'
    const sent = of(path)
    return disclosure({
      summary: words(locale, key),
      look: 'action',
      open: sent !== undefined,
      body: form(view, {
        action: `${own_}/${path}`,
        csrf,
        errors: formErrors(view, sent?.refusal, { motivo: words(locale, `${key}.reason`) }),
        body: field(view, {
          name: 'motivo',
          label: words(locale, `${key}.reason`),
          type: { kind: 'long-text' },
          required: true,
          value: sent?.reason ?? '',
          error: sent?.refusal.fields?.motivo?.[locale],
        }),
        submit: button({ label: words(locale, key) }),
      }),
    })
  }
  const confirming = of('confirmar')
  return html`${counts === null ? '' : card({ title: words(locale, 'traces'), body: facts(countFacts(view, counts)) })}${
    mayConfirm
      ? confirmCard(view, {
          title: words(locale, 'confirm'),
          text: words(locale, 'confirm.text'),
          action: `${own_}/confirmar`,
          csrf,
          refusal: confirming?.refusal,
        })
      : html`<p class="remark">${words(locale, 'own.text')}</p>`
  }<div class="stack">${own ? declining('retirar') : mayConfirm ? declining('rechazar') : ''}</div>`
}

function resultCards(view: View, { erasure, result, cases, size, later }: RequestPage): HtmlFragment {
  const { locale } = view
  if (erasure.status !== 'confirmed' && erasure.status !== 'done') return html``
  const number = (key: 'erased' | 'cases' | 'acts' | 'files') => formatNumber(locale, result[key])
  const numbers = { erased: number('erased'), cases: number('cases'), acts: number('acts'), files: number('files') }
  const rows = cases.slice(0, size)
  const last = cases.length > size ? rows.at(-1)?.caseId : undefined
  return html`${card({
    title: words(locale, 'result'),
    body: html`<p>${words(locale, 'result.text', numbers)}${erasure.contactErased ? html` ${words(locale, 'result.contact')}` : ''}</p>`,
  })}${
    rows.length === 0
      ? ''
      : table({
          caption: words(locale, 'result'),
          rows,
          columns: [
            {
              label: words(locale, 'case'),
              head: true,
              cell: ({ number }) => html`<span class="number">${number}</span>`,
            },
            { label: words(locale, 'state'), cell: ({ outcome }) => words(locale, `was.${outcome ?? 'waiting'}`) },
            {
              label: words(locale, 'acts'),
              align: 'end',
              cell: ({ acts }) => (acts === null ? '—' : formatNumber(locale, acts)),
            },
            {
              label: words(locale, 'files'),
              align: 'end',
              cell: ({ files }) => (files === null ? '—' : formatNumber(locale, files)),
            },
          ],
        })
  }${morePages(view, requestHref(erasure.id), last, later)}`
}
