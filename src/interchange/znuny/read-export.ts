import { parseDocument } from 'yaml'
import { ImportRefused } from '../notation/report.ts'

/** A process as Znuny, OTRS and OTOBO export it: the process and what it names, by entity id. */
export interface ZnunyExport {
  readonly process: Entity
  readonly activities: ReadonlyMap<string, Entity>
  readonly dialogs: ReadonlyMap<string, Entity>
  readonly transitions: ReadonlyMap<string, Entity>
  readonly actions: ReadonlyMap<string, Entity>
}

export interface Entity {
  readonly id: string
  readonly name: string
  readonly config: Record<string, unknown>
}

const LIMITS = { length: 1_000_000, flow: 2_000, depth: 60, aliases: 50 } as const

/** Reads the YAML of an exported process; every scalar is text. Throws `ImportRefused` with a sentence where it is none. */
export function readExport(yaml: string): ZnunyExport {
  const root = parse(yaml)
  const process = isMap(root) ? root.Process : undefined
  if (!isMap(root) || !isMap(process)) {
    throw new ImportRefused(
      'El archivo no es un proceso exportado: falta «Process». Expórtelo desde la administración de procesos.',
    )
  }
  return {
    process: entityOf(text(process.EntityID) || 'Process', process),
    activities: entitiesOf(root.Activities),
    dialogs: entitiesOf(root.ActivityDialogs),
    transitions: entitiesOf(root.Transitions),
    actions: entitiesOf(root.TransitionActions),
  }
}

export function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function text(value: unknown): string {
  return typeof value === 'string' ? value.replace(/\s+/g, ' ').trim() : ''
}

function parse(yaml: string): unknown {
  if (yaml.length > LIMITS.length) throw new ImportRefused('El archivo pasa de 1 MB; exporte un proceso por archivo.')
  if (/\u0000/.test(yaml)) throw new ImportRefused('El archivo no es texto.')
  // The parser's time and stack grow with nesting: what no export has is refused before it.
  const tooMany = (yaml.match(/[[{]/g)?.length ?? 0) > LIMITS.flow || (yaml.match(/[&*]\w/g)?.length ?? 0) > LIMITS.flow
  const tooDeep = new RegExp(`^(?: {${LIMITS.depth * 2},}|(?:- ){${LIMITS.depth},})\\S`, 'm').test(yaml)
  if (tooMany || tooDeep) throw new ImportRefused('El YAML está demasiado anidado para ser un proceso exportado.')
  try {
    const document = parseDocument(yaml, { schema: 'failsafe', logLevel: 'silent', uniqueKeys: true })
    const fault = document.errors[0]
    if (fault) {
      const line = fault.linePos?.[0].line
      throw new ImportRefused(
        `El YAML está mal formado${line ? ` en la línea ${line}` : ''}: vuelva a exportar el proceso.`,
      )
    }
    return document.toJS({ maxAliasCount: LIMITS.aliases })
  } catch (error) {
    if (error instanceof ImportRefused) throw error
    throw new ImportRefused('El YAML repite partes de sí mismo más de lo que hace un proceso exportado.')
  }
}

function entitiesOf(value: unknown): ReadonlyMap<string, Entity> {
  return new Map(
    Object.entries(isMap(value) ? value : {}).flatMap(([id, entity]) =>
      isMap(entity) ? [[id, entityOf(id, entity)]] : [],
    ),
  )
}

function entityOf(id: string, entity: Record<string, unknown>): Entity {
  return { id, name: text(entity.Name) || id, config: isMap(entity.Config) ? entity.Config : {} }
}
