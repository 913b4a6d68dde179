import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { t } from '../locale/t.ts'
import type { InstantLike, View } from '../locale/time.ts'
import { dueMark } from './badges.ts'
import { button, hiddenFields } from './button.ts'
import { disclosure } from './dialog.ts'
import { draftNotice } from './form.ts'
import { icon } from './icon.ts'

export interface StepCardInput {
  /** Printed number, `6` or `4.1`. */
  readonly number: string
  /** Cargo, and its dependencia. */
  readonly role: string
  readonly unit?: string
  /** The activity in the manual's own words; empty for a bare question. */
  readonly text: string
  readonly question?: string
  readonly due?: InstantLike
  /** The sentence that explains the due time. */
  readonly dueWhy?: string
  /** The sentence that explains why it is in this tray. */
  readonly trayWhy?: string
  readonly norms?: readonly { readonly number: string; readonly text: string | HtmlFragment }[]
  /** Notes of the manual, waits, prohibited verbs: shown above the form. */
  readonly notices?: readonly (string | HtmlFragment)[]
  readonly form?: StepForm
  /** Instead of the form: why this person cannot act now, or the button to claim it. */
  readonly instead?: HtmlFragment
  /** Rarer actions (hand over, release, note), each a disclosure or a form of its own. */
  readonly more?: HtmlFragment | readonly HtmlFragment[]
}

export interface StepForm {
  readonly action: string
  readonly csrf: string
  /** Key of the draft kept in the browser, unique to the task's visit. */
  readonly draft: string
  /** Expected sequence, idempotency key and the like. */
  readonly hidden?: Readonly<Record<string, string>>
  /** Code and title of the manual's form. */
  readonly code?: string
  readonly title?: string
  readonly fields?: HtmlFragment | readonly HtmlFragment[]
  readonly errors?: HtmlFragment | ''
  /** SÍ / NO or the manual's words, each with what the manual says follows. None: the step is simply completed. */
  readonly answers?: readonly Answer[]
  readonly submit?: string
  readonly multipart?: boolean
}

export interface Answer {
  /** As sent. */
  readonly value: string
  /** As shown; the value unless given. */
  readonly label?: string
  readonly text?: string
  /** Why it cannot be given now. */
  readonly disabled?: string
}

/** What a person has to do now: the printed step in the manual's own words, and the answer. */
export function stepCard(view: View, input: StepCardInput): HtmlFragment {
  const {
    number,
    role,
    unit,
    text,
    question,
    due,
    dueWhy,
    trayWhy,
    norms = [],
    notices = [],
    form,
    instead,
    more,
  } = input
  return html`<section class="step-card" aria-labelledby="paso-${number}">
<header class="step-head"><span class="step-number large" aria-hidden="true">${number}</span><div><h2 id="paso-${number}"><span class="visually-hidden">${t(view.locale, 'step.label', { number })}: </span>${role}</h2>${unit ? html`<p class="muted">${unit}</p>` : ''}</div>${due === undefined ? '' : html`<div class="step-due">${dueMark(view, due)}</div>`}</header>
<div class="step-body">${text || question ? html`<div class="manual-words"><p class="eyebrow">${t(view.locale, 'step.manual-says')}</p>${text ? html`<p class="manual-text">${text}</p>` : ''}${question ? html`<p class="manual-question">¿${question}?</p>` : ''}</div>` : ''}
${dueWhy || trayWhy ? html`<div class="whys">${trayWhy ? disclosure({ summary: t(view.locale, 'step.tray-why'), body: trayWhy }) : ''}${dueWhy ? disclosure({ summary: t(view.locale, 'step.due-why'), body: dueWhy }) : ''}</div>` : ''}
${norms.length > 0 ? html`<div class="norms"><p class="eyebrow">${t(view.locale, 'step.norms')}</p><ul>${norms.map((norm) => html`<li><span class="norm-number">${t(view.locale, 'step.norm', { number: norm.number })}</span><span>${norm.text}</span></li>`)}</ul></div>` : ''}
${notices.map((notice) => html`<div class="remark">${icon('info')}<span>${notice}</span></div>`)}
${instead ? html`<div class="step-instead">${instead}</div>` : ''}${form ? stepForm(view, form) : ''}${more ? html`<div class="step-more">${more}</div>` : ''}</div></section>`
}

function stepForm(
  view: View,
  { action, csrf, draft, hidden = {}, code, title, fields, errors, answers = [], submit, multipart }: StepForm,
): HtmlFragment {
  return html`<dirty-form key="${draft}"><form class="form" method="post" action="${action}"${multipart ? html` enctype="multipart/form-data"` : ''} novalidate>${hiddenFields({ _csrf: csrf, ...hidden })}${errors ?? ''}${draftNotice(view)}
${code ? html`<p class="form-title"><span class="badge accent">${t(view.locale, 'step.form', { code })}</span>${title ? html`<strong>${title}</strong>` : ''}</p>` : ''}${fields ?? ''}
${answers.length > 0 ? html`<fieldset class="answers"><legend>${t(view.locale, 'step.answer')}</legend>${answers.map((answer, at) => answerButton(view, answer, at))}</fieldset>` : html`<div class="form-submit">${button({ label: submit ?? t(view.locale, 'step.complete'), look: 'primary', icon: 'check' })}</div>`}</form></dirty-form>`
}

function answerButton(view: View, { value, label = value, text, disabled }: Answer, at: number): HtmlFragment {
  const id = `respuesta-${at}`
  if (disabled !== undefined)
    return html`<div class="answer"><button type="button" class="button answer-button" aria-disabled="true" aria-describedby="${id}">${label}</button><p id="${id}">${text ? html`${text} ` : ''}<span class="reason">${icon('lock')}<span>${t(view.locale, 'button.why-not', { reason: disabled })}</span></span></p></div>`
  return html`<div class="answer"><button type="submit" name="answer" value="${value}" class="button answer-button"${text ? html` aria-describedby="${id}"` : ''}>${label}</button>${text ? html`<p id="${id}">${text}</p>` : ''}</div>`
}
