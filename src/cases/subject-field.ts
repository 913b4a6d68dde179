import { foldText } from '#src/manual/index.ts'
import type { Field, Form } from '#src/manual/types.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'
import { type Refusal, Refused } from '#src/platform/refusal.ts'
import { validateForm } from '#src/procedure/index.ts'
import type { FormValue } from '#src/procedure/types.ts'
import type { Post } from './read-post.ts'
import { refused, refusedByEngine } from './refusals.ts'
import type { Offer } from './versions.ts'

const LONGEST = 200

/** The field of a form that says in a line what is asked for, where the manual has one: the person is not asked for it twice. */
export function subjectField(form: Form | null): Field | null {
  const found = form?.fields.find(({ name, type, required }) => {
    return required && type.kind === 'text' && foldText(name) === 'asunto'
  })
  return found ?? null
}

/**
 * The subject of a case that a page opens: the form's own, else what the page asked for as `asunto`. One that is missing is
 * refused together with every fault of the form, `needed` being what is said of it.
 */
export function subjectOf(
  { form, name: offered }: Pick<Offer, 'form' | 'name'>,
  { fields: { asunto: typed }, files }: Post,
  values: Readonly<Record<string, FormValue>>,
  directory: InstitutionDirectory,
  needed: Refusal = refused('title-needed', {}).refusal,
): string {
  const subject = subjectField(form)
  if (subject !== null) {
    const said = values[subject.name]
    // Where the form lacks it, the engine refuses the form.
    return (typeof said === 'string' && said.trim() !== '' ? said.trim() : offered).slice(0, LONGEST)
  }
  const title = (typed ?? '').trim()
  if (title !== '' && title.length <= LONGEST) return title
  const { code, es, en } = needed
  throw new Refused({ ...needed, fields: { asunto: { code, es, en }, ...formFaults(form, values, files, directory) } })
}

function formFaults(
  form: Form | null,
  values: Readonly<Record<string, FormValue>>,
  files: Post['files'],
  directory: InstitutionDirectory,
) {
  if (form === null) return {}
  // Of a file that came with an earlier try the name is not known here; the engine looks at its kind.
  const known = Object.values(values).every(
    (value) => typeof value !== 'object' || value === null || files.some(({ id }) => id === value.file),
  )
  const { faults } = validateForm(form, values, known ? files : [])
  return refusedByEngine({ code: 'form-faults', data: {}, fields: faults }, directory).refusal.fields ?? {}
}
