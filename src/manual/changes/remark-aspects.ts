import type { Facts } from '../types.ts'
import { type Aspects, three } from './aspects.ts'
import { quoted } from './words.ts'

/** The remarks that procedures, steps and branches alike may have. */
export const REMARK_ASPECTS: Pick<Aspects<Facts>, 'notes' | 'details'> = {
  notes: {
    words: quoted,
    key: (notes) => JSON.stringify(notes),
    say: three('cambia su nota:', 'lleva ahora la nota', 'ya no lleva nota'),
  },
  details: {
    words: quoted,
    key: (details) => JSON.stringify(details),
    say: three('cambia su detalle:', 'lleva ahora el detalle', 'ya no lleva detalle'),
  },
}
