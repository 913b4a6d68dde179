import { Type } from 'typebox'
import type { Call } from '#src/cases/call.ts'
import { command } from '#src/cases/command.ts'
import { may, type SignedInPerson } from '#src/people/permissions.ts'
import { personOfCall } from '../part-of.ts'
import { refusedHere } from '../refusals.ts'
import {
  type CannedContent,
  type CannedText,
  findCannedText,
  insertCannedText,
  keepRevision,
  updateCannedText,
} from './canned-text.store.ts'
import { signedIn } from './permissions.ts'
import { PLACEHOLDERS, unknownPlaceholder } from './placeholders.ts'

const Content = {
  /** The unit's id; left out for the whole institution. */
  unit: Type.Optional(Type.Union([Type.String({ format: 'uuid' }), Type.Null()])),
  language: Type.Union([Type.Literal('es'), Type.Literal('en')]),
  title: Type.String({ minLength: 1, maxLength: 120, pattern: '\\S' }),
  body: Type.String({ minLength: 1, maxLength: 10_000, pattern: '\\S' }),
}

const Place = Type.Object({ id: Type.String(), revision: Type.Integer() })
const Revision = Type.Integer({ minimum: 1, maximum: 2_000_000_000 })

export const addCannedText = command({
  name: 'add-canned-text',
  route: 'POST /canned-texts',
  summary: { es: 'Añade una respuesta tipo', en: 'Adds a canned text' },
  input: Type.Object(Content, { additionalProperties: false }),
  answer: Place,
  async run(call) {
    const content = checked(call, call.input)
    const id = await insertCannedText(call.tx, content)
    await keepRevision(call.tx, id, personOfCall(call), call.now)
    return { id, revision: 1 }
  },
})

export const changeCannedText = command({
  name: 'change-canned-text',
  route: 'POST /canned-texts/:id',
  summary: { es: 'Cambia una respuesta tipo', en: 'Changes a canned text' },
  input: Type.Object({ ...Content, revision: Revision }, { additionalProperties: false }),
  answer: Place,
  async run(call) {
    const text = await editable(call)
    return save(call, text, call.input.revision, checked(call, call.input), null)
  },
})

export const retireCannedText = command({
  name: 'retire-canned-text',
  route: 'POST /canned-texts/:id/retirement',
  summary: { es: 'Retira una respuesta tipo', en: 'Retires a canned text' },
  input: Type.Object({ revision: Revision }, { additionalProperties: false }),
  answer: Place,
  async run(call) {
    const text = await editable(call)
    return save(call, text, call.input.revision, text, call.now)
  },
})

async function save(
  call: Call,
  { id }: CannedText,
  revision: number,
  content: CannedContent,
  retiredAt: string | null,
) {
  if (!(await updateCannedText(call.tx, id, revision, content, retiredAt))) throw refusedHere('canned-moved')
  await keepRevision(call.tx, id, personOfCall(call), call.now)
  return { id, revision: revision + 1 }
}

async function editable(call: Call): Promise<CannedText> {
  const text = await findCannedText(call.tx, call.params.id ?? '')
  if (text === null || text.retiredAt !== null) throw refusedHere('canned-unknown')
  assertMayEdit(call, text.unit)
  return text
}

function checked(
  call: Call,
  input: { unit?: string | null; language: 'es' | 'en'; title: string; body: string },
): CannedContent {
  const unit = input.unit ?? null
  const found = unit === null ? null : call.institution.directory.unitById(unit)
  if (unit !== null && (found === null || found.closedOn !== null)) throw refusedHere('unit-unknown')
  assertMayEdit(call, unit)
  const name = unknownPlaceholder(input.body)
  if (name !== null) {
    const known = PLACEHOLDERS.map((each) => `{${each}}`).join(' ')
    throw refusedHere('canned-placeholder', { name, known })
  }
  return { unit, language: input.language, title: input.title.trim(), body: input.body.replaceAll('\r\n', '\n') }
}

function assertMayEdit(call: Call, unit: string | null): void {
  const { directory } = call.institution
  const person = signedIn(directory, personOfCall(call)) as SignedInPerson
  if (!may(person, 'canned-text.edit', { unit, directory })) throw refusedHere('canned-not-yours')
}
