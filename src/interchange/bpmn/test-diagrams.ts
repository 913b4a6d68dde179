import { readdirSync, readFileSync } from 'node:fs'
import { readManual } from '#src/manual/index.ts'
import type { Manual } from '#src/manual/types.ts'

/** Every procedure of every manual of the project. */
export function everyProcedure(): { manual: Manual; number: string; name: string }[] {
  return readdirSync('manuals')
    .filter((file) => file.endsWith('.manual.md'))
    .flatMap((file) => {
      const { manual } = readManual(readFileSync(`manuals/${file}`, 'utf8'))
      if (!manual) throw new Error(`${file} has errors`)
      return manual.procedures.map(({ number }) => ({ manual, number, name: `${file} ${number}` }))
    })
}

/** What the reader gives, without places in the text. */
export function withoutSpans(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSpans)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => (key === 'span' ? [] : [[key, withoutSpans(inner)]])),
  )
}
