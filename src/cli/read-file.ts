import { readFileSync } from 'node:fs'

/** The text of a file. Throws with a sentence in Spanish when it cannot be read. */
export function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    const { code } = cause as { code?: string }
    const why =
      code === 'ENOENT'
        ? 'no existe'
        : code === 'EISDIR'
          ? 'es una carpeta'
          : code === 'EACCES'
            ? 'no se tiene permiso para leerlo'
            : 'no se pudo leer'
    throw new Error(`${file}: ${why}.`, { cause })
  }
}
