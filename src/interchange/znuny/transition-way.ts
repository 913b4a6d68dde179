import type { ImportedAnswer, ImportedNode } from '../notation/imported-process.ts'
import { answerText, doubt } from '../notation/safe-text.ts'
import { fieldName } from './dialog-form.ts'
import { type Entity, isMap, text } from './read-export.ts'

export interface Passage {
  readonly transition: Entity
  readonly to: string | null
}

interface Test {
  readonly field: string
  readonly type: string
  readonly match: string
}

/**
 * Where an activity goes on. Several transitions that each compare one same field with a value of their own are a question with its
 * answers; other conditions are told and left to be decided.
 */
export function transitionWay(passages: readonly Passage[]): {
  way: ImportedNode['way']
  doubtful: readonly string[]
  waits?: string
} {
  const [first] = passages
  if (!first) return { way: { kind: 'on', to: null }, doubtful: [] }
  if (passages.length === 1) {
    const tests = testsOf(first.transition)
    const free = tests.every(isFilled)
    return {
      way: { kind: 'on', to: first.to },
      doubtful: free ? [] : [first.transition.id],
      ...(free ? {} : { waits: words(first.transition, tests) }),
    }
  }
  const byValue = passages.map((passage) => ({ passage, tests: testsOf(passage.transition) }))
  const fields = new Set(byValue.flatMap(({ tests }) => tests.map(({ field }) => field)))
  const values = new Set(byValue.map(({ tests }) => answerText(tests[0]?.match ?? '')))
  const plain = byValue.every(({ tests }) => tests.length === 1 && isValue(tests[0]!))
  if (plain && fields.size === 1 && values.size === passages.length && !values.has('')) {
    const answers = byValue.map(({ passage, tests }) => ({
      answer: answerText(tests[0]!.match),
      text: '',
      to: passage.to,
    }))
    return { way: { kind: 'question', question: fieldName([...fields][0]!), answers }, doubtful: [] }
  }
  const taken = new Set<string>()
  const answers = byValue.map(({ passage, tests }, index): ImportedAnswer => {
    const name = answerText(passage.transition.name)
    const answer = name === '' || taken.has(name) ? `CAMINO ${index + 1}` : name
    taken.add(answer)
    return { answer, text: doubt(`su condición es ${words(passage.transition, tests)}`), to: passage.to }
  })
  return {
    way: { kind: 'question', question: '⚠ (el original decide por condiciones)', answers },
    doubtful: passages.map(({ transition }) => transition.id),
  }
}

function testsOf({ config }: Entity): Test[] {
  const conditions = Object.values(isMap(config.Condition) ? config.Condition : {})
  return conditions.flatMap((condition) => {
    const fields = isMap(condition) && isMap(condition.Fields) ? condition.Fields : {}
    return Object.entries(fields).map(([field, test]) => ({
      field,
      type: isMap(test) ? text(test.Type) : '',
      match: isMap(test) ? text(test.Match) : '',
    }))
  })
}

/** A pattern that any value satisfies: the form only has to be filled in. */
function isFilled({ type, match }: Test): boolean {
  return type === 'Regexp' && /^\^?\.[*+]\$?$/.test(match)
}

function isValue({ type, match }: Test): boolean {
  return (type === 'String' || type === 'Equal') && match !== ''
}

function words({ name, config }: Entity, tests: readonly Test[]): string {
  const said = tests.slice(0, 6).map(({ field, type, match }) => `${fieldName(field)} ${type} ${match}`)
  const link = text(config.ConditionLinking) === 'or' ? ' o ' : ' y '
  return said.length === 0 ? `la de ${name}` : said.join(link)
}
