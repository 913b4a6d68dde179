import { adminCommand, found, refuseField } from '../../admin/command.ts'
import * as field from '../../admin/field.ts'
import { addMapping, readMappings, removeMapping } from './mapping.store.ts'

const HOME = '/administracion/ingreso'

/** What the members of a group of the directory, or of the OpenID provider, get here. */
export const mapGroup = adminCommand({
  action: 'sign-in.map-group',
  words: {
    es: 'Asignar lugar a un grupo',
    en: 'Give a group its place',
    button: { es: 'Guardar la asignación', en: 'Save' },
  },
  page: '/administracion/ingreso/grupos/nuevo',
  api: '/api/sign-in/group-mappings',
  fields: {
    group: field.text(
      {
        es: 'Grupo del directorio o del proveedor',
        en: 'Group of the directory or the provider',
        help: {
          es: 'Su nombre, o el distinguido completo: CN=Mesa de servicio,OU=Grupos,DC=min,DC=gob.',
          en: 'Its name, or the whole distinguished one: CN=Service desk,OU=Groups,DC=min,DC=gob.',
        },
      },
      { max: 500 },
    ),
    unit: field.optionalChoice({ es: 'Dependencia donde trabajan', en: 'Unit in which they work' }, field.unitOptions),
    position: field.optionalChoice({ es: 'Cargo que ocupan', en: 'Position that they hold' }, field.postOptions),
    personGroup: field.optionalChoice({ es: 'Grupo de Ventanilla', en: 'Group of Ventanilla' }, ({ rows }) =>
      rows.groups.map(({ id, name }) => ({ value: id, label: name })),
    ),
    administrator: field.yesNo({ es: 'Administran Ventanilla', en: 'They administer Ventanilla' }),
  },
  prefill: () => ({ values: { administrator: 'false' }, about: '', back: HOME }),
  async run({ tx, directory }, _params, { group, unit, position, personGroup, administrator }) {
    if (unit === null && position === null && personGroup === null && !administrator)
      refuseField('unit', {
        code: 'missing',
        es: 'Elija al menos una de las cuatro cosas que recibe el grupo.',
        en: 'Choose at least one of the four things that the group gets.',
      })
    if (unit !== null && !directory.unitById(unit)) refuseField('unit', unknown)
    if (position !== null && !directory.postById(position)) refuseField('position', unknown)
    if (personGroup !== null && !directory.rows.groups.some(({ id }) => id === personGroup))
      refuseField('personGroup', unknown)
    const none = { group, unit: null, position: null, personGroup: null }
    const added = [
      unit !== null && (await addMapping(tx, { ...none, kind: 'unit', unit })),
      position !== null && (await addMapping(tx, { ...none, kind: 'position', position })),
      personGroup !== null && (await addMapping(tx, { ...none, kind: 'group', personGroup })),
      administrator && (await addMapping(tx, { ...none, kind: 'administrator' })),
    ].filter((id) => typeof id === 'string')
    if (added.length === 0)
      refuseField('group', {
        code: 'taken',
        es: 'Ese grupo ya recibe eso. Elija otra cosa, o quite antes la asignación.',
        en: 'That group gets that already. Choose something else, or remove it first.',
      })
    return { subject: { kind: 'group-mapping', id: group }, go: HOME }
  },
})

const unknown: field.Fault = {
  code: 'unknown',
  es: 'Elija una opción de la lista.',
  en: 'Choose an option of the list.',
}

export const unmapGroup = adminCommand({
  action: 'sign-in.unmap-group',
  words: {
    es: 'Quitar la asignación del grupo',
    en: 'Take the place of the group away',
    button: { es: 'Quitar la asignación', en: 'Remove it' },
  },
  page: '/administracion/ingreso/grupos/:mapping/quitar',
  api: '/api/sign-in/group-mappings/:mapping/end',
  fields: {},
  async prefill(_directory, { mapping }, db) {
    const known = (await readMappings(db)).find(({ id }) => id === mapping)
    return known ? { values: {}, about: known.group, back: HOME } : null
  },
  async run({ tx }, { mapping }) {
    const known = found((await readMappings(tx)).find(({ id }) => id === mapping))
    await removeMapping(tx, known.id)
    return { subject: { kind: 'group-mapping', id: known.group }, go: HOME }
  },
})
