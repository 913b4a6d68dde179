import { readCsv } from '#src/interchange/spreadsheet/index.ts'
import { foldText } from '#src/manual/index.ts'
import { type Fault, type Fields, readFields } from '../admin/field.ts'
import { contactFields, dataOf } from './contact-fields.ts'
import { contactRefused } from './contact-refusals.ts'
import type { PhonePlan } from './phone-plan.ts'
import type { ContactData } from './types.ts'

export const MOST_ROWS = 2_000

/** The columns of a file of contacts, by the field that each is; the first heading is the one that an export writes. */
export const COLUMNS = {
  id: ['id'],
  name: ['nombre', 'name', 'contacto'],
  entityCode: ['código de entidad', 'codigo', 'código', 'code', 'entity code', 'codigo de la entidad'],
  entityName: ['entidad', 'institución', 'entity', 'organización', 'municipalidad'],
  unit: ['unidad', 'puesto', 'cargo', 'unit', 'dependencia'],
  phones: ['teléfonos', 'teléfono', 'telephones', 'phone', 'tel', 'celular'],
  mails: ['correos', 'correo', 'e-mail', 'email', 'mail'],
  notes: ['notas', 'observaciones', 'notes'],
} as const

/** A row of a file: what it says, or what is wrong with it. `line` counts rows with text, the headings being 1. */
export type ContactRow =
  | { readonly kind: 'read'; readonly line: number; readonly id: string | null; readonly data: ContactData }
  | { readonly kind: 'faulty'; readonly line: number; readonly name: string; readonly faults: readonly Fault[] }

/** The rows of a file of contacts. Throws a refusal when it has no heading for the name, no rows, or too many. */
export function readContactRows(text: string, plan: PhonePlan): readonly ContactRow[] {
  const [headings, ...rows] = readCsv(text)
  if (headings === undefined || rows.length === 0) throw contactRefused('import-empty')
  if (rows.length > MOST_ROWS) throw contactRefused('import-too-large', { rows: MOST_ROWS, megabytes: 2 })
  const places = placesOf(headings)
  if (places.name === undefined) throw contactRefused('import-no-name', { headings: headings.join(', ').slice(0, 300) })
  const fields = contactFields(plan)
  return rows.map((cells, at) => {
    const line = at + 2
    const raw = Object.fromEntries(
      Object.entries(places).map(([name, place]) => [name, cells[place]?.slice(0, 4_000) ?? '']),
    )
    const read = readFields(fields, { ...raw, revision: undefined })
    if ('faults' in read)
      return {
        kind: 'faulty',
        line,
        name: (raw.name ?? '').slice(0, 200),
        faults: Object.entries(read.faults).map(([name, fault]) => ofField(fields, name, fault)),
      }
    return { kind: 'read', line, id: raw.id?.trim() || null, data: dataOf(read.input) }
  })
}

/** The fault with the name of its field before it: a line of a file has no field to stand beside. */
function ofField(fields: Fields, name: string, fault: Fault): Fault {
  const { es, en } = fields[name] ?? { es: name, en: name }
  return { ...fault, es: `${es}: ${fault.es}`, en: `${en}: ${fault.en}` }
}

function placesOf(headings: readonly string[]): Partial<Record<keyof typeof COLUMNS, number>> {
  const places: Partial<Record<keyof typeof COLUMNS, number>> = {}
  const folded = headings.map((heading) => foldText(heading))
  for (const [name, known] of Object.entries(COLUMNS)) {
    const own: readonly string[] = known.map((each) => foldText(each))
    const at = folded.findIndex((heading) => own.includes(heading))
    if (at >= 0) places[name as keyof typeof COLUMNS] = at
  }
  return places
}
