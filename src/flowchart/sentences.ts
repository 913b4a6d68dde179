import type { CompiledProcedure } from '#src/procedure/index.ts'
export function chartSentences(_version: CompiledProcedure): string[] {
  return []
}
