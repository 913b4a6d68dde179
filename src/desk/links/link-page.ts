import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { statusBadge } from '#src/web/components/badges.ts'
import { button, hiddenFields } from '#src/web/components/button.ts'
import { card } from '#src/web/components/card.ts'
import { emptyState } from '#src/web/components/empty-state.ts'
import { field } from '#src/web/components/field.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import { filters } from '#src/web/components/tabs.ts'
import type { View } from '#src/web/locale/time.ts'
import { words } from '../words.ts'
import { RELATIONS } from './link-cases.ts'
import { relationName } from './links-panel.ts'
import type { FoundCase } from './search-cases.store.ts'

export interface LinkPageInput {
  readonly number: string
  readonly csrf: string
  readonly idempotencyKey: string
  readonly search: string
  readonly found: readonly FoundCase[]
}

/** Looks for another case by its subject, and links it. */
export function linkPage(view: View, { number, csrf, idempotencyKey, search, found }: LinkPageInput): HtmlFragment {
  const { locale } = view
  const action = `/expedientes/${number}/vincular`
  const choices = RELATIONS.map((value) => ({ value, label: relationName(view, value) }))
  const results = found.map(
    (each, at) =>
      html`<label class="radio"><input type="radio" name="otro" value="${each.number}"${at === 0 ? html` checked` : ''}><span><span class="number">${each.number}</span> ${each.title} ${statusBadge(view, each.status)}</span></label>`,
  )
  return html`${pageHead(view, {
    title: words(locale, 'search.title', { number }),
    lead: words(locale, 'search.hint'),
    crumbs: [{ label: number, href: `/expedientes/${number}` }, { label: words(locale, 'link.add') }],
  })}${filters({
    action,
    label: words(locale, 'link.search'),
    body: [field(view, { name: 'q', label: words(locale, 'search.words'), type: { kind: 'search' }, value: search })],
    submit: button({ label: words(locale, 'search.submit') }),
  })}${
    search === ''
      ? ''
      : found.length === 0
        ? emptyState({ icon: 'search', title: words(locale, 'search.none') })
        : card({
            body: html`<form class="form" novalidate method="post" action="${action}">${hiddenFields({ _csrf: csrf, clave: `${idempotencyKey}-vincular` })}${field(view, { name: 'relacion', label: words(locale, 'link.relation'), type: { kind: 'equipment' }, required: true, choices, value: 'related' })}<fieldset class="field"><legend>${words(locale, 'search.choose')}</legend><div class="radios">${results}</div></fieldset><div class="form-submit">${button({ label: words(locale, 'link.save'), look: 'primary' })}</div></form>`,
          })
  }`
}
