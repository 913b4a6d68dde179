import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { t } from '../locale/t.ts'
import { formatDay, formatInstant, formatTime, type InstantLike, type View } from '../locale/time.ts'
import { initials } from './badges.ts'
import { type IconName, icon } from './icon.ts'

export type ActTone = 'opened' | 'done' | 'moved' | 'refused' | 'note' | 'time' | 'closed'

export interface TimelineItem {
  readonly at: InstantLike
  /** Absent where Ventanilla itself did it. */
  readonly who?: string
  /** Cargo in which it was done. */
  readonly position?: string
  readonly what: string | HtmlFragment
  readonly detail?: string | HtmlFragment
  readonly tone: ActTone
  /** Printed number of the step. */
  readonly step?: string
}

const ICONS: Record<ActTone, IconName> = {
  opened: 'plus',
  done: 'check',
  moved: 'right',
  refused: 'cross',
  note: 'note',
  time: 'clock',
  closed: 'lock',
}

/** The record of a case by days, in the order given. */
export function timeline(view: View, items: readonly TimelineItem[]): HtmlFragment {
  if (items.length === 0) return html`<p class="muted">${t(view.locale, 'timeline.empty')}</p>`
  const days: { day: string; items: TimelineItem[] }[] = []
  for (const item of items) {
    const day = formatDay(view, item.at)
    if (days.at(-1)?.day !== day) days.push({ day, items: [] })
    days.at(-1)!.items.push(item)
  }
  return html`<div class="timeline">${days.map(({ day, items: acts }) => html`<h3 class="timeline-day">${day}</h3><ol aria-label="${t(view.locale, 'timeline.label')}, ${day}">${acts.map((act) => timelineItem(view, act))}</ol>`)}</div>`
}

function timelineItem(view: View, { at, who, position, what, detail, tone, step }: TimelineItem): HtmlFragment {
  return html`<li class="act ${tone}"><span class="act-sign">${icon(ICONS[tone])}</span><div class="act-words"><p class="act-what">${step ? html`<span class="step-number small">${step}</span>` : ''}<span>${what}</span></p>${detail ? html`<div class="act-detail">${detail}</div>` : ''}<p class="act-who">${who ? html`${initials(who)}<span>${who}${position ? html`<span class="muted">, ${position}</span>` : ''}</span>` : html`<span>${t(view.locale, 'timeline.system')}</span>`}</p></div><time class="act-time" datetime="${String(at)}" title="${formatInstant(view, at)}">${formatTime(view, at)}</time></li>`
}
