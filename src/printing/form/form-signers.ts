import type { Branch, Manual, Step } from '#src/manual/types.ts'
import type { FormSigner } from './types.ts'

/** Who fills a form and who signs it, by the steps of the manual that ask for it. Without doubles, in the order printed. */
export function formSigners(manual: Manual, code: string): FormSigner[] {
  const signers = formRows(manual, code).flatMap(({ row, opens }): FormSigner[] => [
    { kind: 'fills', role: opens ? 'Solicitante' : (row.role ?? 'Solicitante') },
    ...row.facts.signatures.map(({ kind, role }) => ({ kind, role: role === 'solicitante' ? 'Solicitante' : role })),
  ])
  const seen = new Set<string>()
  return signers.filter(({ kind, role }) => {
    const key = `${kind} ${role}`
    return !seen.has(key) && seen.add(key)
  })
}

/** The rows that ask for a form; `opens` where whoever opens the case fills it. */
export function formRows(
  manual: Manual,
  code: string,
): readonly { readonly procedure: string; readonly row: Step | Branch; readonly opens: boolean }[] {
  return manual.procedures.flatMap(({ number, steps, starts }) =>
    steps.flatMap((step, at) =>
      [step, ...step.branches]
        .filter(({ facts }) => facts.form === code)
        .map((row) => ({
          procedure: number,
          row,
          opens: at === 0 && row === step && starts.some(({ kind }) => kind === 'request'),
        })),
    ),
  )
}
