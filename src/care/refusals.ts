import { type Refusal, Refused } from '#src/platform/refusal.ts'

/** What administrators are told when data are not erased, kept or held as asked. */
const CARE_REFUSALS = {
  'subject-unknown': {
    status: 404,
    es: 'No hay una persona, un contacto ni un expediente así. Búsquelo de nuevo en «Datos personales».',
    en: 'There is no such person, contact or case. Look for it again under “Personal data”.',
  },
  'nothing-to-erase': {
    status: 409,
    es: 'No queda nada que borrar: ya no hay texto personal, archivos ni datos de contacto.',
    en: 'There is nothing left to erase: no personal text, files or contact data.',
  },
  'all-open': {
    status: 409,
    es: 'Todos sus expedientes siguen abiertos o están en retención legal, y no se borra lo que se está atendiendo. Pídalo de nuevo cuando terminen.',
    en: 'All its cases are open or held by law, and what is being attended is not erased. Ask again when they have ended.',
  },
  'asked-already': {
    status: 409,
    es: 'Ya hay una solicitud de borrado en curso para lo mismo. Ábrala en «Datos personales».',
    en: 'A request to erase the same is under way. Open it under “Personal data”.',
  },
  'reason-needed': {
    status: 422,
    es: 'Escriba el motivo, con hasta 1000 caracteres.',
    en: 'Write the reason, with up to 1000 characters.',
  },
  'basis-needed': {
    status: 422,
    es: 'Escriba el fundamento legal (ley y artículo), con hasta 300 caracteres.',
    en: 'Write the legal basis (law and article), with up to 300 characters.',
  },
  'erasure-unknown': {
    status: 404,
    es: 'No hay una solicitud de borrado así. Vuelva a «Datos personales».',
    en: 'There is no such request. Go back to “Personal data”.',
  },
  'decided-already': {
    status: 409,
    es: 'Alguien más ya decidió esta solicitud. Vuelva a cargar la página y vea qué se decidió.',
    en: 'Somebody else has decided this request. Reload the page and see what was decided.',
  },
  'own-request': {
    status: 403,
    es: 'Usted lo pidió: debe confirmarlo otra persona que administre Ventanilla.',
    en: 'You asked for it: another administrator has to confirm it.',
  },
  'not-your-request': {
    status: 403,
    es: 'Solo quien la pidió puede retirarla. Usted puede rechazarla con su motivo.',
    en: 'Only who asked can withdraw it. You can refuse it with your reason.',
  },
  'kind-unknown': {
    status: 422,
    es: 'Elija un trámite de la lista.',
    en: 'Choose a kind of request from the list.',
  },
  'years-wrong': {
    status: 422,
    es: 'Escriba los años como un número entero, del 1 al 100.',
    en: 'Write the years as a whole number, from 1 to 100.',
  },
  'parts-needed': {
    status: 422,
    es: 'Marque al menos una cosa que se borra.',
    en: 'Tick at least one thing to be erased.',
  },
  'contact-in-text': {
    status: 422,
    es: 'Los datos de quien solicitó están dentro del texto personal: marque también el texto.',
    en: 'The data of who asked stand in the personal text: tick the text too.',
  },
  'rule-proposed': {
    status: 409,
    es: 'Ya hay una regla propuesta para ese trámite que espera confirmación. Confírmela o rechácela primero.',
    en: 'A rule for that kind waits for confirmation already. Confirm or refuse it first.',
  },
  'rule-unknown': {
    status: 404,
    es: 'No hay una regla así. Vuelva a «Conservación».',
    en: 'There is no such rule. Go back to “Retention”.',
  },
  'case-unknown-here': {
    status: 422,
    es: 'No hay un expediente con ese número. Escríbalo completo, como 2026-000123.',
    en: 'There is no case with that number. Write the whole of it, like 2026-000123.',
  },
  'held-already': {
    status: 409,
    es: 'Ese expediente ya está en retención legal.',
    en: 'That case is held by law already.',
  },
  'not-held': {
    status: 409,
    es: 'Ese expediente no está en retención legal. Vuelva a cargar la página.',
    en: 'That case is not held by law. Reload the page.',
  },
} as const satisfies Readonly<Record<string, { status: number; es: string; en: string }>>

export type CareRefusal = keyof typeof CARE_REFUSALS

export const careRefusal = (code: CareRefusal): Refusal => ({ code, ...CARE_REFUSALS[code] })

export const careRefused = (code: CareRefusal): Refused => new Refused(careRefusal(code))

/** Faults of fields of a form, each with its sentence. */
export function fieldsRefused(faults: Readonly<Record<string, CareRefusal>>): Refused {
  const fields = Object.fromEntries(
    Object.entries(faults).map(([name, code]) => [name, { ...CARE_REFUSALS[code], code }]),
  )
  return new Refused({ ...careRefusal(Object.values(faults)[0]!), fields })
}
