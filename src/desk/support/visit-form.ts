import { attributes, type HtmlFragment, html } from '#src/platform/http/html.ts'
import { button, hiddenFields } from '#src/web/components/button.ts'
import { type FieldInput, field } from '#src/web/components/field.ts'
import { errorSummary } from '#src/web/components/form.ts'
import type { View } from '#src/web/locale/time.ts'
import type { OfficialChoice } from '../mentions/officials.ts'
import { words } from '../words.ts'

export interface VisitFormInput {
  readonly number: string
  readonly csrf: string
  readonly idempotencyKey: string
  readonly officials: readonly OfficialChoice[]
  /** The visit that is changed; absent for a new one. */
  readonly visit?: string
  readonly fields: Readonly<Record<string, string | undefined>>
  /** Why it was refused. */
  readonly refused?: { readonly code: string; readonly message: string }
}

type Name = 'fecha' | 'hora' | 'minutos' | 'lugar' | 'atiende' | 'motivo'

/** When, where and who: for a visit to be agreed, or to be changed. */
export function visitForm(view: View, input: VisitFormInput): HtmlFragment {
  const { locale } = view
  const { number, csrf, idempotencyKey, officials, visit, fields, refused } = input
  const path = visit === undefined ? 'visita' : 'visita-cambiar'
  const wrong = refused === undefined ? undefined : WRONG[refused.code]
  const one = (name: Name, type: FieldInput['type'], more: Partial<FieldInput> = {}) =>
    field(view, {
      name,
      label: words(locale, LABELS[name]),
      type,
      required: true,
      value: fields[name] ?? '',
      error: wrong === name ? refused?.message : undefined,
      ...more,
    })
  const hidden = {
    _csrf: csrf,
    clave: `${idempotencyKey}-${path}`,
    ...(visit === undefined ? {} : { visita: visit }),
  }
  const choices = officials.map(({ id, name, position }) => ({ value: id, label: `${name} (${position})` }))
  const reason = visit === undefined ? '' : one('motivo', { kind: 'text' })
  return html`<form class="form" novalidate method="post" action="/expedientes/${number}/${path}">${hiddenFields(hidden)}${summary(view, input, wrong)}<div class="side-by-side-fields">${one('fecha', { kind: 'date' })}${one('hora', { kind: 'time' })}${one('minutos', { kind: 'number', min: 5, max: 1440 }, { value: fields.minutos ?? '60' })}</div>${one('lugar', { kind: 'text' })}${one('atiende', { kind: 'person' }, { choices })}${reason}${outside(view, input)}<div class="form-submit">${button({ label: words(locale, visit === undefined ? 'visit.save' : 'visit.change-save'), look: 'primary' })}</div></form>`
}

function summary(view: View, { refused }: VisitFormInput, wrong: Name | undefined): HtmlFragment | '' {
  if (refused === undefined) return ''
  const { message } = refused
  return errorSummary(view, [
    wrong === undefined ? { message } : { name: wrong, label: words(view.locale, LABELS[wrong]), message },
  ])
}

/** Offered once it was refused because nobody works then. */
function outside({ locale }: View, { fields, refused }: VisitFormInput): HtmlFragment | '' {
  const chosen = fields.fuera === 'si'
  if (!chosen && refused?.code !== 'visit-outside-hours') return ''
  return html`<label class="check"><input type="checkbox" name="fuera" value="si"${attributes({ checked: chosen })}><span>${words(locale, 'visit.outside')}</span></label>`
}

const LABELS = {
  fecha: 'visit.date',
  hora: 'visit.time',
  minutos: 'visit.minutes',
  lugar: 'visit.place',
  atiende: 'visit.attendant',
  motivo: 'visit.reason',
} as const satisfies Record<Name, string>

/** The field that a refusal is about; one of the case or of the visit is about none. */
const WRONG: Readonly<Record<string, Name>> = {
  'visit-when': 'fecha',
  'visit-in-the-past': 'fecha',
  'visit-outside-hours': 'fecha',
  'place-empty': 'lugar',
  'attendant-unknown': 'atiende',
  'reason-empty': 'motivo',
}
