import { type Imported, ImportRefused } from '../notation/report.ts'
import { importForeign } from './foreign/import-foreign.ts'
import { carriedBy, readOwnFile, unchangedSource } from './own-file.ts'
import { readDefinitions } from './read-definitions.ts'

/**
 * A BPMN 2.0 document as a manual. A file of ours comes back to the letter; where its diagram was changed elsewhere, and in every
 * other file, the diagram is read. Throws `ImportRefused` with a Spanish sentence where there is nothing to read.
 */
export async function importBpmn(xml: string): Promise<Imported> {
  const definitions = await readDefinitions(xml)
  if (definitions.$type !== 'bpmn:Definitions') {
    throw new ImportRefused('El archivo no es BPMN 2.0: su raíz no es «definitions».')
  }
  const own = readOwnFile(definitions)
  const source = own && (await unchangedSource(definitions, own))
  if (source === null) return importForeign(definitions, own)
  const elements = (definitions.rootElements ?? []).flatMap(
    (root: { flowElements?: unknown[] }) => root.flowElements ?? [],
  )
  return {
    source,
    report: elements
      .filter((element: Parameters<typeof carriedBy>[0]) => carriedBy(element).row)
      .map((element: Parameters<typeof carriedBy>[0]) => ({
        element: element.$type,
        id: element.id ?? '',
        ...(element.name !== undefined && { name: element.name }),
        kind: 'kept' as const,
        message: `Es la fila ${carriedBy(element).row!.number}.`,
      })),
  }
}
