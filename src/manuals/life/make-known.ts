import { sql } from 'kysely'
import type { Call } from '#src/cases/call.ts'
import { readForm, type VerbWork } from '#src/cases/verbs.ts'
import { foldText } from '#src/manual/index.ts'
import type { Manual } from '#src/manual/types.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'
import { sendCopy } from './copy.store.ts'
import { lifeRefused } from './refusals.ts'

/** `manuales.difundir`: a copy for every unit that takes part in the manual, and certified ones for those that the form names. */
export async function makeKnown(call: Call, { file }: VerbWork): Promise<void> {
  const { tx, institution, deps, now } = call
  const { rows } = await sql<{ id: number }>`
    select id from manual_version where case_id = ${file.id} order by id desc limit 1`.execute(tx)
  const version = rows[0]
  if (version === undefined) throw lifeRefused('nothing-published')
  const { manual } = await deps.manuals.version(tx, version.id)
  const form = (await readForm(tx, file, 'DIF-MNP-01')) ?? {}
  const named = Object.entries(form).flatMap(([field, value]) =>
    field.startsWith('Copia certificada') && typeof value === 'string' ? [value] : [],
  )
  const send = async (name: string, certified: boolean) => {
    const unit = unitByName(institution.directory, name)
    if (unit !== null) await sendCopy(tx, { versionId: version.id, unit, certified, caseId: file.id, at: now })
  }
  for (const name of unitsOf(manual)) await send(name, false)
  for (const name of named) await send(name, true)
}

/** Names of the units that take part in a manual, each once. */
export function unitsOf(manual: Manual): readonly string[] {
  return [...new Set(manual.roles.flatMap(({ unit }) => unit ?? []))]
}

function unitByName({ rows }: InstitutionDirectory, name: string): string | null {
  return rows.units.find((unit) => unit.closedOn === null && foldText(unit.name) === foldText(name))?.id ?? null
}
