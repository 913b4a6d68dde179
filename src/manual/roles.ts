import { foldText } from './fold-text.ts'
import { type Notes, notesFor } from './notes.ts'
import type { Places } from './places.ts'
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
  const own = tableNames.map(byPost)
  const everywhere = byPost([...tableNames.flat(), ...duties.map(splitRole)])

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
    isPost: (written) => everywhere.has(foldText(written)),
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
      if (foldText(name.post) === 'solicitante' && !own[table]?.has('solicitante')) {
        const say =
          '«solicitante» solo vale en firmas, conformidades, respuestas y asignaciones; escriba aquí un cargo.'
        notes.say('responsable-mal-escrito', place.from, place.to, say)
        return null
      }
      const post = foldText(name.post)
      const here = own[table]?.get(post) ?? []
      const candidates = here.length > 0 ? here : (everywhere.get(post) ?? [])
      if (candidates.length <= 1) return register(candidates[0] ?? name)
      const options = candidates.map(({ unit, post }) => `«${unit} / ${post}»`).join(', ')
      notes.say('rol-ambiguo', place.from, place.to, `«${name.post}» puede ser ${options}; escriba la dependencia.`)
      return null
    },
  }
}

/** The questions of one procedure about roles, by the name asked about, and the answers. */
export interface AskedRoles {
  readonly resolved: Map<string, { readonly key: string | null; readonly said: string }>
  readonly posts: Map<string, boolean>
}

/** The same roles, and a record of what is asked of them. */
export function recorded(roles: Roles): { readonly roles: Roles; readonly asked: AskedRoles } {
  const asked: AskedRoles = { resolved: new Map(), posts: new Map() }
  return {
    asked,
    roles: {
      list: roles.list,
      resolve(written, table, place, notes) {
        const before = notes.findings.length
        const key = roles.resolve(written, table, place, notes)
        if (!asked.resolved.has(written)) asked.resolved.set(written, { key, said: saidSince(notes, before) })
        return key
      },
      isPost(written) {
        const is = roles.isPost(written)
        asked.posts.set(written, is)
        return is
      },
    },
  }
}

/** Asks again, which makes the roles known as the first time did; whether all answers are what they were. */
export function sameAnswers(roles: Roles, { resolved, posts }: AskedRoles, table: number, places: Places): boolean {
  for (const [written, { key, said }] of resolved) {
    const notes = notesFor(places)
    if (roles.resolve(written, table, { from: 0, to: 0 }, notes) !== key || saidSince(notes, 0) !== said) return false
  }
  return [...posts].every(([written, is]) => roles.isPost(written) === is)
}

function saidSince({ findings }: Notes, before: number): string {
  return findings
    .slice(before)
    .map(({ code, message }) => `${code} ${message}`)
    .join('\n')
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

/** The roles with a dependencia that each cargo may be, in order, each once; none where it only stands bare. */
function byPost(names: readonly Name[]): ReadonlyMap<string, readonly Name[]> {
  const found = new Map<string, Map<string, Name>>()
  for (const name of names) {
    const post = foldText(name.post)
    const roles = found.get(post) ?? new Map<string, Name>()
    found.set(post, roles)
    if (name.unit && !roles.has(idOf(name))) roles.set(idOf(name), name)
  }
  return new Map([...found].map(([post, roles]) => [post, [...roles.values()]]))
}

function idOf({ unit, post }: Name): string {
  return `${unit ? foldText(unit) : ''} / ${foldText(post)}`
}
