import type { Form } from '#src/manual/types.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { isUuid } from '#src/platform/uuid.ts'
import type { FormValue } from '#src/procedure/types.ts'
import { hiddenFields } from '#src/web/components/button.ts'
import { type Choice, field } from '#src/web/components/field.ts'
import type { FormError } from '#src/web/components/form.ts'
import type { Locale } from '#src/web/locale/locale.ts'
import { inputName, keptFileName } from './card-parts.ts'

export interface ManualFormInput {
  readonly form: Form
  readonly values: Readonly<Record<string, FormValue>>
  /** Sentence of the fault of each field, by field name. */
  readonly faults?: Readonly<Record<string, string>>
  /** Names of the files received, by id. */
  readonly fileNames?: Readonly<Record<string, string>>
  readonly directory: InstitutionDirectory
}

/** The fields of a FORMA of the manual. */
export function manualForm(locale: Locale, input: ManualFormInput): HtmlFragment {
  const { form, values, faults = {}, fileNames = {}, directory } = input
  return html`${form.fields.map((each) => {
    const name = inputName(form, each)
    const value = values[each.name] ?? null
    // A file that was refused is not received: kept, it would be sent and refused again for ever.
    const refused = faults[each.name] !== undefined
    const file = typeof value === 'object' && value !== null && !refused ? value.file : null
    return html`${field(
      { locale },
      {
        name,
        label: each.name,
        type: each.type,
        required: each.required,
        help: each.help,
        error: faults[each.name],
        value: typeof value !== 'object' ? value : file === null ? null : (fileNames[file] ?? ''),
        choices: choicesOf(each.type.kind, directory),
      },
    )}${file === null || file === '' ? '' : hiddenFields({ [keptFileName(form, each)]: file })}`
  })}`
}

/** Faults of a form's fields as lines of the error summary. */
export function fieldErrors(form: Form, faults: Readonly<Record<string, string>>): FormError[] {
  return form.fields.flatMap((each) => {
    const message = faults[each.name]
    return message === undefined ? [] : [{ name: inputName(form, each), label: each.name, message }]
  })
}

function choicesOf(kind: string, directory: InstitutionDirectory): readonly Choice[] | undefined {
  if (kind === 'person') return directory.activePeople.map(({ id, name }) => ({ value: id, label: name }))
  if (kind === 'unit')
    return directory.rows.units
      .filter((unit) => unit.closedOn === null)
      .map(({ name }) => ({ value: name, label: name }))
  return undefined
}

/** A value of a form as text to read. */
export function shownValue(
  value: FormValue,
  names: { readonly file: (id: string) => string; readonly person: (id: string) => string },
): string {
  if (value === null) return '—'
  if (value === true) return 'SÍ'
  if (value === false) return 'NO'
  if (typeof value === 'object') return names.file(value.file)
  return isUuid(String(value)) ? names.person(String(value)) : String(value)
}
