import { foldText } from './fold-text.ts'
import type { Notes } from './notes.ts'
import type { Role } from './types.ts'

/** The roles of a manual while it is read: names go in as written, keys come out. */
export interface Roles {
  readonly list: Role[]
  /** Key of the role that `written` names in the procedure at `table`; null, with a finding, when it names none or several. */
  readonly resolve: (written: string, table: number, place: { from: number; to: number }, notes: Notes) => string | null
  /** Whether a bare name is the cargo of some role of a table or of RESPONSABILIDADES. */
  readonly isPost: (written: string) => boolean
}

interface Name {
  readonly unit: string | null
  readonly post: string
}

/**
 * @param tables the RESPONSABLE cells of each procedure, in order
 * @param duties the roles named in RESPONSABILIDADES
 */
export function rolesOf(tables: readonly (readonly string[])[], duties: readonly string[]): Roles {
  const list: Role[] = []
  const known = new Map<string, Role>()
  const tableNames = tables.map((cells) => cells.map(splitRole))
  const dutyNames = duties.map(splitRole)

  const register = (name: Name): string => {
    const id = idOf(name)
    const role = known.get(id) ?? { key: name.unit ? `${name.unit} / ${name.post}` : name.post, ...name }
    if (!known.has(id)) {
      known.set(id, role)
      list.push(role)
    }
    return role.key
  }

  return {
    list,
    isPost: (written) => [...tableNames.flat(), ...dutyNames].some(({ post }) => same(post, written)),
    resolve(written, table, place, notes) {
      if (/\S\/\s|\s\/\S/.test(written) || !/\p{L}/u.test(written) || /^\s*\/|\/\s*$/.test(written)) {
        const say =
          'Un responsable se escribe «Dependencia / Cargo», con un espacio a cada lado de la barra; «—» si no hay nadie.'
        notes.say('responsable-mal-escrito', place.from, place.to, say)
        return null
      }
      const name = splitRole(written)
      if (name.unit) return register(name)
      // A word of the language: the requester of the case, unless the table gives the requester steps of its own.
      if (same(name.post, 'solicitante') && !(tableNames[table] ?? []).some(({ post }) => same(post, name.post))) {
        const say =
          '«solicitante» solo vale en firmas, conformidades, respuestas y asignaciones; escriba aquí un cargo.'
        notes.say('responsable-mal-escrito', place.from, place.to, say)
        return null
      }
      const here = matches(tableNames[table] ?? [], name.post)
      const candidates = here.length > 0 ? here : matches([...tableNames.flat(), ...dutyNames], name.post)
      if (candidates.length <= 1) return register(candidates[0] ?? name)
      const options = candidates.map(({ unit, post }) => `«${unit} / ${post}»`).join(', ')
      notes.say('rol-ambiguo', place.from, place.to, `«${name.post}» puede ser ${options}; escriba la dependencia.`)
      return null
    },
  }
}

/** Splits `Dependencia / Cargo`; a bare cargo has no dependencia. */
export function splitRole(written: string): Name {
  const clean = written.trim().replace(/\s+/g, ' ')
  const bar = clean.lastIndexOf(' / ')
  return bar === -1 ? { unit: null, post: clean } : { unit: clean.slice(0, bar), post: clean.slice(bar + 3) }
}

/** The cargo of `Dependencia / Cargo`. */
export function postOf(role: string): string {
  return splitRole(role).post
}

function matches(names: readonly Name[], post: string): Name[] {
  const found = new Map<string, Name>()
  for (const name of names)
    if (name.unit && same(name.post, post) && !found.has(idOf(name))) found.set(idOf(name), name)
  return [...found.values()]
}

function idOf({ unit, post }: Name): string {
  return `${unit ? foldText(unit) : ''} / ${foldText(post)}`
}

function same(a: string, b: string): boolean {
  return foldText(a) === foldText(b)
}
