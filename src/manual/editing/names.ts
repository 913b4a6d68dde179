import type { Manual } from '../types.ts'

/** What a text names, small enough to be handed from the checking worker to the page. */
export interface Names {
  readonly roles: readonly string[]
  readonly forms: readonly { readonly code: string; readonly title: string }[]
  /** Numbers of `# NORMAS`. */
  readonly norms: readonly NamedNorm[]
  readonly procedures: readonly NamedProcedure[]
}

export interface NamedNorm {
  readonly number: string
  readonly text: string
  readonly table: boolean
}

export interface NamedProcedure {
  readonly number: string
  readonly title: string
  readonly norms: readonly NamedNorm[]
  readonly rows: readonly {
    readonly number: string
    readonly text: string
    readonly answer?: string
    readonly from: number
  }[]
  /** Its place in the text. */
  readonly from: number
  readonly to: number
}

/** Names from a reading, errors or not. */
export function namesOf({ roles, forms, norms, procedures }: Manual): Names {
  const named = (all: Manual['norms']): NamedNorm[] =>
    all.map(({ number, text, table }) => ({ number, text: text.slice(0, 160), table: table !== undefined }))
  return {
    roles: roles.map(({ key }) => key),
    forms: forms.map(({ code, title }) => ({ code, title })),
    norms: named(norms),
    procedures: procedures.map((procedure) => ({
      number: procedure.number,
      title: procedure.title,
      norms: named(procedure.norms),
      rows: procedure.steps.flatMap((step) => [
        {
          number: String(step.number),
          text: (step.text || `¿${step.question ?? ''}?`).slice(0, 160),
          from: step.span.start.offset,
        },
        ...step.branches.map((branch) => ({
          number: branch.number,
          text: branch.text.slice(0, 160),
          answer: branch.answer,
          from: branch.span.start.offset,
        })),
      ]),
      from: procedure.span.start.offset,
      to: procedure.span.end.offset,
    })),
  }
}
