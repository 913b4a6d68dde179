import { Refused } from '#src/platform/refusal.ts'

type Data = Readonly<Record<string, string | number>>

interface Entry {
  readonly status: number
  readonly es: (data: Data) => string
  readonly en: (data: Data) => string
}

/** Why a step of a manual's own life is not done. */
export const LIFE_REFUSALS = {
  'not-now': {
    status: 409,
    es: () => 'El expediente no está en el paso que lo permite. Vea en él dónde está ahora.',
    en: () => 'The case does not stand at the step that allows it. See in it where it stands now.',
  },
  'draft-missing': {
    status: 409,
    es: () => 'El expediente no tiene borrador todavía. Empiécelo o elija uno en esta misma tarjeta.',
    en: () => 'The case has no draft yet. Begin one, or choose one, on this same card.',
  },
  'draft-taken': {
    status: 409,
    es: () => 'Este expediente ya tiene su borrador. Ábralo desde la tarjeta.',
    en: () => 'This case has its draft already. Open it from the card.',
  },
  'draft-not-free': {
    status: 409,
    es: () => 'Ese borrador ya está cerrado o pertenece a otro expediente. Elija otro de la lista.',
    en: () => 'That draft is closed already or belongs to another case. Choose another one of the list.',
  },
  'draft-has-errors': {
    status: 409,
    es: ({ count }) =>
      `El borrador tiene ${count === 1 ? '1 error' : `${count} errores`}. Corríjalo en el editor; cada hallazgo dice qué escribir.`,
    en: ({ count }) =>
      `The draft has ${count === 1 ? '1 error' : `${count} errors`}. Correct it in the editor; each finding says what to write.`,
  },
  'draft-examples-fail': {
    status: 409,
    es: ({ count, name }) =>
      `${count === 1 ? 'Un ejemplo del borrador no se cumple' : `${count} ejemplos del borrador no se cumplen`}: «${name}». Corrija el manual o el ejemplo en el editor.`,
    en: ({ count, name }) =>
      `${count === 1 ? 'An example of the draft does not hold' : `${count} examples of the draft do not hold`}: “${name}”. Correct the manual or the example in the editor.`,
  },
  'version-published': {
    status: 409,
    es: ({ code, version }) =>
      `La versión ${version} de ${code} ya está publicada. Suba el número de versión en el encabezado del borrador.`,
    en: ({ code, version }) =>
      `Version ${version} of ${code} is published already. Raise the version number in the draft's front matter.`,
  },
  'document-missing': {
    status: 409,
    es: () => 'El documento oficial no se ha emitido. Regrese el expediente al paso que lo emite.',
    en: () => 'The official document has not been issued. Send the case back to the step that issues it.',
  },
  'draft-changed': {
    status: 409,
    es: () =>
      'El borrador cambió después de emitir el documento que se firmó. Restaure en el editor la revisión firmada, o emita y firme el documento otra vez.',
    en: () =>
      'The draft changed after the signed document was issued. Bring back the signed revision in the editor, or issue and sign the document again.',
  },
  'date-too-early': {
    status: 422,
    es: ({ date }) =>
      `El manual no puede regir antes del ${date}, el día siguiente. Escriba esa fecha o una posterior.`,
    en: ({ date }) => `The manual cannot be in force before ${date}, the day after. Write that date or a later one.`,
  },
  'date-differs': {
    status: 422,
    es: ({ date }) =>
      `El documento firmado dice que rige desde el ${date}. Deje vacía la fecha, o cambie «vigente» en el borrador y vuelva a emitirlo.`,
    en: ({ date }) =>
      `The signed document says that it is in force from ${date}. Leave the date empty, or change “vigente” in the draft and issue it again.`,
  },
  'warnings-need-reason': {
    status: 422,
    es: ({ count }) =>
      `La revisión dejó ${count === 1 ? '1 advertencia' : `${count} advertencias`}. Escriba en la forma el motivo de publicar con ${count === 1 ? 'ella' : 'ellas'}.`,
    en: ({ count }) =>
      `The check left ${count === 1 ? '1 warning' : `${count} warnings`}. Write in the form why it is published so.`,
  },
  'later-version': {
    status: 409,
    es: ({ version, date }) =>
      `La versión ${version} ya está publicada y rige desde el ${date}. Escriba una fecha posterior.`,
    en: ({ version, date }) => `Version ${version} is published already and in force from ${date}. Write a later date.`,
  },
  'nothing-published': {
    status: 409,
    es: () => 'El expediente no ha publicado ningún manual que difundir.',
    en: () => 'The case has published no manual to make known.',
  },
  'plan-missing': {
    status: 409,
    es: () => 'La correspondencia de pasos no está preparada. Ábrala desde esta tarjeta y guárdela.',
    en: () => 'The map of steps is not prepared. Open it from this card and save it.',
  },
  'plan-manual-unknown': {
    status: 422,
    es: ({ code }) => `No hay un manual vigente con el código «${code}». Escríbalo como está impreso en su encabezado.`,
    en: ({ code }) => `There is no manual in force with the code “${code}”. Write it as its heading prints it.`,
  },
  'plan-stale': {
    status: 409,
    es: ({ count, number }) =>
      `${count === 1 ? 'Un expediente quedaría' : `${count} expedientes quedarían`} sin paso en la versión nueva, el primero ${number}. No se trasladó ninguno: complete la correspondencia y vuelva a firmarla.`,
    en: ({ count, number }) =>
      `${count === 1 ? 'One case would have' : `${count} cases would have`} no step in the new version, the first ${number}. None was moved: complete the map and have it signed again.`,
  },
  'plan-done': {
    status: 409,
    es: () => 'Este traslado ya se hizo. Para otro, abra otro expediente.',
    en: () => 'This move is done already. For another one, open another case.',
  },
  'plan-too-early': {
    status: 409,
    es: ({ date }) => `La versión nueva rige desde el ${date}. Traslade los expedientes ese día o después.`,
    en: ({ date }) => `The new version is in force from ${date}. Move the cases on that day or later.`,
  },
  'copy-unknown': {
    status: 404,
    es: () => 'Su dependencia no tiene una copia de esta versión por recibir.',
    en: () => 'Your unit has no copy of this version to acknowledge.',
  },
} satisfies Record<string, Entry>

export function lifeRefused(code: keyof typeof LIFE_REFUSALS, data: Data = {}): Refused {
  const { status, es, en }: Entry = LIFE_REFUSALS[code]
  return new Refused({ code, status, es: es(data), en: en(data) })
}
