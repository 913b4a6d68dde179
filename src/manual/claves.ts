/** The words that a ficha may carry before its value, as they are printed. */
export const CLAVES = [
  'Inicio',
  'Asigna',
  'Plazo',
  'Espera',
  'Límite',
  'Firma',
  'Visto bueno',
  'Sello',
  'Conformidad',
  'Forma',
  'Registro',
  'Archivo',
  'Entrega',
  'Usa',
  'Acción',
  'Prohíbe',
  'Tiempo',
  'Calendario',
  'Autoridad',
  'Nota',
  'Detalle',
] as const

export type Clave = (typeof CLAVES)[number]

/** Where each may stand, and whether it may be said again of the same thing. */
export const PLACE_OF: Readonly<
  Record<Clave, { readonly on: 'procedure' | 'row' | 'both'; readonly repeats: boolean }>
> = {
  Inicio: { on: 'procedure', repeats: true },
  Asigna: { on: 'procedure', repeats: true },
  Plazo: { on: 'row', repeats: false },
  Espera: { on: 'row', repeats: false },
  Límite: { on: 'row', repeats: false },
  Firma: { on: 'row', repeats: true },
  'Visto bueno': { on: 'row', repeats: true },
  Sello: { on: 'row', repeats: true },
  Conformidad: { on: 'row', repeats: true },
  Forma: { on: 'row', repeats: false },
  Registro: { on: 'row', repeats: false },
  Archivo: { on: 'row', repeats: false },
  Entrega: { on: 'row', repeats: true },
  Usa: { on: 'row', repeats: true },
  Acción: { on: 'row', repeats: true },
  Prohíbe: { on: 'procedure', repeats: true },
  Tiempo: { on: 'procedure', repeats: false },
  Calendario: { on: 'both', repeats: false },
  Autoridad: { on: 'procedure', repeats: false },
  Nota: { on: 'both', repeats: true },
  Detalle: { on: 'both', repeats: true },
}
