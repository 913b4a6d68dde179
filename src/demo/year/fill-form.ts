import type { Form } from '#src/manual/types.ts'
import type { FormValue } from '#src/procedure/types.ts'
import { type FillContext, formValues } from './form-values.ts'
import type { Live, Year } from './year-world.ts'

/** Values for a form that a person fills in a case at that instant; its files are noted in the case. */
export function fillForm(
  year: Year,
  live: Live,
  form: Form,
  at: string,
  person: string | null,
): Record<string, FormValue> {
  const directory = year.world.directory(at)
  const context: FillContext = {
    random: year.random,
    file: year.file,
    subject: live.subject,
    today: directory.today,
    people: directory.activePeople.map(({ id }) => id),
    units: directory.rows.units.filter(({ closedOn }) => closedOn === null).map(({ name }) => name),
    given: live.given,
    attach(name) {
      year.made += 1
      const id = `00000000-0000-4000-8000-${String(year.made).padStart(12, '0')}`
      live.files.push({ id, name, by: person ?? directory.activePeople[0]!.id, at })
      return id
    },
  }
  return formValues(form, context)
}
