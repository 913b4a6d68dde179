import { sql } from 'kysely'
import { PHONE_COUNTRIES, phonePlanOf } from '../contacts/phone-plan.ts'
import { adminCommand, found, refuseField, sameRevision } from './command.ts'
import * as field from './field.ts'

/** The country of the numbers that are told without one. Numbers that are kept already stay as they are. */
export const choosePhoneCountry = adminCommand({
  action: 'institution.choose-phone-country',
  words: {
    es: 'País de los teléfonos',
    en: 'Country of telephones',
    button: { es: 'Guardar el país', en: 'Save the country' },
  },
  page: '/administracion/telefonos',
  api: '/api/institution/phone-country',
  fields: {
    revision: field.revision(),
    country: field.choice(
      {
        es: 'Código de país',
        en: 'Country code',
        help: {
          es: 'De los números que se dicen sin él. Los que ya están guardados no cambian.',
          en: 'Of numbers that are told without it. Those kept already do not change.',
        },
      },
      () => PHONE_COUNTRIES.map((code) => ({ value: code, label: `+${code}` })),
    ),
  },
  prefill({ rows: { institution } }) {
    if (institution === null) return null
    const { country } = phonePlanOf(institution)
    return { values: { country, revision: institution.revision }, about: '', back: '/administracion' }
  },
  async run({ tx, directory }, _params, { country, revision }) {
    const institution = found(directory.rows.institution)
    sameRevision(institution, revision)
    if (!PHONE_COUNTRIES.includes(country))
      refuseField('country', { code: 'unknown', es: 'Elija un país de la lista.', en: 'Choose a country of the list.' })
    await sql`update institution set settings = settings || ${JSON.stringify({ phoneCountry: country })}::jsonb,
      revision = revision + 1`.execute(tx)
    return { subject: { kind: 'institution', id: institution.code }, go: '/administracion' }
  },
})
