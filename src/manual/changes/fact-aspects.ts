import { foldText } from '../fold-text.ts'
import type { Facts } from '../types.ts'
import { type Aspects, three } from './aspects.ts'
import { REMARK_ASPECTS } from './remark-aspects.ts'
import { deadline, durationFrom, listed, signature, wait } from './words.ts'

/** What the fichas of a step or branch say. */
export const FACT_ASPECTS: Aspects<Facts> = {
  deadline: {
    words: deadline,
    say: (after, before) => {
      if (after === null) return `ya no vence (era: ${before})`
      return before === null ? `ahora vence en ${after}` : `ahora vence en ${shortened(after, before)}`
    },
  },
  wait: { words: wait, say: three('ahora espera', 'ahora espera', 'ya no espera') },
  limit: {
    words: ({ rounds, role }) => `${rounds} ${rounds === 1 ? 'vuelta' : 'vueltas'}; al exceder, escala a ${role}`,
    say: three('ahora admite', 'ahora admite', 'ya no tiene límite de vueltas'),
  },
  signatures: {
    words: (rules) => listed(rules.map(signature)),
    key: (rules) => JSON.stringify(rules.map(({ kind, role }) => [kind, foldText(role)])),
    say: three('ahora pide', 'ahora pide', 'ya no pide firmas'),
  },
  form: { words: (code) => code, say: three('ahora usa la forma', 'ahora usa la forma', 'ya no usa forma') },
  register: {
    words: (book) => book,
    say: three('ahora se anota en', 'ahora se anota en', 'ya no se anota en un libro'),
  },
  archive: {
    words: (archive, numbers) =>
      archive.kind === 'permanent'
        ? `${archive.object}, permanente`
        : `${archive.object}, temporal, ${durationFrom(archive.duration, numbers)}`,
    say: three('ahora archiva', 'ahora archiva', 'ya no archiva'),
  },
  delivers: {
    words: listed,
    key: (objects) => JSON.stringify(objects),
    say: three('ahora entrega', 'ahora entrega', 'ya no entrega nada'),
  },
  uses: {
    words: listed,
    key: (objects) => JSON.stringify(objects),
    say: three('ahora usa', 'ahora usa', 'ya no usa nada'),
  },
  actions: {
    words: (actions) => listed(actions.map(({ verb, optional }) => (optional ? `${verb} (opcional)` : verb))),
    key: (actions) => JSON.stringify(actions.map(({ verb, optional }) => [verb, optional])),
    say: three('ahora lleva la acción', 'ahora lleva la acción', 'ya no lleva acción'),
  },
  calendar: {
    words: (code) => code,
    say: three(
      'ahora se cuenta con el calendario',
      'ahora se cuenta con el calendario',
      'ya no tiene calendario propio',
    ),
  },
  ...REMARK_ASPECTS,
}

/** «4 días hábiles (antes, 6)» where only the time changed. */
function shortened(after: string, before: string): string {
  const [now, then] = [after, before].map((text) => text.split('; al vencer, ')) as [string[], string[]]
  return now[1] === then[1] ? `${now[0]} (antes, ${then[0]})` : `${after} (antes, ${before})`
}
