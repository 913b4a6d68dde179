import type { InstitutionDirectory } from '#src/people/types.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { statusBadge } from '#src/web/components/badges.ts'
import { button, buttonLink, hiddenFields, postButton } from '#src/web/components/button.ts'
import { card } from '#src/web/components/card.ts'
import { field } from '#src/web/components/field.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import { table } from '#src/web/components/table.ts'
import type { View } from '#src/web/locale/time.ts'
import { words } from '../words.ts'
import type { BulkAction, BulkItem, ChosenRow } from './bulk.store.ts'

export interface BulkFormInput {
  readonly action: BulkAction
  readonly rows: readonly ChosenRow[]
  /** Subjects of the cases that the person may read, by number. */
  readonly titles: ReadonlyMap<string, string>
  readonly directory: InstitutionDirectory
  readonly person: string
  readonly csrf: string
  readonly key: string
  readonly back: string
  readonly sent?: { readonly to: string; readonly note: string; readonly reason: string; readonly message: string }
}

/** Asks for what the rows chosen need: to whom, or which note. */
export function bulkForm(view: View, input: BulkFormInput): HtmlFragment {
  const { locale } = view
  const { action, rows, csrf, key, back, sent } = input
  const asked =
    action === 'note'
      ? field(view, {
          name: 'nota',
          label: words(locale, 'bulk.note-label'),
          type: { kind: 'long-text' },
          required: true,
          autofocus: true,
          value: sent?.note,
          error: sent?.message,
        })
      : html`${field(view, { name: 'a', label: words(locale, 'bulk.to'), type: { kind: 'person' }, required: true, autofocus: true, choices: colleagues(input), value: sent?.to, error: sent?.message })}${field(view, { name: 'motivo', label: words(locale, 'bulk.reason'), type: { kind: 'text' }, value: sent?.reason })}`
  return html`${pageHead(view, {
    title: words(locale, `bulk.title.${action}`),
    crumbs: [{ label: words(locale, 'title'), href: back }, { label: words(locale, `bulk.title.${action}`) }],
  })}<form class="form card" method="post" action="/bandejas/lote" novalidate>${hiddenFields({ _csrf: csrf, clave: key, volver: back, accion: action, pedido: '1' })}${rows.map(({ number, task }) => html`<input type="hidden" name="fila" value="${number}/${task}">`)}${asked}<div class="form-submit">${button({ label: words(locale, action === 'note' ? 'bulk.send.note' : 'bulk.send.hand-over'), look: 'primary' })}${buttonLink({ label: words(locale, 'bulk.back'), href: back, look: 'quiet' })}</div></form>${card({ title: words(locale, 'bulk.rows'), body: html`<ul class="bulk-rows">${rows.map(({ number }) => html`<li><span class="number">${number}</span> ${input.titles.get(number) ?? ''}</li>`)}</ul>` })}`
}

/** Everybody who is here; who shares a position with the person first. */
function colleagues({ directory, person }: BulkFormInput) {
  const near = new Set(directory.trayPositionsOf(person).flatMap((position) => directory.holders(position)))
  const all = directory.activePeople.filter(({ id }) => !directory.away(id))
  return [...all.filter(({ id }) => near.has(id)), ...all.filter(({ id }) => !near.has(id))]
    .slice(0, 3_000)
    .map(({ id, name }) => ({ value: id, label: name }))
}

export interface BulkResultInput {
  readonly id: string
  readonly action: BulkAction
  readonly items: readonly BulkItem[]
  readonly titles: ReadonlyMap<string, string>
  readonly undoable: boolean
  readonly csrf: string
  readonly key: string
  readonly back: string
}

const LOOKS = { done: 'closed', already: 'waiting', refused: 'overdue' } as const

/** What became of each row of a batch. */
export function bulkResult(view: View, input: BulkResultInput): HtmlFragment {
  const { locale } = view
  const { id, action, items, titles, csrf, back } = input
  const count = (outcome: BulkItem['outcome']) => items.filter((item) => item.outcome === outcome).length
  const pending = count(null)
  const lead = words(locale, 'bulk.result-lead', {
    done: count('done'),
    already: count('already'),
    refused: count('refused'),
  })
  return html`${pageHead(view, {
    title: `${words(locale, 'bulk.result')}: ${words(locale, `bulk.title.${action}`).toLocaleLowerCase('es')}`,
    lead,
    crumbs: [{ label: words(locale, 'title'), href: back }, { label: words(locale, 'bulk.result') }],
    action: html`${input.undoable ? postButton({ action: `/bandejas/lote/${id}/deshacer`, csrf, fields: { clave: input.key, volver: back }, label: words(locale, 'bulk.undo') }) : ''}${buttonLink({ label: words(locale, 'bulk.back'), href: back, look: 'primary' })}`,
  })}${pending === 0 ? '' : html`<div class="flash warning"><p>${words(locale, 'bulk.pending', { count: pending })}</p>${postButton({ action: `/bandejas/lote/${id}/continuar`, csrf, fields: { volver: back }, label: words(locale, 'bulk.continue') })}</div>`}${table<BulkItem>(
    {
      caption: words(locale, 'bulk.result'),
      rows: items,
      columns: [
        {
          label: words(locale, 'filter.text'),
          head: true,
          cell: ({ number }) =>
            titles.has(number)
              ? html`<a href="/expedientes/${number}">${titles.get(number)}</a> <span class="number muted">${number}</span>`
              : html`<span class="number">${number}</span>`,
        },
        {
          label: words(locale, 'bulk.outcome'),
          cell: ({ outcome }) =>
            outcome === null
              ? statusBadge(view, 'draft', words(locale, 'outcome.pending'))
              : statusBadge(view, LOOKS[outcome], words(locale, `outcome.${outcome}`)),
        },
        { label: words(locale, 'bulk.why'), cell: ({ refusal }) => refusal?.[locale] ?? '—' },
      ],
    },
  )}`
}
