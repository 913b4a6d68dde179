import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { explainTask, mayAct, refusalSentence } from '#src/procedure/index.ts'
import { hiddenFields } from '#src/web/components/button.ts'
import { disclosure } from '#src/web/components/dialog.ts'
import { field } from '#src/web/components/field.ts'
import { errorSummary } from '#src/web/components/form.ts'
import { stepCard } from '#src/web/components/step-card.ts'
import type { View } from '#src/web/locale/time.ts'
import { cardParts } from './card-parts.ts'
import { fieldErrors, manualForm } from './manual-form.ts'
import { signatureName } from './record-entry.ts'
import { passwordField, signingBarred } from './signing/card-fields.ts'
import { taskActions } from './task-actions.ts'
import type { TaskCardInput } from './task-card-input.ts'
import { taskPath } from './task-path.ts'
import { words } from './words.ts'

/** The card of an open task: the manual's own words, and what this person may do with it. */
export function taskCard(view: View, input: TaskCardInput): HtmlFragment {
  const { reading, task, person } = input
  const procedure = reading.version.procedure(reading.file.procedure)!
  const { directory } = reading.institution
  const { own, question, answers } = cardParts(procedure, task)
  const permission = mayAct(procedure, reading.file.state, task, person, directory)
  const allowed = permission === 'yes'
  const asked = question ?? own
  const barred = allowed ? signingBarred(view, input) : null
  const why = explainTask(
    procedure,
    reading.file.state,
    task,
    { actor: { kind: 'person', person }, now: view.now.toString(), calendar: reading.institution.calendar, directory },
    view.locale,
    directory.personName,
  )
  const role = splitRole(task.tray?.role ?? own.role ?? '—')
  return stepCard(view, {
    number: own.number,
    role: role.post,
    unit: role.unit,
    text: own.text,
    question: task.question === undefined || task.kind === 'signature' ? undefined : asked.step.question,
    due: task.due?.at,
    dueWhy: why.due,
    trayWhy: why.why,
    norms: normsOf(view, input),
    notices: [...noticesOf(view, input), ...(allowed ? (input.verbCards?.get(task.id) ?? []) : [])],
    form: allowed && barred === null ? completionForm(view, input, answers.length > 0) : undefined,
    instead: allowed
      ? (barred ?? undefined)
      : html`<p class="reason">${refusalSentence(named(permission, input), view.locale)}</p>`,
    more: taskActions(view, input, allowed),
  })
}

/** The norms that the row cites, each with its number, said to be general where it is, and with its table. */
function normsOf({ locale }: View, { reading, task }: TaskCardInput) {
  const { manual } = reading.version
  const { own } = cardParts(reading.version.procedure(reading.file.procedure)!, task)
  return own.norms.map((norm) => {
    const number = manual.norms.includes(norm) ? words(locale, 'norm.general', { number: norm.number }) : norm.number
    const { table } = norm
    if (table === undefined) return { number, text: norm.text }
    const rows = table.rows.map((cells) => html`<tr>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`)
    const head = html`<tr>${table.columns.map((column) => html`<th scope="col">${column}</th>`)}</tr>`
    return {
      number,
      text: html`${norm.text}<table class="norm-table"><thead>${head}</thead><tbody>${rows}</tbody></table>`,
    }
  })
}

function completionForm(view: View, input: TaskCardInput, asks: boolean) {
  const { reading, task, csrf, idempotencyKey, sent } = input
  const procedure = reading.version.procedure(reading.file.procedure)!
  const { answers } = cardParts(procedure, task)
  const { locale } = view
  const base = taskPath(reading.file.number, task.id)
  const signature = task.kind === 'signature' ? task.signature?.kind : undefined
  const form = ownForm(input)
  return {
    action: `${base}/completar`,
    csrf,
    draft: `${reading.file.number}-${task.id}`,
    hidden: { clave: idempotencyKey },
    code: form?.code,
    title: form?.title,
    errors:
      sent === undefined || sent.noticed === true
        ? ''
        : errorSummary(view, [
            { message: sent.message },
            ...(form === null ? [] : fieldErrors(form, sent.faults ?? {})),
          ]),
    fields: html`${form === null ? '' : formFields(view, input, form)}${formsOfAnswers(view, input)}${choiceField(view, input)}${actionFields(view, input)}${noteField(view, input)}${attachField(view, input)}${passwordField(view, input)}`,
    answers:
      asks && signature === undefined ? answers.map(({ answer, row }) => ({ value: answer, text: row.text })) : [],
    submit:
      signature !== undefined
        ? words(locale, 'task.sign', { signature: signatureName(signature, locale) })
        : task.kind === 'reply'
          ? words(locale, 'task.reply')
          : undefined,
    multipart: true,
  }
}

/** The form of the card itself; those of single answers are drawn apart. */
function ownForm({ reading, task }: TaskCardInput) {
  if (task.kind === 'signature' || task.kind === 'reply' || task.overLimit !== undefined) return null
  const procedure = reading.version.procedure(reading.file.procedure)!
  const { own, question } = cardParts(procedure, task)
  const code = question?.facts.form ?? own.facts.form
  return code === undefined ? null : (procedure.forms.get(code) ?? null)
}

function formFields(
  view: View,
  { reading, sent }: TaskCardInput,
  form: NonNullable<ReturnType<typeof ownForm>>,
): HtmlFragment {
  return manualForm(view.locale, {
    form,
    values: sent?.values?.[form.code] ?? reading.forms[form.code] ?? {},
    faults: sent?.faults,
    fileNames: { ...sent?.fileNames, ...Object.fromEntries(reading.files.map((file) => [file.id, file.name])) },
    directory: reading.institution.directory,
  })
}

function formsOfAnswers(view: View, input: TaskCardInput): HtmlFragment[] {
  const { reading, task, sent } = input
  if (task.kind === 'signature') return []
  const procedure = reading.version.procedure(reading.file.procedure)!
  return cardParts(procedure, task).answers.flatMap(({ answer, row }) => {
    const form = row.facts.form === undefined ? undefined : procedure.forms.get(row.facts.form)
    if (form === undefined) return []
    const body = html`<p class="form-title"><strong>${form.code} ${form.title}</strong></p>${formFields(view, input, form)}`
    return [
      disclosure({
        summary: words(view.locale, 'task.form-of-answer', { answer }),
        body,
        open: sent?.answer === answer,
      }),
    ]
  })
}

function choiceField(view: View, { reading, task, sent }: TaskCardInput): HtmlFragment | '' {
  if (task.kind !== 'step') return ''
  const procedure = reading.version.procedure(reading.file.procedure)!
  const { own, question, answers } = cardParts(procedure, task)
  const applies = [own, question, ...answers.map(({ row }) => row)].find((row) => row?.applies !== undefined)?.applies
  if (applies === undefined) return ''
  const { number, table } = applies
  return html`<fieldset class="field"><legend>${words(view.locale, 'task.choice', { norm: number })}</legend><div class="radios">${table.rows.map(
    (cells, at) =>
      html`<label class="radio"><input type="radio" name="fila" value="${at}"${sent?.choice === String(at) ? html` checked` : ''}><span>${cells.join(' · ')}</span></label>`,
  )}</div></fieldset>`
}

function actionFields(view: View, { reading, task }: TaskCardInput): HtmlFragment | '' {
  if (task.kind !== 'step') return ''
  const procedure = reading.version.procedure(reading.file.procedure)!
  const actions = cardParts(procedure, task).own.facts.actions.filter(({ optional }) => optional)
  if (actions.length === 0) return ''
  return html`<fieldset class="field"><legend>${words(view.locale, 'task.actions')}</legend>${actions.map(
    ({ verb }) =>
      html`<label class="radio"><input type="checkbox" name="accion:${verb}" value="hecha"><span>${words(view.locale, 'task.action-done', { verb })}</span></label>`,
  )}</fieldset>`
}

function noteField(view: View, { task, sent }: TaskCardInput): HtmlFragment {
  const { locale } = view
  const over = task.overLimit !== undefined
  const label = over
    ? words(locale, 'task.reason')
    : words(locale, task.kind === 'reply' ? 'task.reply-note' : 'task.note')
  const name = over ? 'motivo' : 'nota'
  return field(view, {
    name,
    id: `campo-${name}-${task.id}`,
    label,
    type: { kind: 'long-text' },
    required: over,
    value: (over ? sent?.reason : sent?.note) ?? '',
  })
}

function attachField(view: View, { sent, task }: TaskCardInput): HtmlFragment {
  const kept = sent?.attachments ?? []
  return html`<div class="field"><label for="adjuntos-${task.id}">${words(view.locale, 'task.attach')} <span class="optional">${words(view.locale, 'start.attachments-help')}</span></label>${
    kept.length === 0
      ? ''
      : html`<p class="help">${words(view.locale, 'attachments.kept', { count: kept.length })}</p>${hiddenFields({ 'adjuntos-recibidos': kept.join(' ') })}`
  }<input type="file" id="adjuntos-${task.id}" name="adjuntos" multiple></div>`
}

function noticesOf(view: View, { reading, task }: TaskCardInput): string[] {
  const { locale } = view
  const procedure = reading.version.procedure(reading.file.procedure)!
  const { own, question } = cardParts(procedure, task)
  const notices: string[] = []
  if (task.overLimit !== undefined) notices.push(words(locale, 'task.over-limit', { rounds: task.overLimit.rounds }))
  if (task.kind === 'signature' && task.signature !== undefined) {
    notices.push(words(locale, 'task.sign-about', { signature: signatureName(task.signature.kind, locale) }))
  }
  if (task.kind === 'reply' && own.facts.wait?.kind === 'reply') {
    const { from } = own.facts.wait
    const who = from.kind === 'requester' ? reading.requester : from.kind === 'role' ? from.role : from.unit
    notices.push(words(locale, 'task.reply-about', { from: who }))
  }
  // A Nota is the analyst's word on the text; a Detalle is for whoever does the step.
  if (task.kind === 'step') notices.push(...own.facts.details, ...(question?.facts.details ?? []))
  return notices
}

export function splitRole(role: string): { post: string; unit?: string } {
  const at = role.lastIndexOf(' / ')
  return at < 0 ? { post: role } : { post: role.slice(at + 3), unit: role.slice(0, at) }
}

function named(permission: Exclude<ReturnType<typeof mayAct>, 'yes'>, { reading }: TaskCardInput) {
  const by = permission.data.by
  return typeof by === 'string'
    ? { ...permission, data: { ...permission.data, by: reading.institution.directory.personName(by) } }
    : permission
}
