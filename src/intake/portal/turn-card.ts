import { cardParts, formOfCard } from '#src/cases/card-parts.ts'
import { fieldErrors, manualForm } from '#src/cases/manual-form.ts'
import type { CaseReading } from '#src/cases/read-case.ts'
import { signatureName } from '#src/cases/record-entry.ts'
import type { Sent } from '#src/cases/sent.ts'
import { passwordField, signingBarred } from '#src/cases/signing/card-fields.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import type { PrivateText, Task } from '#src/procedure/types.ts'
import { button, hiddenFields } from '#src/web/components/button.ts'
import { field } from '#src/web/components/field.ts'
import { errorSummary, form } from '#src/web/components/form.ts'
import { formatInstant, type View } from '#src/web/locale/time.ts'
import type { RequestPageInput } from './request-page.ts'
import { uploadField } from './upload-field.ts'
import { words } from './words.ts'

/** A step that the manual gives to whoever asked: to correct and send again, to answer, or to confirm the result. */
export function turnCard(view: View, input: RequestPageInput, task: Task): HtmlFragment {
  const { locale } = view
  const { reading } = input
  const procedure = reading.version.procedure(reading.file.procedure)!
  const { own, question } = cardParts(procedure, task)
  const sent = input.sent?.task === task.id ? input.sent.what : undefined
  const back = refusedBefore(reading, task)
  const due =
    task.due === undefined
      ? ''
      : html`<p class="muted">${words(locale, 'turn.until', { at: formatInstant(view, task.due.at) })}</p>`
  const asked = (question ?? own).step.question
  const title =
    task.kind === 'signature'
      ? words(locale, task.signature?.kind === 'conformidad' ? 'turn.solved' : 'turn.sign')
      : words(locale, back === null ? 'turn.step' : 'turn.correct')
  return html`<section class="light-turn" aria-labelledby="t-${task.id}"><h2 id="t-${task.id}">${title}</h2>${
    back === null
      ? ''
      : html`<div class="light-said"><p><strong>${words(locale, 'turn.returned', { who: back.who })}</strong></p>${back.reason === null ? '' : html`<p class="written">${back.reason}</p>`}</div>`
  }<p lang="es">${own.text}</p>${asked === undefined || task.question === undefined ? '' : html`<p class="light-question" lang="es">¿${asked}?</p>`}${due}${task.kind === 'signature' ? signature(view, input, task, sent) : step(view, input, task, sent)}</section>`
}

function step(view: View, input: RequestPageInput, task: Task, sent: Sent | undefined): HtmlFragment {
  const { reading, csrf, idempotencyKey } = input
  const { locale } = view
  const procedure = reading.version.procedure(reading.file.procedure)!
  const { answers } = cardParts(procedure, task)
  const asked = formOfCard(procedure, task, undefined)
  const errors =
    sent === undefined
      ? []
      : [{ message: sent.message }, ...(asked === null ? [] : fieldErrors(asked, sent.faults ?? {}))]
  const fileNames = { ...Object.fromEntries(reading.files.map(({ id, name }) => [id, name])), ...sent?.fileNames }
  return form(view, {
    action: `/portal/solicitudes/${reading.file.number}/tareas/${task.id}/completar`,
    csrf,
    hidden: { clave: idempotencyKey },
    errors: errorSummary(view, errors),
    draft: `portal-${reading.file.number}-${task.id}`,
    multipart: true,
    body: html`${
      asked === null
        ? ''
        : manualForm(locale, {
            form: asked,
            values: sent?.values?.[asked.code] ?? reading.forms[asked.code] ?? {},
            faults: sent?.faults,
            fileNames,
            directory: reading.institution.directory,
          })
    }${field(view, { name: 'nota', id: `nota-${task.id}`, label: words(locale, 'turn.note'), type: { kind: 'long-text' }, value: sent?.note ?? '' })}${uploadField(view, { id: `adjuntos-${task.id}`, csrf, sent })}`,
    submit:
      answers.length === 0
        ? button({ label: words(locale, 'turn.send'), look: 'primary', icon: 'check' })
        : answers.map(
            ({ answer, row }, at) =>
              html`<span class="light-answer">${button({ label: answer, look: at === 0 ? 'primary' : 'secondary', name: 'answer', value: answer })}${row.text === '' ? '' : html`<span class="muted" lang="es">${row.text}</span>`}</span>`,
          ),
  })
}

function signature(view: View, input: RequestPageInput, task: Task, sent: Sent | undefined): HtmlFragment {
  const { reading, csrf, idempotencyKey, person } = input
  const { locale } = view
  const kind = task.signature?.kind ?? 'firma'
  const base = `/portal/solicitudes/${reading.file.number}/tareas/${task.id}`
  const card = { reading, task, person, csrf, idempotencyKey }
  const barred = signingBarred(view, card)
  if (barred !== null) return barred
  const refusing = sent?.refusing === true
  const give =
    kind === 'conformidad'
      ? words(locale, 'solved.yes')
      : words(locale, 'turn.give', { signature: signatureName(kind, locale) })
  return html`<form class="form" method="post" action="${base}/completar" novalidate>${hiddenFields({ _csrf: csrf, clave: idempotencyKey })}${sent === undefined || refusing ? '' : errorSummary(view, [{ message: sent.message }])}${passwordField(view, card)}<div class="form-submit">${button({ label: give, look: 'primary', icon: 'check' })}</div></form>
<details class="light-details"${refusing ? html` open` : ''}><summary>${kind === 'conformidad' ? words(locale, 'solved.no') : words(locale, 'turn.refuse')}</summary><form class="form" method="post" action="${base}/rehusar" novalidate>${hiddenFields({ _csrf: csrf, clave: idempotencyKey })}${field(view, { name: 'motivo', id: `motivo-${task.id}`, label: words(locale, 'solved.why'), type: { kind: 'long-text' }, required: true, value: refusing ? (sent?.reason ?? '') : '', error: refusing ? sent?.message : undefined })}<div class="form-submit">${button({ label: words(locale, 'solved.send-no') })}</div></form></details>`
}

/** Who returned this row for correction, and why; null when it comes for the first time. */
function refusedBefore(reading: CaseReading, { row, kind }: Task): { who: string; reason: string | null } | null {
  if (kind !== 'step') return null
  for (const { kind: act, text, private: said } of reading.acts.toReversed()) {
    if (act !== 'signature-refused') continue
    const { actor, body } = JSON.parse(text) as { actor: { person?: string }; body: { row: string; role: string } }
    if (body.row !== row) continue
    const who = actor.person === undefined ? body.role : reading.institution.directory.personName(actor.person)
    return { who, reason: (said as PrivateText | null)?.reason ?? null }
  }
  return null
}
