import type { Field, Form } from '#src/manual/types.ts'
import { type CompiledProcedure, type CompiledRow, rowOf } from '#src/procedure/index.ts'
import type { Task } from '#src/procedure/types.ts'

/** What a task's card asks of the person: the rows it carries, and for each answer the row that the answer takes. */
export interface CardParts {
  readonly own: CompiledRow
  /** The step whose question the card asks, when it is another than its own row. */
  readonly question: CompiledRow | null
  readonly answers: readonly { readonly answer: string; readonly row: CompiledRow }[]
}

export function cardParts(procedure: CompiledProcedure, task: Task): CardParts {
  const own = rowOf(procedure, task.row)
  if (task.question === undefined) return { own, question: null, answers: [] }
  const asked = rowOf(procedure, task.question)
  const answers = asked.step.branches.flatMap((branch) =>
    branch.answer === undefined ? [] : [{ answer: branch.answer, row: rowOf(procedure, branch.number) }],
  )
  return { own, question: asked.number === own.number ? null : asked, answers }
}

/** The form that completing the card with an answer fills: the branch's, else the question's, else the row's own. */
export function formOfCard(procedure: CompiledProcedure, task: Task, answer: string | undefined): Form | null {
  if (task.kind === 'signature') return null
  const { own, question, answers } = cardParts(procedure, task)
  const taken = answers.find((each) => each.answer === answer)?.row
  const code = taken?.facts.form ?? question?.facts.form ?? own.facts.form
  return code === undefined ? null : (procedure.forms.get(code) ?? null)
}

/** Name of the input of a form's field. The code is in it, since two answers of a card may fill different forms. */
export function inputName(form: Form, field: Field): string {
  return `${form.code}:${field.name}`
}

/** Name of the hidden input that keeps a file already received for a field. */
export function keptFileName(form: Form, field: Field): string {
  return `${inputName(form, field)}:recibido`
}
