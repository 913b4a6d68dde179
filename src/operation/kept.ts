/** Asks once and gives the same answer for `millis`; who asks meanwhile waits for the same question. A failure is not kept. */
export function kept<Answer>(millis: number, ask: () => Promise<Answer>): () => Promise<Answer> {
  let answer: Promise<Answer> | undefined
  let until = 0
  return () => {
    const now = performance.now()
    if (answer !== undefined && now < until) return answer
    until = now + millis
    const asked = ask()
    answer = asked
    asked.catch(() => {
      if (answer === asked) answer = undefined
    })
    return asked
  }
}
