import { canonicalJson } from '#src/platform/crypto/canonical-json.ts'

/** Version of the form of an export of everything. */
export const FORMAT = 'ventanilla-todo-1'

/** Names in the folder of an export. */
export const NAMES = {
  manifest: 'manifiesto.jsonl',
  seal: 'sello.json',
  readMe: 'LEAME.txt',
  schema: 'esquema.json',
  key: 'llave-publica.pem',
  missing: 'archivos-que-faltan.jsonl',
  directory: 'directorio.json',
  statistics: 'estadisticas.md',
  tables: 'tablas',
  cases: 'expedientes',
  manuals: 'manuales',
  calendars: 'calendarios',
  files: 'archivos',
} as const

/** One file of the export: a line of the manifest. */
export interface ManifestEntry {
  /** Under the folder, with `/`. */
  readonly path: string
  readonly sha256: string
  /** Bytes. */
  readonly size: number
}

/** What the installation answers for. Sealed over the canonical text of all of it but the signature. */
export interface Seal {
  readonly format: typeof FORMAT
  readonly institution: string
  /** The instant of the snapshot: nothing later is in it. */
  readonly exportedAt: string
  readonly migration: number
  readonly manifest: { readonly sha256: string; readonly files: number; readonly bytes: number }
  /** Rows by table. */
  readonly tables: Readonly<Record<string, number>>
  readonly cases: number
  readonly acts: number
  readonly manuals: number
  /** Contents of files: how many there are, and how many the store had not. */
  readonly contents: { readonly there: number; readonly missing: number }
  readonly seal: { readonly algorithm: 'Ed25519'; readonly key: string; readonly signature: string }
}

/** What the signature covers. */
export function sealedPart(seal: Seal): string {
  const { signature: _, ...rest } = seal.seal
  return canonicalJson({ ...seal, seal: rest })
}

export const contentPath = (sha256: string): string => `${NAMES.files}/${sha256.slice(0, 2)}/${sha256}`
