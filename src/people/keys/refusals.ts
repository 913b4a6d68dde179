import type { Refusal } from '#src/platform/refusal.ts'
import type { Scope } from './scopes.ts'

const KEY_REFUSALS = {
  'unknown-key': {
    status: 401,
    es: 'La llave de la API no existe. Revise que esté completa, o pida otra.',
    en: 'There is no such API key. Check that it is whole, or ask for another.',
  },
  'key-revoked': {
    status: 401,
    es: 'La llave de la API fue revocada. Pida otra.',
    en: 'The API key was revoked. Ask for another.',
  },
  'key-expired': {
    status: 401,
    es: 'La llave de la API venció. Pida otra.',
    en: 'The API key has expired. Ask for another.',
  },
  'key-without-person': {
    status: 401,
    es: 'La persona de la llave ya no labora aquí, o debe cambiar su contraseña. Resuélvalo, o use otra llave.',
    en: 'The person of the key has left, or must change the password first. Settle that, or use another key.',
  },
  'key-without-factor': {
    status: 403,
    es: 'La institución le pide un segundo factor a la persona de la llave. Actívelo en «Mi cuenta»; después la llave servirá.',
    en: 'The institution asks the person of the key for a second factor. Set it up at “My account”; then the key will serve.',
  },
  'key-network': {
    status: 403,
    es: 'La llave de la API no se admite desde esta dirección. Úsela desde una red permitida, o pida que se agregue.',
    en: 'The API key is not admitted from this address. Use it from an allowed network, or ask to have this one added.',
  },
  'key-too-fast': {
    status: 429,
    es: 'La llave de la API hizo demasiadas solicitudes en este minuto. Espere lo que dice «retry-after».',
    en: 'The API key made too many requests in this minute. Wait for what `retry-after` says.',
  },
  'two-identities': {
    status: 400,
    es: 'La solicitud trae una llave y también una sesión. Envíe solo una de las dos.',
    en: 'The request carries an API key and a session. Send only one of them.',
  },
} as const satisfies Readonly<Record<string, { status: number; es: string; en: string }>>

export const refusedKey = (code: keyof typeof KEY_REFUSALS): Refusal => ({ code, ...KEY_REFUSALS[code] })

/** The route needs a scope that the key has not; null when it is closed to keys. */
export const missingScope = (scope: Scope | null): Refusal =>
  scope === null
    ? {
        code: 'closed-to-keys',
        status: 403,
        es: 'Esto no se puede pedir con una llave de la API. Entre con su usuario.',
        en: 'This cannot be asked with an API key. Sign in.',
      }
    : {
        code: 'key-scope',
        status: 403,
        es: `La llave de la API no tiene el permiso «${scope}». Pida una que lo tenga.`,
        en: `The API key lacks the scope "${scope}". Ask for one that has it.`,
      }
