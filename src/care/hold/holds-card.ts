import type { InstitutionDirectory } from '#src/people/types.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { statusBadge } from '#src/web/components/badges.ts'
import { button, buttonLink } from '#src/web/components/button.ts'
import { card } from '#src/web/components/card.ts'
import { disclosure } from '#src/web/components/dialog.ts'
import { field } from '#src/web/components/field.ts'
import { form } from '#src/web/components/form.ts'
import { table } from '#src/web/components/table.ts'
import { formatInstant, type View } from '#src/web/locale/time.ts'
import { formErrors } from '../form-errors.ts'
import type { RefusedForm } from '../retention/pages.ts'
import { retentionWords as words } from '../retention/words.ts'
import type { HeldCase } from './hold-case.ts'

const PATH = '/administracion/conservacion/retenciones'

interface Holds {
  readonly csrf: string
  readonly held: readonly HeldCase[]
  readonly size: number
  readonly later: boolean
  readonly directory: InstitutionDirectory
  readonly refused?: RefusedForm
}

/** The cases that are held by law, with the form that holds another. */
export function holdsCard(view: View, given: Holds): HtmlFragment {
  const { locale } = view
  const { csrf, held, size, refused, later } = given
  const sent = refused?.form === 'put' ? refused : undefined
  const rows = held.slice(0, size)
  const last = held.length > size ? rows.at(-1)?.caseId : undefined
  const list =
    rows.length === 0
      ? html`<p class="muted">${words(locale, 'holds.none')}</p>`
      : table({
          caption: words(locale, 'holds'),
          rows,
          columns: [
            {
              label: words(locale, 'case'),
              head: true,
              cell: (row) => html`<span class="number">${row.number}</span> ${statusBadge(view, row.status)}`,
            },
            {
              label: words(locale, 'since'),
              cell: ({ heldAt, heldBy }) =>
                words(locale, 'by', {
                  name: heldBy === null ? 'Ventanilla' : given.directory.personName(heldBy),
                  at: formatInstant(view, heldAt),
                }),
            },
            { label: words(locale, 'reason'), cell: ({ reason }) => reason ?? '—' },
            { label: words(locale, 'lift'), cell: ({ number }) => liftForm(view, given, number) },
          ],
        })
  const pages =
    last === undefined && !later
      ? ''
      : html`<nav class="pagination" aria-label="${words(locale, 'holds')}"><span class="pagination-links">${later ? buttonLink({ label: words(locale, 'first'), href: '/administracion/conservacion', small: true }) : ''}${last === undefined ? '' : buttonLink({ label: words(locale, 'more'), href: `/administracion/conservacion?desde=${last}`, small: true, icon: 'right' })}</span></nav>`
  return card({
    title: words(locale, 'holds'),
    id: 'retenciones',
    body: [
      html`<p>${words(locale, 'holds.text')}</p>`,
      list,
      html`${pages}`,
      disclosure({
        summary: words(locale, 'hold-put'),
        look: 'action',
        open: sent !== undefined,
        body: form(view, {
          action: PATH,
          csrf,
          errors: formErrors(view, sent?.refusal, {
            expediente: words(locale, 'number'),
            motivo: words(locale, 'reason'),
          }),
          body: [
            field(view, {
              name: 'expediente',
              label: words(locale, 'number'),
              type: { kind: 'text' },
              required: true,
              value: sent?.number ?? '',
              error: sent?.refusal.fields?.expediente?.[locale],
            }),
            field(view, {
              name: 'motivo',
              id: 'campo-motivo',
              label: words(locale, 'reason'),
              help: words(locale, 'reason.help'),
              type: { kind: 'long-text' },
              required: true,
              value: sent?.reason ?? '',
              error: sent?.refusal.fields?.motivo?.[locale],
            }),
          ],
          submit: button({ label: words(locale, 'hold-put') }),
        }),
      }),
    ],
  })
}

function liftForm(view: View, { csrf, refused }: Holds, number: string): HtmlFragment {
  const { locale } = view
  const sent = refused?.form === 'lift' && refused.number === number ? refused : undefined
  return disclosure({
    summary: words(locale, 'lift-this', { number }),
    open: sent !== undefined,
    body: form(view, {
      action: `${PATH}/levantar`,
      csrf,
      hidden: { expediente: number },
      body: field(view, {
        name: 'motivo',
        id: `levantar-${number}`,
        label: words(locale, 'lift-reason'),
        type: { kind: 'text' },
        required: true,
        value: sent?.reason ?? '',
        error: sent?.refusal[locale],
      }),
      submit: button({ label: words(locale, 'lift'), small: true }),
    }),
  })
}
