import { sql } from 'kysely'
import { foldText } from '#src/manual/index.ts'
import type { InstitutionDirectory, Post } from '../types.ts'
import { adminCommand, found, refuseField, sameRevision } from './command.ts'
import * as field from './field.ts'

const fields = {
  revision: field.revision(),
  code: field.code({ es: 'Código', en: 'Code' }),
  title: field.text({
    es: 'Nombre del cargo',
    en: 'Title',
    help: {
      es: 'Como aparece en la columna RESPONSABLE de los manuales.',
      en: 'As the manuals print it in their RESPONSABLE column.',
    },
  }),
  unit: field.choice({ es: 'Dependencia', en: 'Unit' }, field.unitOptions),
  places: field.whole({ es: 'Plazas', en: 'Places' }, 1, 1000),
}
const button = { es: 'Guardar el cargo', en: 'Save the position' }
const back = '/administracion/cargos'

export const createPosition = adminCommand({
  action: 'position.create',
  words: { es: 'Nuevo cargo', en: 'New position', button },
  page: '/administracion/cargos/nuevo',
  api: '/api/positions',
  fields,
  prefill: () => ({ values: { places: 1 }, about: '', back }),
  async run({ tx, directory }, _params, input) {
    checkPost(directory, null, input)
    const { rows } = await sql<{ id: string }>`insert into position (code, title, unit_id, places)
      values (${input.code}, ${input.title}, ${input.unit}, ${input.places}) returning id`.execute(tx)
    return { subject: { kind: 'position', id: rows[0]!.id }, go: back }
  },
})

export const editPosition = adminCommand({
  action: 'position.edit',
  words: { es: 'Cargo', en: 'Position', button },
  page: '/administracion/cargos/:id',
  api: '/api/positions/:id',
  fields: { ...fields, closedOn: field.optionalDate({ es: 'Suprimido desde', en: 'Abolished since' }) },
  prefill(directory, { id }) {
    const post = directory.postById(id!)
    return post && { values: { ...post }, about: post.title, back }
  },
  async run({ tx, directory }, { id }, input) {
    const post = found(directory.postById(id!))
    sameRevision(post, input.revision)
    checkPost(directory, post, input)
    const { closedOn } = input
    if (
      closedOn !== null &&
      directory.rows.tenures.some((row) => row.position === post.id && (row.until === null || row.until >= closedOn))
    )
      refuseField('closedOn', {
        code: 'occupied',
        es: 'Alguien ocupa el cargo en esa fecha. Termine antes su nombramiento.',
        en: 'Somebody holds it on that date. End the appointment first.',
      })
    await sql`update position set code = ${input.code}, title = ${input.title}, unit_id = ${input.unit}, places = ${input.places},
      closed_on = ${closedOn}, revision = revision + 1 where id = ${post.id}`.execute(tx)
    return { subject: { kind: 'position', id: post.id }, go: back }
  },
})

type PostInput = Pick<Post, 'code' | 'title' | 'unit'>

function checkPost(directory: InstitutionDirectory, post: Post | null, input: PostInput): void {
  const others = directory.rows.posts.filter(({ id }) => id !== post?.id)
  if (!directory.unitById(input.unit))
    refuseField('unit', { code: 'unknown', es: 'Elija una dependencia de la lista.', en: 'Choose a unit of the list.' })
  if (others.some((other) => other.code.toLowerCase() === input.code.toLowerCase()))
    refuseField('code', {
      code: 'taken',
      es: 'Otro cargo tiene ese código. Escriba otro.',
      en: 'Another position has that code. Write another.',
    })
  if (
    others.some(
      (other) =>
        other.closedOn === null && other.unit === input.unit && foldText(other.title) === foldText(input.title),
    )
  )
    refuseField('title', {
      code: 'taken',
      es: 'Esa dependencia ya tiene un cargo con ese nombre. Aumente sus plazas.',
      en: 'That unit has a position of that title already. Raise its places.',
    })
}
