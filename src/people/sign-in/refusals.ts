import { Refused } from '#src/platform/refusal.ts'

/** What people are told on the way in, beside the refusals of the password. */
export const SIGN_IN_REFUSALS = {
  'second-factor-needed': {
    status: 401,
    es: 'Falta el segundo factor. Envíe también el código de su aplicación en «code».',
    en: 'The second factor is missing. Send the code of your app in “code” too.',
  },
  'wrong-code': {
    status: 401,
    es: 'Ese código no es correcto o ya se usó. Espere a que la aplicación muestre el siguiente y escríbalo.',
    en: 'That code is wrong or was used already. Wait until the app shows the next one and write it.',
  },
  'step-over': {
    status: 401,
    es: 'Pasó demasiado tiempo, o empezó en otro navegador. Entre de nuevo desde el principio.',
    en: 'Too much time has passed, or you began in another browser. Sign in again from the start.',
  },
  'second-factor-exists': {
    status: 409,
    es: 'Ya tiene un segundo factor. Para cambiar de teléfono, quite primero el que tiene.',
    en: 'You have a second factor already. To change telephones, remove it first.',
  },
  'no-enrolment': {
    status: 409,
    es: 'No hay un segundo factor por confirmar. Empiece de nuevo desde «Mi cuenta».',
    en: 'There is no second factor to confirm. Begin again at “My account”.',
  },
  'second-factor-required': {
    status: 403,
    es: 'La institución le pide un segundo factor. Actívelo en «Mi cuenta» para continuar.',
    en: 'The institution asks you for a second factor. Set it up at “My account” to go on.',
  },
  'must-keep-factor': {
    status: 409,
    es: 'La institución le pide un segundo factor: no puede quedarse sin él. Si perdió el teléfono, pida a la administración que lo restablezca.',
    en: 'The institution asks you for a second factor: you cannot be without one. If you lost the telephone, ask an administrator to reset it.',
  },
  'account-gone': {
    status: 403,
    es: 'Su cuenta ya no está en el directorio de la institución. Hable con la administración de Ventanilla.',
    en: 'Your account is no longer in the institution’s directory. Talk to the administrators of Ventanilla.',
  },
  'directory-down': {
    status: 503,
    es: 'El usuario o la contraseña no son correctos, o el directorio de la institución no responde en este momento. Inténtelo en unos minutos.',
    en: 'The user name or the password is wrong, or the institution’s directory does not answer at the moment. Try again in some minutes.',
  },
  'not-linked': {
    status: 409,
    es: 'Su usuario coincide con el de una persona que ya está en Ventanilla y que no está unida a esta cuenta. Pida a la administración que las una.',
    en: 'Your user name is that of a person who is in Ventanilla already and is not linked to this account. Ask an administrator to link them.',
  },
  'no-place': {
    status: 403,
    es: 'Su cuenta es correcta, pero ninguno de sus grupos tiene lugar en Ventanilla. Pida a la administración que lo asigne.',
    en: 'Your account is right, but none of your groups has a place in Ventanilla. Ask an administrator to give you one.',
  },
  'account-incomplete': {
    status: 403,
    es: 'A su cuenta le falta el nombre o un usuario que sirva aquí. Pida a la administración que revise los atributos.',
    en: 'Your account lacks a name, or a user name that can be used here. Ask an administrator to check the attributes.',
  },
  'passkey-refused': {
    status: 401,
    es: 'La llave de acceso no se reconoció. Entre con su usuario y contraseña, o pruebe con otra llave.',
    en: 'The passkey was not recognised. Sign in with user name and password, or try another one.',
  },
  'passkey-name': {
    status: 422,
    es: 'Escriba un nombre para reconocer la llave, de 60 letras o menos: «Teléfono», «Computadora de la oficina».',
    en: 'Write a name to know the passkey by, of at most 60 letters: “Telephone”, “Office computer”.',
  },
  'passkey-known': {
    status: 409,
    es: 'Esa llave ya está registrada.',
    en: 'That passkey is registered already.',
  },
  'too-many-passkeys': {
    status: 409,
    es: 'Tiene veinte llaves de acceso. Quite las que no usa antes de agregar otra.',
    en: 'You have twenty passkeys. Remove those that you do not use before adding another.',
  },
  'openid-off': {
    status: 404,
    es: 'La entrada con la cuenta institucional no está activa.',
    en: 'Signing in with the institutional account is not active.',
  },
  'openid-down': {
    status: 503,
    es: 'El proveedor de identidad no responde en este momento. Inténtelo en unos minutos.',
    en: 'The identity provider does not answer at the moment. Try again in some minutes.',
  },
  'openid-refused': {
    status: 401,
    es: 'El proveedor de identidad no confirmó quién es usted. Inténtelo de nuevo.',
    en: 'The identity provider did not confirm who you are. Try again.',
  },
  'viewing-only': {
    status: 403,
    es: 'Está viendo Ventanilla como otra persona: puede mirar, no hacer. Termine «Ver como» para actuar con su propio nombre.',
    en: 'You are viewing Ventanilla as somebody else: you may look, not act. End “View as” to act in your own name.',
  },
  'viewing-self': {
    status: 422,
    es: 'Elija a otra persona: así ya ve Ventanilla usted.',
    en: 'Choose somebody else: that is how you see Ventanilla already.',
  },
  'session-over': {
    status: 404,
    es: 'Esa sesión ya estaba cerrada.',
    en: 'That session had ended already.',
  },
} as const satisfies Readonly<Record<string, { status: number; es: string; en: string }>>

export type SignInRefusalCode = keyof typeof SIGN_IN_REFUSALS

export const refusedSignIn = (code: SignInRefusalCode): Refused => new Refused({ code, ...SIGN_IN_REFUSALS[code] })
