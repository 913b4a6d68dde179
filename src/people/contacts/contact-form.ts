import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import type { Refusal } from '#src/platform/refusal.ts'
import { button, buttonLink } from '#src/web/components/button.ts'
import { card } from '#src/web/components/card.ts'
import { errorSummary, form } from '#src/web/components/form.ts'
import { type Crumb, pageHead } from '#src/web/components/page-head.ts'
import type { Locale } from '#src/web/locale/locale.ts'
import type { Fields } from '../admin/field.ts'
import { drawField } from '../http/admin-form.ts'
import type { InstitutionDirectory } from '../types.ts'
import { contactWords as words } from './contact-words.ts'

export interface FieldsForm {
  readonly locale: Locale
  readonly csrf: string
  readonly directory: InstitutionDirectory
  readonly title: string
  readonly crumbs: readonly Crumb[]
  readonly fields: Fields
  readonly values: Readonly<Record<string, unknown>>
  readonly action: string
  readonly submit: string
  readonly back: string
  readonly refusal?: Refusal
}

/** A form of fields with what was typed, and the faults beside them. */
export function fieldsForm(input: FieldsForm): HtmlFragment {
  const { locale, csrf, directory, title, crumbs, fields, values, action, submit, back, refusal } = input
  const view = { locale }
  const faults = refusal?.fields ?? {}
  const errors = Object.entries(faults).map(([name, fault]) => ({
    name,
    label: fields[name]?.[locale],
    message: fault[locale],
  }))
  const entries = Object.entries(fields)
  const hidden = Object.fromEntries(
    entries.filter(([, { kind }]) => kind === 'hidden').map(([name]) => [name, String(values[name] ?? '')]),
  )
  return html`${pageHead(view, { title, crumbs })}${card({
    body: form(view, {
      action,
      csrf,
      hidden,
      errors: errorSummary(view, errors.length > 0 || !refusal ? errors : [{ message: refusal[locale] }]),
      draft: `contacto-${action}`,
      body: entries
        .filter(([, { kind }]) => kind !== 'hidden')
        .map(([name, each]) =>
          drawField(locale, name, each, { value: values[name], error: faults[name]?.[locale], directory }),
        ),
      submit: html`${button({ label: submit, look: 'primary', icon: 'check' })}${
        refusal?.code === 'contact-repeated'
          ? button({ label: words(locale, 'anyway'), name: 'de-todos-modos', value: 'si' })
          : ''
      }${buttonLink({ label: words(locale, 'cancel'), href: back, look: 'quiet' })}`,
    }),
  })}`
}
