import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { button, hiddenFields } from '#src/web/components/button.ts'
import { field } from '#src/web/components/field.ts'
import type { View } from '#src/web/locale/time.ts'
import type { OfficialChoice } from '../mentions/officials.ts'
import { words } from '../words.ts'

export interface VisitFormInput {
  readonly number: string
  readonly csrf: string
  readonly idempotencyKey: string
  readonly officials: readonly OfficialChoice[]
  /** The visit that is changed; absent for a new one. */
  readonly visit?: number
  readonly fields: Readonly<Record<string, string | undefined>>
  readonly error?: string
  /** It was refused because nobody works then. */
  readonly outside?: boolean
}

/** When, where and who: for a visit to be agreed, or to be changed. */
export function visitForm(view: View, input: VisitFormInput): HtmlFragment {
  const { locale } = view
  const { number, csrf, idempotencyKey, officials, visit, fields, error } = input
  const path = visit === undefined ? 'visita' : 'visita-cambiar'
  const choices = officials.map(({ id, name, position }) => ({ value: id, label: `${name} (${position})` }))
  const hidden = {
    _csrf: csrf,
    clave: `${idempotencyKey}-${path}`,
    ...(visit === undefined ? {} : { visita: String(visit) }),
  }
  return html`<form class="form" novalidate method="post" action="/expedientes/${number}/${path}">${hiddenFields(hidden)}<div class="side-by-side-fields">${field(view, { name: 'fecha', id: `${path}-fecha`, label: words(locale, 'visit.date'), type: { kind: 'date' }, required: true, value: fields.fecha ?? '', error })}${field(view, { name: 'hora', id: `${path}-hora`, label: words(locale, 'visit.time'), type: { kind: 'time' }, required: true, value: fields.hora ?? '' })}${field(view, { name: 'minutos', id: `${path}-minutos`, label: words(locale, 'visit.minutes'), type: { kind: 'number', min: 5, max: 1440 }, required: true, value: fields.minutos ?? '60' })}</div>${field(view, { name: 'lugar', id: `${path}-lugar`, label: words(locale, 'visit.place'), type: { kind: 'text' }, required: true, value: fields.lugar ?? '' })}${field(view, { name: 'atiende', id: `${path}-atiende`, label: words(locale, 'visit.attendant'), type: { kind: 'person' }, required: true, choices, value: fields.atiende ?? '' })}${visit === undefined ? '' : field(view, { name: 'motivo', id: `${path}-motivo`, label: words(locale, 'visit.reason'), type: { kind: 'text' }, required: true, value: fields.motivo ?? '' })}${input.outside === true ? html`<label class="check"><input type="checkbox" name="fuera" value="si"><span>${words(locale, 'visit.outside')}</span></label>` : ''}<div class="form-submit">${button({ label: words(locale, visit === undefined ? 'visit.save' : 'visit.change-save'), look: 'primary' })}</div></form>`
}
