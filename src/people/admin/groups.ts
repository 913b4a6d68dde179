import { sql } from 'kysely'
import { foldText } from '#src/manual/index.ts'
import type { InstitutionDirectory } from '../types.ts'
import { adminCommand, found, refuseField, sameRevision, type Tx } from './command.ts'
import * as field from './field.ts'

const groupFields = {
  revision: field.revision(),
  code: field.code({
    es: 'Código',
    en: 'Code',
    help: { es: 'Como lo cita el manual: «grupo guardia».', en: 'As the manual cites it.' },
  }),
  name: field.text({ es: 'Nombre', en: 'Name' }),
  members: field.choices({ es: 'Integrantes', en: 'Members' }, field.personOptions),
}
const groupsPage = '/administracion/grupos'
const groupButton = { es: 'Guardar el grupo', en: 'Save the group' }

export const createGroup = adminCommand({
  action: 'group.create',
  words: { es: 'Nuevo grupo', en: 'New group', button: groupButton },
  page: '/administracion/grupos/nuevo',
  api: '/api/groups',
  fields: groupFields,
  prefill: () => ({ values: {}, about: '', back: groupsPage }),
  async run({ tx, directory }, _params, input) {
    refuseTaken(directory.rows.groups, null, input.code)
    checkMembers(directory, input.members)
    const { rows } = await sql<{
      id: string
    }>`insert into person_group (code, name) values (${input.code}, ${input.name})
      returning id`.execute(tx)
    await saveMembers(tx, rows[0]!.id, input.members)
    return { subject: { kind: 'group', id: rows[0]!.id }, go: groupsPage }
  },
})

export const editGroup = adminCommand({
  action: 'group.edit',
  words: { es: 'Grupo', en: 'Group', button: groupButton },
  page: '/administracion/grupos/:id',
  api: '/api/groups/:id',
  fields: groupFields,
  prefill({ rows }, { id }) {
    const group = rows.groups.find((row) => row.id === id)
    return group ? { values: { ...group }, about: group.name, back: groupsPage } : null
  },
  async run({ tx, directory }, { id }, input) {
    const group = found(directory.rows.groups.find((row) => row.id === id))
    sameRevision(group, input.revision)
    refuseTaken(directory.rows.groups, group.id, input.code)
    checkMembers(directory, input.members)
    await sql`update person_group set code = ${input.code}, name = ${input.name}, revision = revision + 1
      where id = ${group.id}`.execute(tx)
    await saveMembers(tx, group.id, input.members)
    return { subject: { kind: 'group', id: group.id }, go: groupsPage }
  },
})

const listFields = {
  revision: field.revision(),
  code: field.code({ es: 'Código', en: 'Code' }),
  name: field.text({
    es: 'Nombre',
    en: 'Name',
    help: { es: 'Como lo cita el manual: «uno por «centros telefónicos»».', en: 'As the manual cites it.' },
  }),
  members: field.lines({ es: 'Elementos', en: 'Members', help: { es: 'Uno en cada línea.', en: 'One on each line.' } }),
}
const listsPage = '/administracion/listas'
const listButton = { es: 'Guardar la lista', en: 'Save the list' }

export const createList = adminCommand({
  action: 'list.create',
  words: { es: 'Nueva lista', en: 'New list', button: listButton },
  page: '/administracion/listas/nueva',
  api: '/api/lists',
  fields: listFields,
  prefill: () => ({ values: {}, about: '', back: listsPage }),
  async run({ tx, directory }, _params, input) {
    refuseTaken(directory.rows.lists, null, input.code)
    const { rows } = await sql<{
      id: string
    }>`insert into directory_list (code, name) values (${input.code}, ${input.name})
      returning id`.execute(tx)
    await saveListMembers(tx, directory, rows[0]!.id, input.members)
    return { subject: { kind: 'list', id: rows[0]!.id }, go: listsPage }
  },
})

export const editList = adminCommand({
  action: 'list.edit',
  words: { es: 'Lista', en: 'List', button: listButton },
  page: '/administracion/listas/:id',
  api: '/api/lists/:id',
  fields: listFields,
  prefill({ rows }, { id }) {
    const list = rows.lists.find((row) => row.id === id)
    return list
      ? { values: { ...list, members: list.members.map(({ name }) => name) }, about: list.name, back: listsPage }
      : null
  },
  async run({ tx, directory }, { id }, input) {
    const list = found(directory.rows.lists.find((row) => row.id === id))
    sameRevision(list, input.revision)
    refuseTaken(directory.rows.lists, list.id, input.code)
    await sql`update directory_list set code = ${input.code}, name = ${input.name}, revision = revision + 1
      where id = ${list.id}`.execute(tx)
    await saveListMembers(tx, directory, list.id, input.members)
    return { subject: { kind: 'list', id: list.id }, go: listsPage }
  },
})

/** Replaces the members of a group. */
export async function saveMembers(tx: Tx, group: string, members: readonly string[]): Promise<void> {
  await sql`delete from person_group_member where group_id = ${group}`.execute(tx)
  await sql`insert into person_group_member (group_id, person_id) select ${group}, unnest(${members}::uuid[])`.execute(
    tx,
  )
}

/** Replaces the members of a list, in their order; a member that names a unit is tied to it. */
export async function saveListMembers(
  tx: Tx,
  { rows }: Pick<InstitutionDirectory, 'rows'>,
  list: string,
  members: readonly string[],
): Promise<void> {
  const units = members.map((name) => rows.units.find((unit) => foldText(unit.name) === foldText(name))?.id ?? null)
  await sql`delete from directory_list_member where list_id = ${list}`.execute(tx)
  await sql`insert into directory_list_member (list_id, place, name, unit_id)
    select ${list}, place, name, unit_id
    from unnest(${members}::text[], ${units}::uuid[]) with ordinality as member (name, unit_id, place)`.execute(tx)
}

function refuseTaken(
  rows: readonly { readonly id: string; readonly code: string }[],
  own: string | null,
  code: string,
): void {
  if (rows.some((row) => row.id !== own && row.code.toLowerCase() === code.toLowerCase()))
    refuseField('code', {
      code: 'taken',
      es: 'Ese código ya está en uso. Escriba otro.',
      en: 'That code is taken. Write another.',
    })
}

function checkMembers({ activePeople }: InstitutionDirectory, members: readonly string[]): void {
  const known = new Set(activePeople.map(({ id }) => id))
  if (!members.every((member) => known.has(member)))
    refuseField('members', { code: 'unknown', es: 'Elija personas de la lista.', en: 'Choose people of the list.' })
}
