import { parseArgs } from 'node:util'

/** A command that was written wrongly; its message says how to write it. */
export class BadUse extends Error {}

type Options = Readonly<Record<string, { readonly type: 'string' | 'boolean' }>>

/** Options and files of a command line. Throws `BadUse` on an option that the command does not have. */
export function readArguments(
  args: readonly string[],
  options: Options,
  howTo: string,
): { files: string[]; values: Record<string, string | boolean | undefined> } {
  try {
    const { positionals, values } = parseArgs({ args: [...args], options, allowPositionals: true })
    return { files: positionals, values: values as Record<string, string | boolean | undefined> }
  } catch (error) {
    throw new BadUse(`${(error as Error).message.split('. ')[0]}.\nUso: ${howTo}`)
  }
}

export function needFiles(files: readonly string[], howTo: string): void {
  if (files.length === 0) throw new BadUse(`Falta el archivo.\nUso: ${howTo}`)
}
