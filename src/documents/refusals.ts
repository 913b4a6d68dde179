import type { Refusal } from '#src/platform/refusal.ts'

export const MANUAL_UNKNOWN: Refusal = {
  code: 'manual-unknown',
  status: 404,
  es: 'No hay un manual con ese código y esa versión. Búsquelo en la lista de manuales.',
  en: 'There is no manual with that code and version. Look for it in the list of manuals.',
}

export const FORM_UNKNOWN: Refusal = {
  code: 'form-unknown',
  status: 404,
  es: 'El manual no tiene una forma con ese código. Búsquela en la página del manual.',
  en: 'The manual has no form with that code. Look for it on the manual’s page.',
}

export const FORM_NOT_FILLED: Refusal = {
  code: 'form-not-filled',
  status: 404,
  es: 'En este expediente esa forma no se ha llenado, o sus datos se borraron conforme a la ley. Vuelva al expediente.',
  en: 'In this case that form has not been filled, or its data was lawfully erased. Go back to the case.',
}
