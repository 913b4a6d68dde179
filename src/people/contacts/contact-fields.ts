import * as field from '../admin/field.ts'
import type { PhonePlan } from './phone-plan.ts'
import { readPhones } from './read-phones.ts'
import type { Contact, ContactData, Phone } from './types.ts'

const MOST_NUMBERS = 10

/** The fields of a contact, as a form or a program sends them. */
export function contactFields(plan: PhonePlan) {
  return {
    revision: field.revision(),
    name: field.text({ es: 'Nombre', en: 'Name' }),
    entityCode: field.optionalCode({
      es: 'Código de la entidad',
      en: 'Code of the entity',
      help: { es: 'El que dice al llamar: de su municipalidad, de su unidad.', en: 'The one told on the telephone.' },
    }),
    entityName: field.optionalText({
      es: 'Entidad',
      en: 'Entity',
      help: {
        es: 'Si el código ya está registrado, se usa el nombre que ya tiene.',
        en: 'If the code is registered already, the name that it has is used.',
      },
    }),
    unit: field.optionalText({ es: 'Unidad o puesto', en: 'Unit or post' }),
    phones: phonesField(plan),
    mails: mailsField(),
    notes: notesField(),
  }
}

/** The fields of an entity. */
export const ENTITY_FIELDS = {
  revision: field.revision(),
  code: field.optionalCode({ es: 'Código', en: 'Code' }),
  name: field.text({ es: 'Nombre', en: 'Name' }),
  kind: field.optionalText({
    es: 'Clase',
    en: 'Kind',
    help: { es: 'Municipalidad, ministerio, hospital…', en: 'Municipality, ministry, hospital…' },
  }),
  notes: notesField(),
}

function notesField(): field.Field<string | null> {
  const words = { es: 'Notas', en: 'Notes' }
  return {
    ...field.optionalText(words, { max: 2_000 }),
    kind: 'lines',
    read(raw) {
      const text = typeof raw === 'string' ? raw.normalize('NFC').replace(/\r\n?/g, '\n').trim() : ''
      if (text.length > 2_000)
        return { fault: { code: 'too-long', es: 'Use 2000 caracteres o menos.', en: 'Use at most 2000 characters.' } }
      if (/[\u0000-\u0009\u000b-\u001f\u007f]/.test(text))
        return {
          fault: { code: 'control', es: 'Quite los caracteres que no se ven.', en: 'Remove the invisible characters.' },
        }
      return { value: text === '' ? null : text }
    },
  }
}

function phonesField(plan: PhonePlan): field.Field<readonly Phone[]> {
  const shape = field.optionalText(
    {
      es: 'Teléfonos',
      en: 'Telephones',
      help: {
        es: 'Uno o varios, como se los digan: 2410-5000 ext. 12 / 5555-1234.',
        en: 'One or several, as they are told: 2410-5000 ext. 12 / 5555-1234.',
      },
    },
    { max: 500 },
  )
  return {
    ...shape,
    read(raw) {
      const text = listText(raw, ' / ')
      if (text.length > 500)
        return { fault: { code: 'too-long', es: 'Use 500 caracteres o menos.', en: 'Use at most 500 characters.' } }
      const { phones, unread } = readPhones(text, plan)
      const [odd] = unread
      if (odd !== undefined)
        return {
          fault: {
            code: 'not-a-number',
            es: `«${odd.slice(0, 60)}» no es un número de teléfono. Escriba cifras, y separe los números con «/».`,
            en: `“${odd.slice(0, 60)}” is no telephone number. Write digits, and part numbers with “/”.`,
          },
        }
      if (phones.length > MOST_NUMBERS) return tooMany
      return { value: phones }
    },
  }
}

const tooMany = {
  fault: {
    code: 'too-many',
    es: `Guarde hasta ${MOST_NUMBERS}, los que más se usan.`,
    en: `Keep at most ${MOST_NUMBERS}, those most used.`,
  },
}

function mailsField(): field.Field<readonly string[]> {
  const shape = field.optionalText({ es: 'Correos', en: 'E-mail addresses' }, { max: 1_000 })
  return {
    ...shape,
    read(raw) {
      const found = new Map<string, string>()
      for (const mail of listText(raw, ' ')
        .split(/[\s,;]+/)
        .filter(Boolean)) {
        if (!/^[^\s@<>"]+@[^\s@<>"]+$/.test(mail) || mail.length > 254 || /\p{Cc}/u.test(mail))
          return {
            fault: {
              code: 'not-an-address',
              es: `«${mail.slice(0, 60)}» no es un correo. Escriba direcciones como nombre@entidad.gob.`,
              en: `“${mail.slice(0, 60)}” is no e-mail address. Write addresses such as name@entity.gob.`,
            },
          }
        if (!found.has(mail.toLowerCase())) found.set(mail.toLowerCase(), mail)
      }
      return found.size > MOST_NUMBERS ? tooMany : { value: [...found.values()] }
    },
  }
}

/** A list of the API, or the one text of a form. */
function listText(raw: unknown, mark: string): string {
  const all = Array.isArray(raw) ? raw.slice(0, 50) : [raw]
  return all
    .filter((each): each is string => typeof each === 'string')
    .join(mark)
    .normalize('NFC')
    .trim()
}

/** What a contact is, as its form holds it. */
export function contactValues(contact: Contact): Readonly<Record<string, unknown>> {
  return {
    revision: contact.revision,
    name: contact.name,
    entityCode: contact.entity?.code ?? '',
    entityName: contact.entity?.name ?? '',
    unit: contact.unit ?? '',
    phones: phonesText(contact.phones),
    mails: contact.mails.join(' '),
    notes: contact.notes ?? '',
  }
}

export const phonesText = (phones: readonly Phone[]): string => phones.map(phoneText).join(' / ')

/** A number as it is shown, with its extension. */
export function phoneText({ number, extension }: Phone): string {
  return extension === null || new RegExp(`\\b${extension}\\)?$`).test(number) ? number : `${number} ext. ${extension}`
}

export type ContactInput = field.Input<ReturnType<typeof contactFields>>

export const dataOf = ({ revision: _, ...data }: ContactInput): ContactData => data
