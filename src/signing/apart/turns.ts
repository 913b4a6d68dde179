import { type Refusal, Refused } from '#src/platform/refusal.ts'

/** Lets work begin when its turn has come. */
export type Turns = <Result>(work: () => Promise<Result>) => Promise<Result>

/**
 * Turns of work of which so many pieces go on together and so many wait; one more is refused. So whoever sends files without end holds up
 * those who send files at the same door, and nobody else.
 */
export function openTurns({ together, waiting }: { readonly together: number; readonly waiting: number }): Turns {
  let working = 0
  const queue: (() => void)[] = []
  return async (work) => {
    if (working >= together) {
      if (queue.length >= waiting) throw new Refused(BUSY)
      // Whoever ends hands on the place, so that nobody who comes in between takes it.
      await new Promise<void>((begin) => queue.push(begin))
    } else working += 1
    try {
      return await work()
    } finally {
      const next = queue.shift()
      if (next === undefined) working -= 1
      else next()
    }
  }
}

const BUSY: Refusal = {
  code: 'signing-busy',
  status: 503,
  es: 'Hay muchos documentos en revisión. Espere un minuto y envíe el suyo otra vez.',
  en: 'Many documents are being checked. Wait a minute and send yours again.',
}
