import { sql } from 'kysely'
import { foldText } from '#src/manual/index.ts'
import type { InstitutionDirectory, Unit } from '../types.ts'
import { adminCommand, found, refuseField, sameRevision, type Tx } from './command.ts'
import * as field from './field.ts'

const fields = {
  revision: field.revision(),
  code: field.code({
    es: 'Código',
    en: 'Code',
    help: { es: 'Corto, como en los oficios: DTI, DRH.', en: 'Short, as in letters: DTI, DRH.' },
  }),
  name: field.text({
    es: 'Nombre',
    en: 'Name',
    help: { es: 'Como la nombran los manuales.', en: 'As the manuals name it.' },
  }),
  parent: field.optionalChoice({ es: 'Depende de', en: 'Reports to' }, field.unitOptions),
  head: field.optionalChoice({ es: 'Cargo de la jefatura', en: 'Position of its head' }, field.postOptions),
  office: field.optionalCode({
    es: 'Municipio u oficina',
    en: 'Municipality or office',
    help: { es: 'Para los feriados locales.', en: 'For local holidays.' },
  }),
}
const button = { es: 'Guardar la dependencia', en: 'Save the unit' }
const back = '/administracion/dependencias'

export const createUnit = adminCommand({
  action: 'unit.create',
  words: { es: 'Nueva dependencia', en: 'New unit', button },
  page: '/administracion/dependencias/nueva',
  api: '/api/units',
  fields,
  prefill: () => ({ values: {}, about: '', back }),
  async run({ tx, directory }, _params, input) {
    checkUnit(directory, null, input)
    const { rows } = await sql<{ id: string }>`insert into unit (code, name, parent_id, head_position_id, office)
      values (${input.code}, ${input.name}, ${input.parent}, ${input.head}, ${input.office}) returning id`.execute(tx)
    return { subject: { kind: 'unit', id: rows[0]!.id }, go: back }
  },
})

export const editUnit = adminCommand({
  action: 'unit.edit',
  words: { es: 'Dependencia', en: 'Unit', button },
  page: '/administracion/dependencias/:id',
  api: '/api/units/:id',
  fields: {
    ...fields,
    closedOn: field.optionalDate({
      es: 'Cerrada desde',
      en: 'Closed since',
      help: { es: 'Déjelo vacío mientras exista.', en: 'Leave it empty while it exists.' },
    }),
  },
  prefill(directory, { id }) {
    const unit = directory.unitById(id!)
    return unit && { values: { ...unit }, about: unit.name, back }
  },
  async run({ tx, directory }, { id }, input) {
    const unit = found(directory.unitById(id!))
    sameRevision(unit, input.revision)
    checkUnit(directory, unit, input)
    if (input.closedOn !== null) checkEmpty(directory, unit, input.closedOn)
    await updateUnit(tx, { ...input, id: unit.id })
    return { subject: { kind: 'unit', id: unit.id }, go: back }
  },
})

async function updateUnit(tx: Tx, unit: Omit<Unit, 'revision'>): Promise<void> {
  await sql`update unit set code = ${unit.code}, name = ${unit.name}, parent_id = ${unit.parent}, head_position_id = ${unit.head},
    office = ${unit.office}, closed_on = ${unit.closedOn}, revision = revision + 1 where id = ${unit.id}`.execute(tx)
}

type UnitInput = Pick<Unit, 'code' | 'name' | 'parent' | 'head'>

function checkUnit(directory: InstitutionDirectory, unit: Unit | null, input: UnitInput): void {
  const others = directory.rows.units.filter(({ id }) => id !== unit?.id)
  if (others.some((other) => other.code.toLowerCase() === input.code.toLowerCase()))
    refuseField('code', {
      code: 'taken',
      es: 'Otra dependencia tiene ese código. Escriba otro.',
      en: 'Another unit has that code. Write another.',
    })
  // Manuals name units without case or accents, so two such names would be one.
  if (others.some((other) => other.closedOn === null && foldText(other.name) === foldText(input.name)))
    refuseField('name', {
      code: 'taken',
      es: 'Otra dependencia se llama así. Los manuales no podrían distinguirlas.',
      en: 'Another unit has that name. The manuals could not tell them apart.',
    })
  if (input.parent !== null) {
    if (!directory.unitById(input.parent))
      refuseField('parent', {
        code: 'unknown',
        es: 'Elija una dependencia de la lista.',
        en: 'Choose a unit of the list.',
      })
    if (unit && directory.unitsUnder(unit.id).includes(input.parent))
      refuseField('parent', {
        code: 'loop',
        es: 'Esa dependencia está debajo de esta. Elija una superior.',
        en: 'That unit is below this one. Choose one above.',
      })
  }
  if (input.head !== null && !directory.postById(input.head))
    refuseField('head', { code: 'unknown', es: 'Elija un cargo de la lista.', en: 'Choose a position of the list.' })
}

function checkEmpty({ rows }: InstitutionDirectory, unit: Unit, on: string): void {
  const open = (row: { closedOn: string | null }) => row.closedOn === null || row.closedOn > on
  if (
    rows.units.some((other) => other.parent === unit.id && open(other)) ||
    rows.posts.some((post) => post.unit === unit.id && open(post))
  )
    refuseField('closedOn', {
      code: 'not-empty',
      es: 'Todavía tiene dependencias o cargos abiertos. Ciérrelos o trasládelos antes.',
      en: 'It still has open units or positions. Close or move them first.',
    })
}
