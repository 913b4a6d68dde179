import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { type CompiledProcedure, mayAddTo, mayAnnul, mayCorrect, mayReopen, mayRule } from '#src/procedure/index.ts'
import { button, hiddenFields } from '#src/web/components/button.ts'
import { card } from '#src/web/components/card.ts'
import { deferredDisclosure } from '#src/web/components/deferred.ts'
import { type Choice, field } from '#src/web/components/field.ts'
import type { View } from '#src/web/locale/time.ts'
import type { CasePageInput } from './case-page-input.ts'
import { words } from './words.ts'

/** What may be done with the whole case: files, and the acts that no manual prints, each with its reason. */
export function caseActions(view: View, input: CasePageInput, procedure: CompiledProcedure): HtmlFragment {
  const { file, institution } = input.reading
  const { state } = file
  const { directory } = institution
  const { person } = input
  const open = state.status === 'open'
  const steps = procedure.procedure.steps
  const correctable = Object.entries(state.answers).filter(
    ([step]) => mayCorrect(procedure, state, Number(step), person, directory) === 'yes',
  )
  const forms: HtmlFragment[] = []
  if (mayAddTo(procedure, state, person, directory) === 'yes') forms.push(filesForm(view, input))
  if (open && correctable.length > 0) {
    const choices = () =>
      correctable.map(([step, { answer }]) => ({
        value: step,
        label: words(view.locale, 'act.correct-option', { step, answer }),
      }))
    forms.push(
      reasonForm(view, input, 'corregir', 'correct', () =>
        choice(view, 'paso', words(view.locale, 'act.correct-step'), choices()),
      ),
    )
  }
  if (open && mayRule(procedure, state, person, directory) === 'yes') {
    const choices = () => [
      ...steps.map(({ number }) => ({
        value: String(number),
        label: words(view.locale, 'act.ruling-step', { step: number }),
      })),
      { value: 'fin', label: words(view.locale, 'act.ruling-end') },
    ]
    forms.push(
      reasonForm(view, input, 'resolver', 'ruling', () =>
        choice(view, 'sigue', words(view.locale, 'act.ruling-to'), choices()),
      ),
    )
  }
  if (open && mayAnnul(procedure, state, person, directory) === 'yes')
    forms.push(reasonForm(view, input, 'anular', 'annul'))
  if (!open && mayReopen(procedure, state, person, directory) === 'yes')
    forms.push(reasonForm(view, input, 'reabrir', 'reopen'))
  if (forms.length === 0) return html``
  return card({ title: words(view.locale, 'case.other'), body: html`<div class="stack">${forms}</div>` })
}

function filesForm(view: View, input: CasePageInput): HtmlFragment {
  const { number } = input.reading.file
  const refused = sentFor(input, 'archivos')
  const body = () =>
    html`<form class="form" novalidate method="post" enctype="multipart/form-data" action="/expedientes/${number}/archivos">${hiddenFields({ _csrf: input.csrf })}${refused === undefined ? '' : html`<p class="field-error">${refused.message}</p>`}<div class="field"><label for="adjuntos-expediente">${words(view.locale, 'act.attach')} <span class="optional">${words(view.locale, 'start.attachments-help')}</span></label><input type="file" id="adjuntos-expediente" name="adjuntos" multiple required></div><div class="form-submit">${button({ label: words(view.locale, 'act.save') })}</div></form>`
  return deferredDisclosure(view, {
    id: 'archivos',
    summary: words(view.locale, 'act.attach'),
    open: refused !== undefined,
    body,
  })
}

function reasonForm(
  view: View,
  input: CasePageInput,
  path: string,
  key: 'correct' | 'annul' | 'reopen' | 'ruling',
  before: () => HtmlFragment | '' = () => '',
): HtmlFragment {
  const { number } = input.reading.file
  const refused = sentFor(input, path)
  const body = () =>
    html`<form class="form" novalidate method="post" action="/expedientes/${number}/${path}">${hiddenFields({ _csrf: input.csrf, clave: input.idempotencyKey })}${before()}${field(view, { name: 'motivo', id: `motivo-${path}`, label: words(view.locale, 'task.reason'), type: { kind: 'long-text' }, required: true, value: refused?.reason ?? '', error: refused?.message })}<div class="form-submit">${button({ label: words(view.locale, `act.confirm-${key}`), look: key === 'annul' ? 'danger' : 'secondary' })}</div></form>`
  return deferredDisclosure(view, {
    id: path,
    summary: words(view.locale, `act.${key}`),
    open: refused !== undefined,
    body,
  })
}

function choice(view: View, name: string, label: string, choices: readonly Choice[]): HtmlFragment {
  return field(view, { name, label, type: { kind: 'equipment' }, required: true, choices })
}

function sentFor({ sent }: CasePageInput, action: string) {
  return sent?.action === action ? sent.what : undefined
}
