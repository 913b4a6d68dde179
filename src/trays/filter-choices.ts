import type { CaseRouteDeps } from '#src/cases/routes/deps.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'
import type { FilterChoices } from './filter-form.ts'
import type { TrayFilter } from './tray-filter.ts'
import type { TrayScope } from './tray-scope.ts'

/** What the form of filters offers; only what the chips need while the form is closed. */
export async function readChoices(
  deps: CaseRouteDeps,
  directory: InstitutionDirectory,
  scope: TrayScope,
  filter: TrayFilter,
  whole: boolean,
): Promise<FilterChoices> {
  const units = scope.kind === 'unit' || scope.kind === 'overdue' ? scope.units : []
  if (!whole && filter.procedures === undefined) return { directory, units, procedures: [], channels: [], steps: [] }
  const versions = await deps.manuals.inForce(deps.db, deps.clock())
  const procedures = versions.flatMap(({ code, manual }) =>
    manual.procedures.map(({ number, title }) => ({
      value: `${code}/${number}`,
      label: `${code} ${number} · ${title}`,
    })),
  )
  const channels = new Set<string>()
  for (const { manual } of versions)
    for (const { starts } of manual.procedures)
      for (const start of starts) if (start.kind === 'request') for (const each of start.channels) channels.add(each)
  return { directory, units, procedures, channels: [...channels].sort(), steps: stepsOf() }

  function stepsOf() {
    const [chosen, ...others] = filter.procedures ?? []
    const version = versions.find(({ code }) => chosen?.startsWith(`${code}/`))
    const procedure = version?.procedure(chosen!.slice(version.code.length + 1))
    if (others.length > 0 || procedure === null || procedure === undefined) return []
    return [...procedure.rows.values()].slice(0, 200).map(({ number, text, step }) => ({
      value: number,
      label: `${number} · ${short(text || step.question || '')}`,
    }))
  }
}

function short(text: string): string {
  return text.length <= 70 ? text : `${text.slice(0, 69)}…`
}
