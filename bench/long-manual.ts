import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { manualsFolder } from '#src/program/places.ts'

/** The services manual with its procedures again and again under other numbers, until it has so many lines. */
export function longManual(lines: number): string {
  const source = readFileSync(join(manualsFolder, 'dti-servicios.manual.md'), 'utf8')
  const [head, ...parts] = source.split(/^(?=## PROCEDIMIENTO No\. )/m) as [string, ...string[]]
  const last = parts.at(-1)!
  const annexes = last.search(/^# /m)
  const procedures = [...parts.slice(0, -1), annexes < 0 ? last : last.slice(0, annexes)]
  const tail = annexes < 0 ? '' : last.slice(annexes)
  let text = head
  for (let at = 0; text.split('\n').length < lines; at++)
    text += procedures[at % procedures.length]!.replace(/^## PROCEDIMIENTO No\. \S+/, `## PROCEDIMIENTO No. ${at + 1}.`)
  return text + tail
}
