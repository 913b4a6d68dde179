import { attributes, type HtmlFragment, html } from '#src/platform/http/html.ts'
import { t } from '../locale/t.ts'
import type { View } from '../locale/time.ts'
import { hiddenFields } from './button.ts'
import { fieldId } from './field.ts'
import { icon } from './icon.ts'

export interface FormInput {
  readonly action: string
  readonly csrf: string
  readonly body: HtmlFragment | readonly HtmlFragment[]
  /** The button or buttons that send it. */
  readonly submit: HtmlFragment | readonly HtmlFragment[]
  readonly hidden?: Readonly<Record<string, string>>
  readonly errors?: HtmlFragment | ''
  /** Key under which the browser keeps what is typed until it is sent. */
  readonly draft?: string
  /** Carries files. */
  readonly multipart?: boolean
}

/** A form that posts, with the token, keeps its draft, and leaves checking to the server, which answers in the person's words. */
export function form(
  view: Pick<View, 'locale'>,
  { action, csrf, body, submit, hidden = {}, errors, draft, multipart }: FormInput,
): HtmlFragment {
  const whole = html`<form class="form" method="post" action="${action}"${attributes({ enctype: multipart ? 'multipart/form-data' : undefined })} novalidate>${hiddenFields({ _csrf: csrf, ...hidden })}${errors ?? ''}${draft ? draftNotice(view) : ''}${body}<div class="form-submit">${submit}</div></form>`
  return draft ? html`<dirty-form key="${draft}">${whole}</dirty-form>` : whole
}

export interface FormError {
  /** Name of the field; absent for a fault of the whole. */
  readonly name?: string
  readonly label?: string
  readonly message: string
}

/**
 * All faults in one place, each a link to its field. Nothing without faults. Turbo leaves the links alone: it would load the
 * page anew, since a refused form has another address than its page, and the faults and received files would be gone.
 */
export function errorSummary(view: Pick<View, 'locale'>, errors: readonly FormError[]): HtmlFragment | '' {
  if (errors.length === 0) return ''
  // What is said of the whole is none of the faults, where they are named.
  const count = errors.filter(({ name }) => name !== undefined).length || errors.length
  return html`<div class="error-summary" role="alert" tabindex="-1" autofocus><h2>${icon('alert')}<span>${t(view.locale, 'form.errors', { count })}</span></h2><ul>${errors.map(({ name, label, message }) => html`<li>${name ? html`<a href="#${fieldId(name)}" data-turbo="false">${label ? `${label}: ` : ''}${message}</a>` : message}</li>`)}</ul><p class="muted">${t(view.locale, 'form.errors-kept')}</p></div>`
}

/** Shown by the browser's side when it puts back what was typed and not sent. */
export function draftNotice(view: Pick<View, 'locale'>): HtmlFragment {
  return html`<div class="remark" data-draft-notice role="status" hidden>${icon('pen')}<span>${t(view.locale, 'draft.restored')}</span><button type="button" class="button quiet small" data-draft-discard>${t(view.locale, 'draft.discard')}</button></div>`
}
