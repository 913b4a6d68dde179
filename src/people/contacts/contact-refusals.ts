import { type Refusal, Refused } from '#src/platform/refusal.ts'

type Data = Readonly<Record<string, string | number>>

interface Entry {
  readonly status: number
  readonly es: (data: Data) => string
  readonly en: (data: Data) => string
}

const REFUSALS = {
  'contact-unknown': {
    status: 404,
    es: () => 'No hay un contacto con esa identificación. Búsquelo por su nombre, su número o el código de su entidad.',
    en: () => 'There is no such contact. Look for it by name, by number or by the code of its entity.',
  },
  'entity-unknown': {
    status: 404,
    es: () => 'No hay una entidad con esa identificación. Búsquela desde los contactos.',
    en: () => 'There is no such entity. Look for it from the contacts.',
  },
  'contact-merged': {
    status: 409,
    es: () => 'Ese contacto ya se unió con otro. Abra el otro y haga allí el cambio.',
    en: () => 'That contact was merged into another. Open the other one and make the change there.',
  },
  'contact-same': {
    status: 422,
    es: () => 'Elija dos contactos distintos para unirlos.',
    en: () => 'Choose two different contacts to merge.',
  },
  'contact-repeated': {
    status: 409,
    es: ({ names }) =>
      `Parece que ya está registrado: ${names}. Use ese contacto, o confirme que es otra persona y guarde de nuevo.`,
    en: ({ names }) =>
      `This seems to be registered already: ${names}. Use that contact, or confirm that it is somebody else and save again.`,
  },
  'import-empty': {
    status: 422,
    es: () =>
      'Elija un archivo CSV con una fila de títulos: nombre, código de entidad, entidad, unidad, teléfonos, correos, notas.',
    en: () => 'Choose a CSV file with a row of headings: name, entity code, entity, unit, telephones, e-mails, notes.',
  },
  'import-too-large': {
    status: 422,
    es: ({ rows, megabytes }) =>
      `El archivo es demasiado grande. Divídalo en partes de hasta ${rows} filas y ${megabytes} MB.`,
    en: ({ rows, megabytes }) =>
      `The file is too large. Split it into parts of at most ${rows} rows and ${megabytes} MB.`,
  },
  'import-no-name': {
    status: 422,
    es: ({ headings }) =>
      `Ninguna columna se llama «nombre». El archivo trae: ${headings}. Corrija la primera fila y súbalo otra vez.`,
    en: ({ headings }) =>
      `No column is called “name”. The file has: ${headings}. Correct the first row and upload it again.`,
  },
  'import-not-text': {
    status: 422,
    es: () =>
      'El archivo no es texto CSV. En la hoja de cálculo elija «Guardar como» y «CSV (UTF-8)», y súbalo otra vez.',
    en: () => 'The file is no CSV text. In the spreadsheet choose “Save as” and “CSV (UTF-8)”, and upload it again.',
  },
} as const satisfies Record<string, Entry>

export type ContactRefusalCode = keyof typeof REFUSALS

/** A refusal of contacts, ready to be thrown. */
export function contactRefused(code: ContactRefusalCode, data: Data = {}): Refused {
  const entry: Entry = REFUSALS[code]
  const refusal: Refusal = { code, status: entry.status, es: entry.es(data), en: entry.en(data) }
  return new Refused(refusal)
}
