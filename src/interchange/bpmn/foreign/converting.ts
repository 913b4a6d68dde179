import type { ModdleElement } from 'bpmn-moddle'
import type { ImportedProcess } from '../../notation/imported-process.ts'
import type { ImportNote } from '../../notation/report.ts'

/** What is known and collected while one document is converted. */
export interface Converting {
  readonly report: ImportNote[]
  readonly processes: ImportedProcess[]
  /** Number of the procedure that each process or sub-process becomes, by id. */
  readonly numbers: Map<string, string>
  /** Names of the pools at the other end of an element's message flows. */
  readonly partners: ReadonlyMap<string, readonly string[]>
  /** Texts of annotations, by the element that they are tied to. */
  readonly annotations: ReadonlyMap<string, readonly string[]>
  /** Names of objects that some element leaves. */
  readonly delivered: ReadonlySet<string>
  nextNumber: number
}

export function note(converting: Converting, element: ModdleElement, kind: ImportNote['kind'], message: string): void {
  const name = String(element.name ?? '').trim()
  converting.report.push({
    element: element.$type,
    id: element.id ?? '',
    ...(name !== '' && { name: name.slice(0, 200) }),
    kind,
    message,
  })
}
