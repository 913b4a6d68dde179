import { checkManual, refuseOversize } from '#src/manual/index.ts'
import { DOCUMENT_LIMITS, type Imported, type Progress, refuseDocument } from '../document/index.ts'
import { READERS, type Reader } from './readers.ts'

export interface ImportedFile extends Imported {
  readonly kind: Reader['kind']
  readonly counts: {
    readonly procedures: number
    readonly steps: number
    readonly forms: number
    readonly doubts: number
  }
}

/**
 * Brings a file into the notation, by its content and not by its name. Throws `Refused` with a sentence when it cannot be read.
 * It runs as long as the file asks for: use `importApart` for a file that came from outside.
 */
export async function importFile(
  bytes: Uint8Array,
  name: string,
  progress: Progress = () => {},
): Promise<ImportedFile> {
  if (bytes.length === 0) refuseDocument('empty')
  if (bytes.length > DOCUMENT_LIMITS.file) refuseDocument('too-large')
  const text = new TextDecoder().decode(bytes.subarray(0, 4_000))
  const extension = /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? ''
  const reader = READERS.find(({ knows }) => knows({ bytes, text, extension }))!
  progress('Abriendo el archivo', 0)
  const { source, report } = await reader.read(bytes, progress)
  if (refuseOversize(source)) refuseDocument('too-many-rows')
  progress('Revisando el resultado', 0.97)
  return { kind: reader.kind, source, report, counts: countsOf(source) }
}

function countsOf(source: string): ImportedFile['counts'] {
  const { findings } = checkManual(source)
  const doubts = findings.filter(({ code }) => code === 'duda-pendiente').length
  const procedures = source.match(/^## PROCEDIMIENTO No\. /gm)?.length ?? 0
  const steps = source.match(/^\|[^|\n]*\|[ ]*\d{1,3}[ ]*\|/gm)?.length ?? 0
  const forms = source.match(/^### FORMA /gm)?.length ?? 0
  return { procedures, steps, forms, doubts }
}
