import { canonicalJson } from '#src/platform/crypto/canonical-json.ts'
import { keyFingerprint, verifyText } from '#src/platform/crypto/signing-key.ts'
import { sha256Hex } from '#src/platform/crypto/token.ts'
import { FIRST_HASH, privateDigest } from './chain.ts'
import { type CaseExport, EXPORT_FORMAT, type ExportedAct } from './export-format.ts'

/** A fault of an export. `act` is the place, counting from 1; absent where the fault is not in one act. */
export interface ExportFault {
  readonly code: string
  readonly act?: number
  readonly message: string
}

export interface Verification {
  readonly faults: readonly ExportFault[]
  /** Number of the case and of its acts, when the file could be read. */
  readonly number?: string
  readonly count?: number
  /** Acts, counting from 1, of which the personal text was lawfully erased, and when. */
  readonly erased?: readonly { readonly act: number; readonly at: string }[]
}

/** Checks an export against the installation's public key (PEM), without the database. Never throws on bad input. */
export function verifyExport(text: string, publicKey: string): Verification {
  const file = readExport(text)
  if ('code' in file) return { faults: [file] }
  const faults = [...formFaults(text, file), ...chainFaults(file), ...endFaults(file), ...sealFaults(file, publicKey)]
  return { faults, number: file.case.number, count: file.acts.length, erased: erasedIn(file) }
}

function erasedIn(file: CaseExport): { act: number; at: string }[] {
  return file.acts.flatMap(({ erasedAt }, index) =>
    typeof erasedAt === 'string' ? [{ act: index + 1, at: erasedAt }] : [],
  )
}

function readExport(text: string): CaseExport | ExportFault {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch (error) {
    return {
      code: 'no-es-json',
      message: `El archivo no es JSON: ${(error as Error).message}. Pida otra vez la exportación del expediente.`,
    }
  }
  if (isExport(parsed) && hasCanonicalForm(parsed)) return parsed
  return {
    code: 'forma-desconocida',
    message: `El archivo no es una exportación de expediente («format» debe ser «${EXPORT_FORMAT}» con case, acts, people, end y seal).`,
  }
}

/** Half of a surrogate pair, 1e999, or a nesting without end: JSON can write them, and no program of ours did. */
function hasCanonicalForm(value: unknown): boolean {
  try {
    canonicalJson(value)
    return true
  } catch {
    return false
  }
}

function isExport(value: unknown): value is CaseExport {
  if (!isRecord(value) || value.format !== EXPORT_FORMAT) return false
  const { case: head, acts, people, end, seal } = value
  return (
    isRecord(head) &&
    typeof head.number === 'string' &&
    Array.isArray(acts) &&
    acts.every((act) => isRecord(act) && typeof act.text === 'string' && typeof act.hash === 'string') &&
    isRecord(people) &&
    isRecord(end) &&
    typeof end.count === 'number' &&
    typeof end.hash === 'string' &&
    isRecord(seal) &&
    typeof seal.signature === 'string' &&
    typeof seal.key === 'string'
  )
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function formFaults(text: string, file: CaseExport): ExportFault[] {
  const canonical = `${canonicalJson(file)}\n`
  if (text === canonical) return []
  let at = 0
  while (at < text.length && text[at] === canonical[at]) at += 1
  return [
    {
      code: 'texto-cambiado',
      message: `El texto del archivo no es el que se exportó: difiere desde el carácter ${at + 1}. Use el archivo tal como se descargó.`,
    },
  ]
}

function chainFaults(file: CaseExport): ExportFault[] {
  const faults: ExportFault[] = []
  let prev = FIRST_HASH
  for (const [index, exported] of file.acts.entries()) {
    faults.push(...actFaults(exported, index + 1, prev, file.case.number))
    prev = exported.hash
  }
  return faults
}

function actFaults(exported: ExportedAct, place: number, prev: string, number: string): ExportFault[] {
  const fault = (code: string, message: string): ExportFault => ({
    code,
    act: place,
    message: `Acto ${place}: ${message}`,
  })
  // Its text is not told to whoever asked for the case; that it belongs here, the next one's link and the seal say.
  if (exported.withheld === true && exported.text === '') return []
  if (sha256Hex(exported.text) !== exported.hash) return [fault('acto-alterado', 'su texto o su huella fue alterado.')]
  let act: Record<string, unknown>
  try {
    act = JSON.parse(exported.text)
  } catch {
    return [fault('acto-ilegible', 'su texto no es JSON.')]
  }
  const faults: ExportFault[] = []
  if (act.case !== number) faults.push(fault('acto-de-otro-expediente', `pertenece al expediente ${act.case}.`))
  if (act.seq !== place)
    faults.push(fault('acto-fuera-de-orden', `lleva el número ${act.seq}: falta, sobra o se movió un acto.`))
  if (act.prev !== prev)
    faults.push(fault('cadena-rota', 'no enlaza con el acto anterior: falta, sobra o se movió un acto.'))
  return [...faults, ...privateFaults(exported, act, fault)]
}

function privateFaults(
  exported: ExportedAct,
  act: Record<string, unknown>,
  fault: (code: string, message: string) => ExportFault,
): ExportFault[] {
  const held = exported.private !== undefined
  if (act.private === undefined)
    return held ? [fault('texto-personal-sobrante', 'trae texto personal que el acto no tenía.')] : []
  if (exported.erasedAt !== undefined)
    return held ? [fault('texto-personal-sobrante', 'trae texto personal que se borró.')] : []
  if (!held || exported.salt === undefined)
    return [fault('texto-personal-falta', 'le falta su texto personal o la sal de su huella.')]
  if (privateDigest(exported.salt, exported.private) === act.private) return []
  return [fault('texto-personal-alterado', 'su texto personal (formulario, nota o motivo) fue alterado.')]
}

function endFaults(file: CaseExport): ExportFault[] {
  const { count, hash } = file.end
  if (count !== file.acts.length) {
    return [
      {
        code: 'actos-faltantes',
        message: `El expediente cierra con ${count} actos y el archivo trae ${file.acts.length}.`,
      },
    ]
  }
  const last = file.acts.at(-1)?.hash ?? FIRST_HASH
  return last === hash
    ? []
    : [{ code: 'final-distinto', message: 'La última huella no es la que la institución selló.' }]
}

function sealFaults(file: CaseExport, publicKey: string): ExportFault[] {
  const fingerprint = keyFingerprint(publicKey)
  if (file.seal.key !== fingerprint) {
    return [
      {
        code: 'otra-llave',
        message: `El archivo se selló con la llave ${file.seal.key} y la llave dada es ${fingerprint}. Use la llave pública de la institución que lo emitió.`,
      },
    ]
  }
  const { signature } = file.seal
  // The last character of base64url has bits that no byte uses: another character there would give the same bytes.
  const asWritten = Buffer.from(signature, 'base64url').toString('base64url') === signature
  if (asWritten && verifyText(sealedText(file), signature, publicKey)) return []
  return [
    { code: 'sello-no-valido', message: 'El sello digital no corresponde al contenido: el archivo fue alterado.' },
  ]
}

/** What the seal covers: the canonical text of the whole file without the signature itself. */
export function sealedText(file: Omit<CaseExport, 'seal'> & { seal: Omit<CaseExport['seal'], 'signature'> }): string {
  const { signature: _, ...seal } = file.seal as CaseExport['seal']
  return canonicalJson({ ...file, seal })
}
