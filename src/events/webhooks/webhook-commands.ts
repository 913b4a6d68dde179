import { randomUUID } from 'node:crypto'
import { isIP } from 'node:net'
import { sql } from 'kysely'
import { type AnyAdminCommand, adminCommand, found, refuseField, sameRevision } from '#src/people/admin/command.ts'
import * as field from '#src/people/admin/field.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'
import type { Tx } from '#src/platform/db/types.ts'
import { EVENTS, isEventName } from '../event-names.ts'
import { mayWriteTo } from './allowed-address.ts'
import { newSecret } from './sign-message.ts'
import {
  deleteWebhook,
  findWebhook,
  insertWebhook,
  pauseWebhook,
  resumeWebhook,
  rotateSecret,
  updateWebhook,
  type WebhookInput,
} from './webhook.store.ts'

export const WEBHOOKS_PAGE = '/administracion/webhooks'
const pageOf = (id: string): string => `${WEBHOOKS_PAGE}/${id}`

/** How long the secret before signs beside the new one, so that the receiver can change over. */
const BOTH_HOURS = 24

const TOKEN_WORDS = {
  es: {
    title: 'Secreto de la suscripción',
    lead: 'Cópielo ahora al sistema receptor. No se mostrará otra vez.',
    next: 'Con él, el receptor comprueba la firma de cada aviso: HMAC-SHA-256 sobre el identificador, la hora y el cuerpo.',
  },
  en: {
    title: 'Secret of the subscription',
    lead: 'Copy it now into the receiving system. It will not be shown again.',
    next: 'With it the receiver checks the signature of each message: HMAC-SHA-256 over the identifier, the time and the body.',
  },
}

const fields = {
  revision: field.revision(),
  name: field.text(
    { es: 'Nombre', en: 'Name', help: { es: 'El sistema que recibe los avisos.', en: 'The system that is told.' } },
    { max: 100 },
  ),
  url: field.text(
    {
      es: 'Dirección',
      en: 'Address',
      help: {
        es: 'La que dio el receptor, por ejemplo https://compras.institucion.gob/avisos.',
        en: 'As the receiver gave it, for example https://purchases.institution.gob/messages.',
      },
    },
    { max: 2_000 },
  ),
  events: field.choices({ es: 'Avisar cuando', en: 'Tell when' }, () =>
    Object.entries(EVENTS).map(([value, { es, en }]) => ({
      value,
      label: `${es} (${value})`,
      en: `${en} (${value})`,
    })),
  ),
  procedures: field.lines({
    es: 'Solo de estos procedimientos',
    en: 'Only of these procedures',
    help: {
      es: 'Uno en cada línea: el código del manual y el número, por ejemplo DTI-MNP-01/2. Sin ninguno, de todos.',
      en: 'One on each line: code of the manual and number, for example DTI-MNP-01/2. Without any, of all.',
    },
  }),
  units: field.choices(
    { es: 'Solo donde toma parte una de estas dependencias', en: 'Only where one of these units takes part' },
    field.unitOptions,
  ),
  personal: field.choice(
    {
      es: 'Datos personales',
      en: 'Personal data',
      help: {
        es: 'El asunto, los nombres y lo que se escribió. Solo si el receptor tiene derecho a conocerlos.',
        en: 'Title, names and what was written. Only if the receiver has a right to know them.',
      },
    },
    () => [
      { value: 'sin', label: 'Sin datos personales', en: 'Without personal data' },
      { value: 'con', label: 'Con datos personales', en: 'With personal data' },
    ],
  ),
}

const button = { es: 'Guardar la suscripción', en: 'Save the subscription' }

/** What administrators do with subscriptions. `secret` is that of the installation, `networks` what the operator allows. */
export function webhookCommands(secret: Uint8Array, networks: readonly string[]): readonly AnyAdminCommand[] {
  const create = adminCommand({
    action: 'webhook.create',
    words: { es: 'Nueva suscripción', en: 'New subscription', button },
    page: '/administracion/webhooks/nueva',
    api: '/api/webhooks',
    fields,
    givesToken: TOKEN_WORDS,
    prefill: () => ({ values: { personal: 'sin' }, about: '', back: WEBHOOKS_PAGE }),
    async run({ tx, directory, actor, now }, _params, input) {
      const checked = await checkInput(tx, directory, input, networks)
      const id = randomUUID()
      const { shown, sealed } = newSecret(id, secret)
      await insertWebhook(tx, { ...checked, id, secret: sealed, madeBy: actor!, now })
      return { subject: { kind: 'webhook', id }, go: pageOf(id), token: shown }
    },
  })
  const edit = adminCommand({
    action: 'webhook.edit',
    words: { es: 'Cambiar la suscripción', en: 'Change the subscription', button },
    page: '/administracion/webhooks/:id/datos',
    api: '/api/webhooks/:id',
    fields,
    async prefill(_directory, { id }, db) {
      const webhook = await findWebhook(db, id!)
      if (webhook === null) return null
      const values = { ...webhook, personal: webhook.personal ? 'con' : 'sin' }
      return { values, about: webhook.name, back: pageOf(webhook.id) }
    },
    async run({ tx, directory }, { id }, input) {
      const webhook = found(await findWebhook(tx, id!))
      sameRevision(webhook, input.revision)
      await updateWebhook(tx, webhook.id, await checkInput(tx, directory, input, networks))
      return { subject: { kind: 'webhook', id: webhook.id }, go: pageOf(webhook.id) }
    },
  })
  const rotate = adminCommand({
    action: 'webhook.rotate-secret',
    words: {
      es: 'Dar un secreto nuevo',
      en: 'Give a new secret',
      button: { es: 'Dar el secreto nuevo', en: 'Give the new secret' },
    },
    page: '/administracion/webhooks/:id/secreto',
    api: '/api/webhooks/:id/secret',
    fields: {},
    givesToken: TOKEN_WORDS,
    prefill: about,
    async run({ tx, now }, { id }) {
      const webhook = found(await findWebhook(tx, id!))
      const { shown, sealed } = newSecret(webhook.id, secret)
      const until = Temporal.Instant.from(now).add({ hours: BOTH_HOURS }).toString()
      await rotateSecret(tx, webhook.id, sealed, until)
      return { subject: { kind: 'webhook', id: webhook.id }, go: pageOf(webhook.id), token: shown }
    },
  })
  return [create, edit, rotate, pause, resume, remove]
}

const pause = adminCommand({
  action: 'webhook.pause',
  words: { es: 'Pausar la suscripción', en: 'Pause the subscription', button: { es: 'Pausarla', en: 'Pause it' } },
  page: '/administracion/webhooks/:id/pausa',
  api: '/api/webhooks/:id/pause',
  fields: {},
  prefill: about,
  async run({ tx, now }, { id }) {
    const webhook = found(await findWebhook(tx, id!))
    await pauseWebhook(tx, webhook.id, now, 'person')
    return { subject: { kind: 'webhook', id: webhook.id }, go: pageOf(webhook.id) }
  },
})

const resume = adminCommand({
  action: 'webhook.resume',
  words: {
    es: 'Reanudar la suscripción',
    en: 'Resume the subscription',
    button: { es: 'Reanudarla', en: 'Resume it' },
  },
  page: '/administracion/webhooks/:id/reanudar',
  api: '/api/webhooks/:id/resumption',
  fields: {},
  prefill: about,
  async run({ tx }, { id }) {
    const webhook = found(await findWebhook(tx, id!))
    await resumeWebhook(tx, webhook.id)
    return { subject: { kind: 'webhook', id: webhook.id }, go: pageOf(webhook.id) }
  },
})

const remove = adminCommand({
  action: 'webhook.delete',
  words: {
    es: 'Borrar la suscripción y sus entregas',
    en: 'Delete the subscription and its deliveries',
    button: { es: 'Borrarla', en: 'Delete it' },
  },
  page: '/administracion/webhooks/:id/borrar',
  api: '/api/webhooks/:id/deletion',
  fields: {},
  prefill: about,
  async run({ tx }, { id }) {
    const webhook = found(await findWebhook(tx, id!))
    await deleteWebhook(tx, webhook.id)
    return { subject: { kind: 'webhook', id: webhook.id }, go: WEBHOOKS_PAGE }
  },
})

async function about(
  _directory: InstitutionDirectory,
  { id }: { readonly id?: string },
  db: Parameters<typeof findWebhook>[0],
) {
  const webhook = await findWebhook(db, id!)
  return webhook === null ? null : { values: {}, about: webhook.name, back: pageOf(webhook.id) }
}

interface Written {
  readonly name: string
  readonly url: string
  readonly events: readonly string[]
  readonly procedures: readonly string[]
  readonly units: readonly string[]
  readonly personal: string
}

async function checkInput(
  tx: Tx,
  directory: InstitutionDirectory,
  input: Written,
  networks: readonly string[],
): Promise<WebhookInput> {
  if (input.events.length === 0 || !input.events.every(isEventName))
    refuseField('events', { code: 'missing', es: 'Elija al menos un aviso.', en: 'Choose at least one message.' })
  if (!input.units.every((id) => directory.unitById(id) !== null))
    refuseField('units', { code: 'unknown', es: 'Elija dependencias de la lista.', en: 'Choose units of the list.' })
  await checkProcedures(tx, input.procedures)
  const { name, events, procedures, units } = input
  return { name, url: checkUrl(input.url, networks), events, procedures, units, personal: input.personal === 'con' }
}

async function checkProcedures(tx: Tx, procedures: readonly string[]): Promise<void> {
  const codes = procedures.map((each) => each.split('/')[0]!)
  const { rows } = await sql<{ code: string }>`
    select distinct manual_code as code from manual_version where manual_code = any(${codes}::text[])`.execute(tx)
  const known = new Set(rows.map(({ code }) => code))
  const wrong = procedures.find((each) => !/^[^/\s]+\/[^/\s]+$/.test(each) || !known.has(each.split('/')[0]!))
  if (wrong !== undefined)
    refuseField('procedures', {
      code: 'not-a-procedure',
      es: `«${wrong}» no es un procedimiento. Escriba el código de un manual publicado y el número: DTI-MNP-01/2.`,
      en: `"${wrong}" is not a procedure. Write the code of a published manual and the number: DTI-MNP-01/2.`,
    })
}

function checkUrl(text: string, networks: readonly string[]): string {
  const url = URL.canParse(text) ? new URL(text) : null
  if (
    url === null ||
    (url.protocol !== 'https:' && url.protocol !== 'http:') ||
    url.username !== '' ||
    url.password !== ''
  )
    refuseField('url', {
      code: 'not-an-address',
      es: 'Escriba una dirección que comience con https:// o http://, sin usuario ni contraseña.',
      en: 'Write an address that begins with https:// or http://, without user name or password.',
    })
  const host = url!.hostname.replace(/^\[|\]$/g, '')
  const closed =
    isIP(host) === 0
      ? /(?:^|\.)localhost$/i.test(host) && !mayWriteTo('127.0.0.1', networks)
      : !mayWriteTo(host, networks)
  if (closed)
    refuseField('url', {
      code: 'internal-address',
      es: 'Esa dirección es interna y la instalación no la permite. Pida a quien opera el servidor que la agregue a WEBHOOK_NETWORKS.',
      en: 'That address is internal, and the installation does not allow it. Ask whoever runs the server to add it to WEBHOOK_NETWORKS.',
    })
  return url!.href
}
