import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { button, disabledButton, hiddenFields, postButton } from '#src/web/components/button.ts'
import { deferredDisclosure } from '#src/web/components/deferred.ts'
import { field } from '#src/web/components/field.ts'
import type { View } from '#src/web/locale/time.ts'
import type { TaskCardInput } from './task-card-input.ts'
import { taskPath } from './task-path.ts'
import { words } from './words.ts'

/** The rarer actions of a task: claim, release, hand over, refuse a signature. */
export function taskActions(view: View, input: TaskCardInput, allowed: boolean): HtmlFragment[] {
  const { reading, task, person, csrf } = input
  const { locale } = view
  const base = taskPath(reading.file.number, task.id)
  const assignee = task.tray?.assignee ?? null
  const actions: HtmlFragment[] = []
  if (allowed && assignee === null) {
    actions.push(
      html`<div class="claim">${postButton({ action: `${base}/tomar`, csrf, label: words(locale, 'task.claim'), look: 'secondary', icon: 'check' })}<span class="muted">${words(locale, 'task.claim-first')}</span></div>`,
    )
  }
  if (assignee === person)
    actions.push(postButton({ action: `${base}/devolver`, csrf, label: words(locale, 'task.release'), look: 'quiet' }))
  else if (assignee !== null)
    actions.push(
      html`<p class="muted">${words(locale, 'task.held-by', { name: reading.institution.directory.personName(assignee) })}</p>`,
    )
  if (allowed && task.tray !== null) actions.push(handOver(view, input))
  if (allowed && task.kind === 'signature') actions.push(refusal(view, input))
  if (!allowed && assignee === null) {
    actions.push(
      disabledButton(view, {
        id: `tomar-${task.id}`,
        label: words(locale, 'task.claim'),
        reason: task.tray?.role ?? '—',
      }),
    )
  }
  return actions
}

function handOver(view: View, input: TaskCardInput): HtmlFragment {
  const { reading, task } = input
  return deferredDisclosure(view, {
    id: `pasar-${task.id}`,
    action: `${taskPath(reading.file.number, task.id)}/pasar`,
    summary: words(view.locale, 'task.hand-over'),
    body: () => handOverForm(view, input),
  })
}

function handOverForm(view: View, { reading, task, csrf, person }: TaskCardInput): HtmlFragment {
  const { directory } = reading.institution
  const position = task.tray?.position ?? null
  const holders = position === null ? [] : directory.holders(position)
  const colleagues = directory.activePeople.filter(({ id }) => id !== person)
  const first = colleagues.filter(({ id }) => holders.includes(id))
  const choices = [...first, ...colleagues.filter(({ id }) => !holders.includes(id))].map(({ id, name }) => ({
    value: id,
    label: name,
  }))
  const base = taskPath(reading.file.number, task.id)
  return html`<form class="form" novalidate method="post" action="${base}/pasar">${hiddenFields({ _csrf: csrf })}${field(view, { name: 'a', id: `pasar-a-${task.id}`, label: words(view.locale, 'task.to'), type: { kind: 'person' }, required: true, choices })}${field(view, { name: 'motivo', id: `pasar-motivo-${task.id}`, label: words(view.locale, 'task.reason'), type: { kind: 'text' } })}<div class="form-submit">${button({ label: words(view.locale, 'task.hand-over') })}</div></form>`
}

function refusal(view: View, { reading, task, csrf, sent }: TaskCardInput): HtmlFragment {
  const base = taskPath(reading.file.number, task.id)
  return deferredDisclosure(view, {
    id: `rehusar-${task.id}`,
    summary: words(view.locale, 'task.refuse'),
    open: sent?.refusing === true,
    body: () =>
      html`<form class="form" novalidate method="post" action="${base}/rehusar">${hiddenFields({ _csrf: csrf })}${field(view, { name: 'motivo', id: `rehusar-${task.id}`, label: words(view.locale, 'task.refuse-why'), type: { kind: 'long-text' }, required: true, error: sent?.refusing === true ? sent.message : undefined, value: sent?.refusing === true ? (sent.reason ?? '') : '' })}<div class="form-submit">${button({ label: words(view.locale, 'task.refuse'), look: 'danger' })}</div></form>`,
  })
}
