import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { t } from '../locale/t.ts'
import { formatDue, formatInstant, formatRelative, type InstantLike, type View } from '../locale/time.ts'
import { type IconName, icon } from './icon.ts'

export type StatusKind = 'open' | 'waiting' | 'closed' | 'annulled' | 'overdue' | 'draft'

const STATUS_ICONS: Record<StatusKind, IconName> = {
  open: 'right',
  waiting: 'wait',
  closed: 'check',
  annulled: 'cross',
  overdue: 'alert',
  draft: 'pen',
}

/** The state of a case in a word and a sign; `label` where the office says it in its own way. */
export function statusBadge(
  view: Pick<View, 'locale'>,
  kind: StatusKind,
  label = t(view.locale, `status.${kind}`),
): HtmlFragment {
  return html`<span class="badge status-${kind}">${icon(STATUS_ICONS[kind])}<span>${label}</span></span>`
}

/** A plain label: a channel, a kind, a version. */
export function badge(label: string, tone: 'plain' | 'accent' = 'plain'): HtmlFragment {
  return html`<span class="badge ${tone}">${label}</span>`
}

/** 1 is the most pressing. */
export type Priority = 1 | 2 | 3 | 4

/** Bars and a word, so that it reads without colour. */
export function priorityMark(view: Pick<View, 'locale'>, priority: Priority): HtmlFragment {
  return html`<span class="priority p${priority}"><svg class="bars" viewBox="0 0 16 14" aria-hidden="true" focusable="false"><rect x="0" y="9" width="3" height="5"/><rect x="4.300" y="6" width="3" height="8"/><rect x="8.600" y="3" width="3" height="11"/><rect x="12.900" y="0" width="3" height="14"/></svg><span>${t(view.locale, `priority.${priority}`)}</span></span>`
}

/** When something is due: a sign, a word for screen readers, how long, and the exact instant. */
export function dueMark(view: View, due: InstantLike | undefined): HtmlFragment {
  if (due === undefined) return html`<span class="due none">${t(view.locale, 'due.none')}</span>`
  const { state, text } = formatDue(view, due)
  return html`<span class="due ${state}">${icon(state === 'ok' ? 'clock' : state === 'soon' ? 'wait' : 'alert')}<span class="due-words"><span class="due-text">${text}</span><time datetime="${String(due)}">${formatInstant(view, due)}</time></span></span>`
}

/** `hace 5 min`, with the exact instant on hover and for machines. */
export function when(view: View, at: InstantLike): HtmlFragment {
  return html`<time datetime="${String(at)}" title="${formatInstant(view, at)}">${formatRelative(view, at)}</time>`
}

/** The initials of a person in a disc. */
export function initials(name: string): HtmlFragment {
  const letters = name.split(/\s+/).filter(Boolean)
  return html`<span class="initials" aria-hidden="true">${[letters[0], letters.length > 2 ? letters[2] : letters[1]].map((word) => word?.[0]?.toLocaleUpperCase('es') ?? '').join('')}</span>`
}
