import type { Refusal } from '#src/platform/refusal.ts'
import type { Fault } from './admin/field.ts'

/** What people are told here. `fields` is added by `invalidInput`. */
export const PEOPLE_REFUSALS = {
  'not-signed-in': {
    status: 401,
    es: 'Su sesión no está abierta o ya venció. Entre de nuevo.',
    en: 'You are not signed in, or your session has ended. Sign in again.',
  },
  'wrong-credentials': {
    status: 401,
    es: 'El usuario o la contraseña no son correctos. Revíselos y vuelva a intentarlo.',
    en: 'The user name or the password is wrong. Check them and try again.',
  },
  'too-many-attempts': {
    status: 429,
    es: 'Hubo demasiados intentos. Espere 15 minutos, o pida a la administración que restablezca su contraseña.',
    en: 'There were too many attempts. Wait 15 minutes, or ask an administrator to reset your password.',
  },
  'one-time-password-expired': {
    status: 403,
    es: 'Esa contraseña de un solo uso ya venció. Pida otra a la administración.',
    en: 'That one-time password has expired. Ask an administrator for another.',
  },
  'stale-form': {
    status: 403,
    es: 'El formulario ya no es válido, porque la sesión cambió. Vuelva a abrir la página y envíelo otra vez.',
    en: 'The form is no longer valid, because the session changed. Open the page again and send it once more.',
  },
  'must-change-password': {
    status: 403,
    es: 'Antes de seguir, cambie su contraseña de un solo uso por una propia.',
    en: 'Before going on, change your one-time password for one of your own.',
  },
  'not-allowed': {
    status: 403,
    es: 'No tiene permiso para esto. Si debería tenerlo, pídalo a la administración.',
    en: 'You may not do this. If you should, ask an administrator.',
  },
  'not-found': {
    status: 404,
    es: 'No existe lo que busca, o ya no está en el directorio.',
    en: 'There is no such thing in the directory.',
  },
  changed: {
    status: 409,
    es: 'Otra persona guardó cambios mientras usted llenaba el formulario. Abra de nuevo la ficha, revise y vuelva a guardar.',
    en: 'Somebody else saved changes while you were filling in the form. Open it again, check, and save.',
  },
  'invalid-input': {
    status: 422,
    es: 'Hay datos que corregir. Revise los campos señalados; lo que escribió sigue en el formulario.',
    en: 'Some data need correcting. Check the fields marked; what you wrote is still in the form.',
  },
  'last-administrator': {
    status: 422,
    es: 'Es la única persona administradora. Nombre antes a otra.',
    en: 'This is the only administrator. Name another one first.',
  },
} as const satisfies Readonly<Record<string, { status: number; es: string; en: string }>>

export type PeopleRefusalCode = keyof typeof PEOPLE_REFUSALS

export const peopleRefusal = (code: PeopleRefusalCode): Refusal => ({ code, ...PEOPLE_REFUSALS[code] })

export const invalidInput = (fields: Readonly<Record<string, Fault>>): Refusal => ({
  ...peopleRefusal('invalid-input'),
  fields,
})
