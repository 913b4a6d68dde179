import { foldText } from '#src/manual/index.ts'
import type { Field, Form } from '#src/manual/types.ts'

/** The field of a form that says in a line what is asked for, where the manual has one: the person is not asked for it twice. */
export function subjectField(form: Form | null): Field | null {
  const found = form?.fields.find(({ name, type, required }) => {
    return required && type.kind === 'text' && foldText(name) === 'asunto'
  })
  return found ?? null
}
