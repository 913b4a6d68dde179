import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { t } from '../locale/t.ts'
import type { InstantLike, View } from '../locale/time.ts'
import { dueMark, type Priority, priorityMark, when } from './badges.ts'
import { hiddenFields } from './button.ts'
import { emptyState } from './empty-state.ts'
import { KEYS_ID } from './keys-help.ts'

export interface TrayRow {
  readonly href: string
  readonly number: string
  readonly title: string
  /** The procedure, as the office calls it. */
  readonly procedure: string
  readonly step: { readonly number: string; readonly text: string }
  readonly requester: string
  readonly priority?: Priority
  readonly due?: InstantLike
  readonly arrivedAt: InstantLike
  /** Who claimed it; null where nobody has. */
  readonly holder?: string | null
  /** Address to which «Tomar» posts, where it may be claimed. */
  readonly claim?: string
  readonly unseen?: boolean
}

export interface TrayInput {
  readonly caption: string
  readonly rows: readonly TrayRow[]
  readonly csrf: string
  /** Instead of the usual words when there is nothing. */
  readonly empty?: HtmlFragment
}

/** Tasks in the order given. j and k walk through them, Enter opens, c claims. */
export function trayTable(view: View, { caption, rows, csrf, empty }: TrayInput): HtmlFragment {
  const say = (key: Heading) => t(view.locale, `table.${key}`)
  if (rows.length === 0)
    return (
      empty ??
      emptyState({ icon: 'tray', title: t(view.locale, 'tray.empty'), text: t(view.locale, 'tray.empty-hint') })
    )
  return html`<tray-keys help="${KEYS_ID}"><div class="table-frame"><table class="table tray"><caption class="visually-hidden">${caption}</caption>
<thead><tr><th scope="col">${say('due')}</th><th scope="col">${say('case')}</th><th scope="col">${say('step')}</th><th scope="col">${say('requester')}</th><th scope="col">${say('arrived')}</th><th scope="col">${say('holder')}</th></tr></thead>
<tbody>${rows.map((row) => trayRow(view, row, csrf, say))}</tbody></table></div></tray-keys>`
}

type Heading = 'case' | 'step' | 'requester' | 'arrived' | 'due' | 'holder'

function trayRow(view: View, row: TrayRow, csrf: string, say: (key: Heading) => string): HtmlFragment {
  return html`<tr id="t-${row.number}-${row.step.number}"${row.unseen ? html` class="unseen"` : ''}>
<td class="tray-due" data-label="${say('due')}">${dueMark(view, row.due)}${row.priority ? priorityMark(view, row.priority) : ''}</td>
<th scope="row" class="row-head tray-case" data-label="${say('case')}"><a href="${row.href}" data-row-link><span class="tray-title">${row.title}</span></a><span class="tray-facts"><span class="number">${row.number}</span>${row.unseen ? html`<span class="unseen-mark">${t(view.locale, 'tray.unseen')}</span>` : ''}<span>${row.procedure}</span></span></th>
<td class="tray-step" data-label="${say('step')}"><span class="step-number">${row.step.number}</span><span class="tray-step-text">${row.step.text}</span></td>
<td data-label="${say('requester')}">${row.requester}</td>
<td class="nowrap" data-label="${say('arrived')}">${when(view, row.arrivedAt)}</td>
<td class="tray-holder" data-label="${say('holder')}">${row.holder ? html`<span>${row.holder}</span>` : ''}${row.claim ? claimForm(view, row, csrf) : row.holder ? '' : html`<span class="muted">${t(view.locale, 'table.nobody')}</span>`}</td>
</tr>
`
}

function claimForm(view: View, { claim, number }: TrayRow, csrf: string): HtmlFragment {
  return html`<form method="post" action="${claim ?? ''}" class="inline-form">${hiddenFields({ _csrf: csrf })}<button class="button secondary small" data-claim aria-label="${t(view.locale, 'tray.claim-case', { number })}">${t(view.locale, 'tray.claim')}</button></form>`
}
