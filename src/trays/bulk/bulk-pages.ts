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

/** What cannot be done without asking for more. */
export const ASKING = ['hand-over', 'note', 'prioritise'] as const
export type AskingAction = (typeof ASKING)[number]

export interface BulkFormInput {
  readonly action: AskingAction
  readonly rows: readonly ChosenRow[]
  /** Subjects of the cases that the person may read, by number. */
  readonly titles: ReadonlyMap<string, string>
  readonly directory: InstitutionDirectory
  /** To whom at least one of the rows may be handed over. */
  readonly receivers: ReadonlySet<string>
  /** The table of priorities in force. */
  readonly grades: { readonly impacts: readonly Grade[]; readonly urgencies: readonly Grade[] }
  readonly person: string
  readonly csrf: string
  readonly key: string
  readonly back: string
  readonly sent?: BulkSent
}

interface Grade {
  readonly name: string
  readonly text: string
}

/** What was written in the form, and why it was refused. */
export interface BulkSent {
  readonly to: string
  readonly note: string
  readonly reason: string
  readonly impact: string
  readonly urgency: string
  readonly message: string
  /** Of single inputs of the command, by name. */
  readonly faults: Readonly<Record<string, string>>
}

/** Asks for what the rows chosen need: to whom, which note, or which grades. */
export function bulkForm(view: View, input: BulkFormInput): HtmlFragment {
  const { locale } = view
  const { action, rows, csrf, key, back } = input
  return html`${pageHead(view, {
    title: words(locale, `bulk.title.${action}`),
    crumbs: [{ label: words(locale, 'title'), href: back }, { label: words(locale, `bulk.title.${action}`) }],
  })}<form class="form card" method="post" action="/bandejas/lote" novalidate>${hiddenFields({ _csrf: csrf, clave: key, volver: back, accion: action, pedido: '1' })}${rows.map(({ number, task }) => html`<input type="hidden" name="fila" value="${number}/${task}">`)}${askedFields(view, input)}<div class="form-submit">${button({ label: words(locale, `bulk.send.${action}`), look: 'primary' })}${buttonLink({ label: words(locale, 'bulk.back'), href: back, look: 'quiet' })}</div></form>${card({ title: words(locale, 'bulk.rows'), body: html`<ul class="bulk-rows">${rows.map(({ number }) => html`<li><span class="number">${number}</span> ${input.titles.get(number) ?? ''}</li>`)}</ul>` })}`
}

function askedFields(view: View, input: BulkFormInput): HtmlFragment {
  const { locale } = view
  const { action, sent, grades } = input
  const reason = (required: boolean) =>
    field(view, {
      name: 'motivo',
      label: words(locale, 'bulk.reason'),
      type: { kind: 'text' },
      required,
      value: sent?.reason,
      error: sent?.faults.reason,
    })
  switch (action) {
    case 'note':
      return field(view, {
        name: 'nota',
        label: words(locale, 'bulk.note-label'),
        type: { kind: 'long-text' },
        required: true,
        autofocus: true,
        value: sent?.note,
        error: sent?.message,
      })
    case 'hand-over':
      return html`${field(view, { name: 'a', label: words(locale, 'bulk.to'), type: { kind: 'person' }, required: true, autofocus: true, choices: colleagues(input), help: input.receivers.size === 0 ? words(locale, 'bulk.nobody') : undefined, value: input.receivers.has(sent?.to ?? '') ? sent?.to : '', error: sent?.message })}${reason(false)}`
    case 'prioritise': {
      // A refusal that is of no input stands at the first.
      const ofWhole = (name: string) =>
        name === 'impacto' && Object.keys(sent?.faults ?? {}).length === 0 ? sent?.message : undefined
      const select = (name: 'impacto' | 'urgencia', label: string, from: readonly Grade[], value: string | undefined) =>
        field(view, {
          name,
          label,
          type: { kind: 'unit' },
          none: '—',
          required: true,
          choices: from.map(({ name: grade, text }, at) => ({ value: String(at + 1), label: `${grade}. ${text}` })),
          value,
          error: sent?.faults[name === 'impacto' ? 'impact' : 'urgency'] ?? ofWhole(name),
        })
      return html`${select('impacto', words(locale, 'bulk.impact'), grades.impacts, sent?.impact)}${select('urgencia', words(locale, 'bulk.urgency'), grades.urgencies, sent?.urgency)}${reason(true)}`
    }
  }
}

/** Whom some row allows; who shares a position with the person first. */
function colleagues({ directory, person, receivers }: BulkFormInput) {
  const near = new Set(directory.trayPositionsOf(person).flatMap((position) => directory.holders(position)))
  const all = directory.activePeople.filter(({ id }) => receivers.has(id))
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
