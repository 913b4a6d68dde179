import type { Sent } from '#src/cases/sent.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { button } from '#src/web/components/button.ts'
import { field } from '#src/web/components/field.ts'
import { form } from '#src/web/components/form.ts'
import type { View } from '#src/web/locale/time.ts'
import { uploadField } from './upload-field.ts'

export interface MessageFormInput {
  readonly number: string
  readonly csrf: string
  readonly key: string
  /** Begins the ids of its fields. */
  readonly id: string
  readonly label: string
  readonly send: string
  readonly look: 'primary' | 'secondary'
  readonly sent?: Sent
}

/** Words and documents to whoever attends to the request. */
export function messageForm(view: View, input: MessageFormInput): HtmlFragment {
  const { number, csrf, key, id, label, send, look, sent } = input
  return form(view, {
    action: `/portal/solicitudes/${number}/mensaje`,
    csrf,
    hidden: { clave: key },
    draft: `portal-${number}-mensaje`,
    multipart: true,
    body: html`${field(view, { name: 'mensaje', id, label, type: { kind: 'long-text' }, required: true, value: sent?.fields?.mensaje ?? '', error: sent?.message })}${uploadField(view, { id: `${id}-adjuntos`, csrf, sent })}`,
    submit: button({ label: send, look }),
  })
}
