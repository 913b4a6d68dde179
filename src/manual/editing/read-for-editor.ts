import { inOrder } from '../in-order.ts'
import type { Known } from '../known.ts'
import { lintProcedures } from '../lint/lint.ts'
import { readDraft } from '../read-manual.ts'
import type { Finding, Manual } from '../types.ts'

export interface EditorReading {
  /** As far as the text could be read; null where it was refused unread. To be looked at, never to be executed where an error lies. */
  readonly draft: Manual | null
  /** The same, when there is no error. */
  readonly manual: Manual | null
  readonly findings: readonly Finding[]
  /** Numbers of the procedures that read without an error of their own; these can be drawn. */
  readonly sound: readonly string[]
}

/** What an editor needs of a text at every key: like `checkManual`, with the draft that errors leave. */
export function readForEditor(source: string, known?: Known): EditorReading {
  const { draft, findings } = readDraft(source, known)
  if (!draft) return { draft: null, manual: null, findings, sound: [] }
  const errors = (all: readonly Finding[]) => all.filter(({ severity }) => severity === 'error')
  const unsound = new Set(errors(findings).map(({ procedure }) => procedure ?? ''))
  const all = [...findings, ...lintProcedures(draft, unsound, known)]
  const wrong = errors(all)
  const numbers = Map.groupBy(draft.procedures, ({ number }) => number)
  const sound = draft.procedures.filter(
    ({ number, span, steps }) =>
      steps.length > 0 &&
      numbers.get(number)?.length === 1 &&
      !wrong.some(
        (finding) =>
          finding.procedure === number ||
          (finding.procedure === undefined &&
            finding.span.start.offset >= span.start.offset &&
            finding.span.start.offset < span.end.offset),
      ),
  )
  return {
    draft,
    manual: wrong.length === 0 ? draft : null,
    findings: inOrder(all),
    sound: sound.map(({ number }) => number),
  }
}
