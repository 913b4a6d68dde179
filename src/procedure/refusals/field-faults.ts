import type { RefusalData, RefusalEntry } from '../refusals.ts'

const range = (data: RefusalData, between: string, least: string, most: string): string =>
  data.min === undefined
    ? `${most} ${data.max}`
    : data.max === undefined
      ? `${least} ${data.min}`
      : `${between} ${data.min} y ${data.max}`

export const FIELD_FAULTS = {
  'field-required': {
    status: 422,
    es: () => 'Este dato es obligatorio. Complételo.',
    en: () => 'This is required. Fill it in.',
  },
  'field-unknown': {
    status: 422,
    es: () => 'La forma no tiene este campo. Cargue la página de nuevo.',
    en: () => 'The form has no such field. Reload the page.',
  },
  'field-not-text': {
    status: 422,
    es: () => 'Escriba texto, sin caracteres de control.',
    en: () => 'Write text, without control characters.',
  },
  'field-too-long': {
    status: 422,
    es: ({ max }) => `El texto pasa de ${max} caracteres. Abrévielo.`,
    en: ({ max }) => `The text is longer than ${max} characters. Shorten it.`,
  },
  'field-not-a-number': {
    status: 422,
    es: () => 'Escriba un número, por ejemplo 12 o 2.5.',
    en: () => 'Write a number, for example 12 or 2.5.',
  },
  'field-out-of-range': {
    status: 422,
    es: (data) => `Escriba un número ${range(data, 'entre', 'de al menos', 'de a lo sumo')}.`,
    en: (data) => `Write a number ${range(data, 'between', 'of at least', 'of at most').replace(' y ', ' and ')}.`,
  },
  'field-not-a-date': {
    status: 422,
    es: () => 'Escriba una fecha que exista, en la forma 2026-11-02.',
    en: () => 'Write a date that exists, in the form 2026-11-02.',
  },
  'field-not-a-time': {
    status: 422,
    es: () => 'Escriba una hora de 00:00 a 23:59.',
    en: () => 'Write a time from 00:00 to 23:59.',
  },
  'field-not-yes-no': { status: 422, es: () => 'Responda SÍ o NO.', en: () => 'Answer yes or no.' },
  'field-not-an-option': {
    status: 422,
    es: ({ options }) => `Elija una de estas opciones: ${options}.`,
    en: ({ options }) => `Choose one of: ${options}.`,
  },
  'field-not-an-email': {
    status: 422,
    es: () => 'Escriba un correo completo, por ejemplo nombre@institucion.gob.gt.',
    en: () => 'Write a complete e-mail address, for example name@institution.gob.gt.',
  },
  'field-not-a-phone': {
    status: 422,
    es: () => 'Escriba un número de teléfono, por ejemplo 2412-0200 o +502 2412 0200.',
    en: () => 'Write a telephone number, for example 2412-0200 or +502 2412 0200.',
  },
  'field-not-an-extension': {
    status: 422,
    es: () => 'Escriba la extensión solo con dígitos, por ejemplo 2405.',
    en: () => 'Write the extension in digits, for example 2405.',
  },
  'field-not-an-ip-address': {
    status: 422,
    es: () => 'Escriba una dirección IP, por ejemplo 10.20.30.40.',
    en: () => 'Write an IP address, for example 10.20.30.40.',
  },
  'field-not-a-file': { status: 422, es: () => 'Adjunte el archivo otra vez.', en: () => 'Attach the file again.' },
  'field-file-type': {
    status: 422,
    es: ({ accepts }) => `El archivo debe ser de uno de estos tipos: ${accepts}.`,
    en: ({ accepts }) => `The file must be of one of these types: ${accepts}.`,
  },
} satisfies Record<string, RefusalEntry>
