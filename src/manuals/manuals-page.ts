import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { buttonLink } from '#src/web/components/button.ts'
import { emptyState } from '#src/web/components/empty-state.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import { table } from '#src/web/components/table.ts'
import { formatInstant, formatNumber, type View } from '#src/web/locale/time.ts'
import type { PublishedVersion } from './manual.store.ts'
import { manualPath } from './places.ts'
import { words } from './words.ts'

/** The manuals in force. */
export function manualsPage(
  view: View,
  {
    manuals,
    administrator,
    drafts,
  }: {
    readonly manuals: readonly (PublishedVersion & { readonly procedures: number })[]
    readonly administrator: boolean
    /** May write manuals. */
    readonly drafts: boolean
  },
): HtmlFragment {
  const { locale } = view
  const publish = (look: 'primary' | 'secondary') =>
    buttonLink({ label: words(locale, 'publish'), href: '/manuales/publicar', look, icon: 'plus' })
  const head = pageHead(view, {
    title: words(locale, 'title'),
    lead: words(locale, 'lead'),
    ...(drafts || (administrator && manuals.length > 0)
      ? {
          action: html`<div class="head-buttons">${drafts ? buttonLink({ label: words(locale, 'drafts'), href: '/manuales/borradores', look: 'secondary', icon: 'pen' }) : ''}${administrator && manuals.length > 0 ? publish('primary') : ''}</div>`,
        }
      : {}),
  })
  if (manuals.length === 0)
    return html`${head}${emptyState({
      icon: 'manual',
      title: words(locale, 'list.empty'),
      text: words(locale, administrator ? 'list.empty-admin' : 'list.empty-hint'),
      ...(administrator ? { action: publish('primary') } : {}),
    })}`
  return html`${head}${table({
    caption: words(locale, 'title'),
    rows: manuals,
    columns: [
      {
        label: words(locale, 'column.manual'),
        head: true,
        cell: ({ code, title }) => html`<a href="${manualPath(code)}">${title}</a>`,
      },
      { label: words(locale, 'column.code'), cell: ({ code }) => html`<span class="number">${code}</span>` },
      { label: words(locale, 'column.version'), cell: ({ version }) => version },
      { label: words(locale, 'column.since'), cell: ({ inForceFrom }) => formatInstant(view, inForceFrom) },
      {
        label: words(locale, 'column.procedures'),
        align: 'end',
        cell: ({ procedures }) => formatNumber(locale, procedures),
      },
    ],
  })}`
}
