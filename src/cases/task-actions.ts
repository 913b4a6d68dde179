import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { mayMove } from '#src/procedure/index.ts'
import type { PersonId } from '#src/procedure/types.ts'
import { button, disabledButton, hiddenFields, postButton } from '#src/web/components/button.ts'
import { deferredDisclosure } from '#src/web/components/deferred.ts'
import { field } from '#src/web/components/field.ts'
import type { View } from '#src/web/locale/time.ts'
import { choosableFor } from './receivers-of.ts'
import type { TaskCardInput } from './task-card-input.ts'
import { taskPath } from './task-path.ts'
import { words } from './words.ts'

/** The rarer actions of a task: claim, release, hand over, refuse a signature. */
export function taskActions(view: View, input: TaskCardInput, allowed: boolean): HtmlFragment[] {
  const { reading, task, person, csrf } = input
  const { locale } = view
  const base = taskPath(reading.file.number, task.id)
  const assignee = task.tray?.assignee ?? null
  const procedure = reading.version.procedure(reading.file.procedure)!
  const { directory } = reading.institution
  // What the requester has to do is given to nobody else.
  const movable =
    task.tray !== null &&
    task.tray.because.kind !== 'requester' &&
    mayMove(procedure, reading.file.state, task, person, directory)
  const actions: HtmlFragment[] = []
  if (allowed && assignee === null) {
    actions.push(
      html`<div class="claim">${postButton({ action: `${base}/tomar`, csrf, label: words(locale, 'task.claim'), look: 'secondary', icon: 'check' })}<span class="muted">${words(locale, 'task.claim-first')}</span></div>`,
    )
  }
  if (assignee === person)
    actions.push(postButton({ action: `${base}/devolver`, csrf, label: words(locale, 'task.release'), look: 'quiet' }))
  else if (assignee !== null)
    actions.push(html`<p class="muted">${words(locale, 'task.held-by', { name: directory.personName(assignee) })}</p>`)
  if (movable) actions.push(handOver(view, input))
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
  const { reading, task, person, sent } = input
  const { directory } = reading.institution
  const persons = choosableFor(task, person, directory)
  if (persons.length === 0)
    return disabledButton(view, {
      id: `pasar-${task.id}`,
      label: words(view.locale, 'task.hand-over'),
      reason: words(view.locale, 'task.nobody-else'),
    })
  return deferredDisclosure(view, {
    id: `pasar-${task.id}`,
    action: `${taskPath(reading.file.number, task.id)}/pasar`,
    summary: words(view.locale, 'task.hand-over'),
    open: sent?.handing !== undefined,
    body: () => handOverForm(view, input, persons),
  })
}

function handOverForm(
  view: View,
  { reading, task, csrf, sent }: TaskCardInput,
  persons: readonly PersonId[],
): HtmlFragment {
  const { directory } = reading.institution
  const choices = persons
    .map((id) => ({ value: id, label: directory.personName(id) }))
    .sort((a, b) => a.label.localeCompare(b.label, 'es'))
  const base = taskPath(reading.file.number, task.id)
  const handing = sent?.handing
  const to = persons.includes(handing?.to ?? '') ? handing?.to : undefined
  return html`<form class="form" novalidate method="post" action="${base}/pasar">${hiddenFields({ _csrf: csrf })}${field(view, { name: 'a', id: `pasar-a-${task.id}`, label: words(view.locale, 'task.to'), type: { kind: 'person' }, required: true, choices, value: to })}${field(view, { name: 'motivo', id: `pasar-motivo-${task.id}`, label: words(view.locale, 'task.reason'), type: { kind: 'text' }, value: handing?.reason })}<div class="form-submit">${button({ label: words(view.locale, 'task.hand-over') })}</div></form>`
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
