import type { InstantText } from '#src/calendar/types.ts'
import { readNetworks } from '#src/platform/http/networks.ts'
import { refuseField } from '../admin/command.ts'
import type { Input } from '../admin/field.ts'
import * as field from '../admin/field.ts'
import type { InstitutionDirectory } from '../types.ts'
import { isScope, SCOPES } from './scopes.ts'

/** What is said of every key, whoever makes it. */
export const keyFields = {
  name: field.text(
    {
      es: 'Para qué es',
      en: 'What it is for',
      help: { es: 'Por ejemplo: tablero de la dirección.', en: 'For example: the board of the directorate.' },
    },
    { max: 100 },
  ),
  scopes: field.choices({ es: 'Qué puede hacer', en: 'What it may do' }, () =>
    Object.entries(SCOPES).map(([value, { es, en }]) => ({
      value,
      label: `${es} (${value})`,
      en: `${en} (${value})`,
    })),
  ),
  expires: field.date({
    es: 'Último día en que sirve',
    en: 'Last day on which it works',
    help: { es: 'Dos años a lo sumo.', en: 'At most two years from now.' },
  }),
  networks: field.lines({
    es: 'Redes desde las que se admite',
    en: 'Networks from which it is admitted',
    help: {
      es: 'Una en cada línea, por ejemplo 10.20.0.0/16. Sin ninguna, se admite desde cualquiera.',
      en: 'One on each line, for example 10.20.0.0/16. Without any, it is admitted from everywhere.',
    },
  }),
}

export interface CheckedKey {
  readonly name: string
  readonly scopes: readonly string[]
  readonly networks: readonly string[]
  readonly expiresAt: InstantText
}

/** What was asked, checked; refuses with the fault beside its field. */
export function checkKey(directory: InstitutionDirectory, input: FieldsRead): CheckedKey {
  if (input.scopes.length === 0 || !input.scopes.every(isScope))
    refuseField('scopes', { code: 'missing', es: 'Elija al menos un permiso.', en: 'Choose at least one scope.' })
  const read = readNetworks(input.networks.join('\n'))
  if ('wrong' in read)
    refuseField('networks', {
      code: 'not-a-network',
      es: `«${read.wrong}» no es una red. Escriba una dirección, o una red como 10.20.0.0/16.`,
      en: `"${read.wrong}" is not a network. Write an address, or a network such as 10.20.0.0/16.`,
    })
  return {
    name: input.name,
    scopes: input.scopes,
    networks: (read as { networks: readonly string[] }).networks,
    expiresAt: endOf(directory, input.expires),
  }
}

type FieldsRead = Input<typeof keyFields>

function endOf({ today, rows }: InstitutionDirectory, expires: string): InstantText {
  const last = Temporal.PlainDate.from(expires)
  const now = Temporal.PlainDate.from(today)
  if (Temporal.PlainDate.compare(last, now) < 0)
    refuseField('expires', { code: 'past', es: 'Ese día ya pasó. Elija otro.', en: 'That day has passed.' })
  if (Temporal.PlainDate.compare(last, now.add({ years: 2 })) > 0)
    refuseField('expires', {
      code: 'too-late',
      es: 'Elija un día dentro de los próximos dos años.',
      en: 'Choose a day within the next two years.',
    })
  return last
    .add({ days: 1 })
    .toZonedDateTime(rows.institution?.timeZone ?? 'UTC')
    .toInstant()
    .toString()
}
