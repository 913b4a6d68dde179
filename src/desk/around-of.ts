import type { PanelReading } from '#src/cases/panels.ts'
import type { CaseReading } from '#src/cases/read-case.ts'
import { readersOf } from '#src/cases/readers.ts'
import { type Around, NOTHING_AROUND, readAround } from './around.store.ts'

/** What stands around a case, read once for all panels of a page, and not at all where the case itself says that there is nothing. */
export function aroundOf(input: Pick<PanelReading, 'deps' | 'reading' | 'person'>): Promise<Around> {
  const known = kept.get(input.reading)
  if (known !== undefined) return known
  const reading = readOnce(input)
  kept.set(input.reading, reading)
  return reading
}

const kept = new WeakMap<CaseReading, Promise<Around>>()

async function readOnce({ deps, reading, person }: Pick<PanelReading, 'deps' | 'reading' | 'person'>): Promise<Around> {
  const { file, part, institution } = reading
  const { desk } = file.state
  if (desk === undefined) return NOTHING_AROUND
  const official = part === 'official'
  // Whoever asked for a merged case sees here what was said in it, and nobody else's.
  const absorbed = (desk.absorbed ?? []).filter(({ requesters }) => official || requesters.includes(person.id))
  const said = absorbed.flatMap(({ number, others }) => (official ? [number, ...others] : [number]))
  const linked = official ? (desk.links ?? []).map(({ number }) => number) : []
  const into = desk.merged === undefined ? [] : [desk.merged.into]
  const mentioned = desk.conversation?.mentioned.includes(person.id) === true ? person.id : null
  const numbers = [...new Set([...linked, ...into, ...said])]
  if (numbers.length === 0 && mentioned === null) return NOTHING_AROUND
  const now = deps.clock()
  const readers = readersOf(institution.directory, person.id)
  const { db, shared = db } = deps
  const found = await readAround(mentioned === null ? shared : db, {
    caseId: file.id,
    readers,
    numbers,
    absorbed: said,
    mentioned,
    now,
  })
  if (found.seen > 0) deps.changed(new Set([`person:${person.id}`]))
  return found
}
