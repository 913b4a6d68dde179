import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { buttonLink } from '#src/web/components/button.ts'
import { emptyState } from '#src/web/components/empty-state.ts'
import { icon } from '#src/web/components/icon.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import { table } from '#src/web/components/table.ts'
import { formatInstant, formatNumber, type View } from '#src/web/locale/time.ts'
import { words as lifeWords } from './life/words.ts'
import type { PublishedVersion } from './manual.store.ts'
import { manualPath, versionPath } from './places.ts'
import { words } from './words.ts'

/** The manuals in force. */
export function manualsPage(
  view: View,
  {
    manuals,
    administrator,
    awaited = [],
    drafts,
  }: {
    /** Versions whose copy the reader's unit has not acknowledged. */
    readonly awaited?: readonly { readonly code: string; readonly version: string; readonly title: string }[]
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
  return html`${head}${awaitedNotice(view, awaited)}${table({
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

function awaitedNotice(
  { locale }: View,
  awaited: readonly { readonly code: string; readonly version: string; readonly title: string }[],
): HtmlFragment | '' {
  if (awaited.length === 0) return ''
  return html`<div class="flash notice">${icon('info')}<div><p><strong>${lifeWords(locale, 'copies.awaited', { count: awaited.length })}</strong></p><ul class="plain-list">${awaited.map(({ code, version, title }) => html`<li><a href="${versionPath(code, version)}#difusion">${title}</a> <span class="number">${code}</span>, ${version}</li>`)}</ul></div></div>`
}
