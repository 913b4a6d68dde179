import type { ModdleElement } from 'bpmn-moddle'
import type { ImportedFact, ImportedNode } from '../../notation/imported-process.ts'
import { doubt, factText, sentence } from '../../notation/safe-text.ts'
import { carriedBy } from '../own-file.ts'
import { type Converting, note } from './converting.ts'
import { isoDuration } from './iso-duration.ts'

/** What one activity or event says, without its way on. */
export interface Step {
  readonly text: string
  readonly facts: readonly ImportedFact[]
  /** Nobody does it: the case only waits. */
  readonly nobody?: true
  readonly procedure?: string
}

/** Converts a task, event, call or sub-process (whose procedure has its number already) and notes what became of it. */
export function convertStep(converting: Converting, element: ModdleElement): Step {
  const own = stepOf(converting, element)
  const doubts = [...loopDoubts(converting, element), ...foreignExtensions(converting, element)]
  return { ...own, text: [own.text, ...doubts].join(' '), facts: [...own.facts, ...factsOf(converting, element)] }
}

function stepOf(converting: Converting, element: ModdleElement): Step {
  const name = sentence(String(element.name ?? ''))
  const text = name === '' ? doubt('el original no dice qué se hace') : name
  const kept = (message: string) => note(converting, element, name === '' ? 'doubtful' : 'kept', message)
  switch (element.$type) {
    case 'bpmn:Task':
    case 'bpmn:UserTask':
    case 'bpmn:ManualTask':
    case 'bpmn:SendTask':
      kept('Quedó como paso.')
      return { text, facts: [] }
    case 'bpmn:ReceiveTask':
      return { text, facts: replyFacts(converting, element) }
    case 'bpmn:ServiceTask':
    case 'bpmn:ScriptTask':
    case 'bpmn:BusinessRuleTask':
      note(converting, element, 'doubtful', 'En el original lo hace un programa; aquí quedó como paso de una persona.')
      return { text: `${text} ${doubt('en el original lo hace un programa')}`, facts: [] }
    case 'bpmn:CallActivity':
      return callOf(converting, element, text)
    case 'bpmn:SubProcess':
    case 'bpmn:Transaction':
    case 'bpmn:AdHocSubProcess':
      return subProcessOf(converting, element, text)
    default:
      return eventOf(converting, element, text)
  }
}

function callOf(converting: Converting, element: ModdleElement, text: string): Step {
  const called = String(element.calledElement ?? '').replace(/^.*:/, '')
  const procedure = converting.numbers.get(called)
  if (procedure !== undefined) {
    note(converting, element, 'kept', `Aplica el procedimiento ${procedure}.`)
    return { text, facts: [], procedure }
  }
  note(
    converting,
    element,
    'doubtful',
    `Llama a «${called}», que no está en el archivo: diga qué procedimiento aplica.`,
  )
  return {
    text: `${text} ${doubt(`el original llama a ${called || 'otro proceso'}, que no está en el archivo`)}`,
    facts: [],
  }
}

function subProcessOf(converting: Converting, element: ModdleElement, text: string): Step {
  const procedure = converting.numbers.get(element.id ?? '')
  if (procedure === undefined) {
    note(converting, element, 'doubtful', 'El subproceso está vacío: quedó como un paso.')
    return { text, facts: [] }
  }
  const plain = element.$type === 'bpmn:SubProcess'
  const kind = element.$type === 'bpmn:Transaction' ? 'una transacción' : 'un subproceso sin orden fijo'
  note(
    converting,
    element,
    plain ? 'kept' : 'doubtful',
    `Quedó como procedimiento ${procedure}${plain ? '' : `; en el original era ${kind}`}.`,
  )
  return { text: plain ? text : `${text} ${doubt(`en el original era ${kind}`)}`, facts: [], procedure }
}

function eventOf(converting: Converting, element: ModdleElement, text: string): Step {
  const definition: ModdleElement | undefined = element.eventDefinitions?.[0]
  const catches = element.$type === 'bpmn:IntermediateCatchEvent'
  switch (definition?.$type) {
    case 'bpmn:TimerEventDefinition': {
      const duration = isoDuration(String(definition.timeDuration?.body ?? ''))
      if (duration !== null) {
        note(converting, element, 'kept', `Quedó como Espera de ${duration}.`)
        return { text: 'La espera terminó.', facts: [{ key: 'Espera', value: duration }], nobody: true }
      }
      const written = timerText(definition)
      note(converting, element, 'doubtful', `No se entiende cuánto se espera («${written}»): escriba la Espera.`)
      return { text: `La espera terminó. ${doubt(`el original espera ${written}`)}`, facts: [], nobody: true }
    }
    case 'bpmn:MessageEventDefinition':
      if (catches) return { text, facts: replyFacts(converting, element) }
      note(converting, element, 'kept', 'El mensaje que se envía quedó como paso.')
      return { text, facts: [] }
    default: {
      const what = (definition?.$type ?? element.$type).replace('bpmn:', '').replace('EventDefinition', '')
      note(converting, element, 'no-equivalent', `La notación no tiene el evento ${what}: quedó una fila con la duda.`)
      return { text: `${text} ${doubt(`en el original es un evento ${what}`)}`, facts: [], nobody: true }
    }
  }
}

/** How a timer was written, for the sentence of a doubt. */
export function timerText(definition: ModdleElement): string {
  const { timeDuration, timeDate, timeCycle } = definition
  return (
    factText(String(timeDuration?.body ?? timeDate?.body ?? timeCycle?.body ?? '')) || 'un tiempo que no está escrito'
  )
}

function replyFacts(converting: Converting, element: ModdleElement): ImportedFact[] {
  const partners = converting.partners.get(element.id ?? '') ?? []
  if (partners.length === 1) {
    note(converting, element, 'kept', `Espera la respuesta de ${partners[0]}.`)
    return [{ key: 'Espera', value: `respuesta de ${partners[0]}` }]
  }
  note(converting, element, 'doubtful', 'Espera un mensaje y no se sabe de quién: escriba la Espera.')
  return [{ key: 'Nota', value: doubt('el original espera un mensaje y no dice de quién') }]
}

function loopDoubts(converting: Converting, element: ModdleElement): string[] {
  const loop: ModdleElement | undefined = element.loopCharacteristics
  if (!loop) return []
  const many = loop.$type === 'bpmn:MultiInstanceLoopCharacteristics'
  const what = many ? 'se hace una vez por cada elemento de una lista' : 'se repite hasta cumplir una condición'
  note(
    converting,
    element,
    'no-equivalent',
    `En el original ${what}; la notación lo dice con «uno por» o con un regreso.`,
  )
  return [doubt(`en el original ${what}`)]
}

/** Notes, texts and objects tied to an element, and facts of ours on a diagram that was changed elsewhere. */
function factsOf(converting: Converting, element: ModdleElement): ImportedFact[] {
  const facts: ImportedFact[] = []
  for (const text of converting.annotations.get(element.id ?? '') ?? []) facts.push({ key: 'Nota', value: text })
  const carried = carriedBy(element)
  for (const { key, value } of carried.facts) {
    if (key === 'Plazo' || key === 'Espera') continue
    facts.push({
      key,
      value: /\bpaso \d/i.test(value) ? `${value} ${doubt('los números pueden haber cambiado')}` : value,
    })
  }
  if (!carried.row) {
    for (const { text } of element.documentation ?? []) {
      if (String(text ?? '').trim() !== '') facts.push({ key: 'Detalle', value: String(text) })
    }
  }
  for (const { targetRef } of element.dataOutputAssociations ?? []) {
    const object = factText(String(targetRef?.name ?? ''))
    if (object !== '') facts.push({ key: 'Entrega', value: object })
  }
  for (const { sourceRef } of element.dataInputAssociations ?? []) {
    const object = factText(String(sourceRef?.[0]?.name ?? ''))
    if (object === '') continue
    if (converting.delivered.has(object)) facts.push({ key: 'Usa', value: object })
    else facts.push({ key: 'Nota', value: `Necesita: ${object}` })
  }
  return facts.map(({ key, value }) => ({ key, value: factText(value) })).filter(({ value }) => value !== '')
}

/** What a tool keeps in extensions of its own is named, not read. */
function foreignExtensions(converting: Converting, element: ModdleElement): string[] {
  const values: ModdleElement[] = element.extensionElements?.values ?? []
  const names = [...new Set(values.map(({ $type }) => $type))].filter((name) => !name.startsWith('ventanilla:'))
  if (names.length > 0) {
    note(
      converting,
      element,
      'no-equivalent',
      `Lleva datos propios de otra herramienta que no se leyeron: ${names.slice(0, 5).join(', ')}.`,
    )
  }
  return []
}

/** The deadline of a boundary timer, and what is said of every other boundary event. */
export function convertBoundaries(
  converting: Converting,
  boundaries: readonly ModdleElement[],
  goalOf: (boundary: ModdleElement) => string | null,
): Pick<ImportedNode, 'deadline'> & { readonly facts: readonly ImportedFact[] } {
  let deadline: ImportedNode['deadline']
  const facts: ImportedFact[] = []
  for (const boundary of boundaries) {
    const definition: ModdleElement | undefined = boundary.eventDefinitions?.[0]
    const timer = definition?.$type === 'bpmn:TimerEventDefinition'
    const duration = timer ? isoDuration(String(definition.timeDuration?.body ?? '')) : null
    const interrupts = boundary.cancelActivity !== false
    if (duration !== null && interrupts && !deadline) {
      deadline = { duration, expiry: { to: goalOf(boundary) } }
      note(converting, boundary, 'kept', `Quedó como Plazo de ${duration}.`)
    } else if (timer) {
      const what = interrupts ? 'interrumpe el paso' : 'avisa sin interrumpir'
      const when = duration ?? timerText(definition)
      facts.push({ key: 'Nota', value: doubt(`en el original, pasado ${when}, un temporizador ${what}`) })
      note(
        converting,
        boundary,
        'doubtful',
        `Un temporizador ${what} pasado ${when}: escriba el Plazo con su consecuencia.`,
      )
    } else {
      const kind = (definition?.$type ?? 'bpmn:BoundaryEvent').replace('bpmn:', '').replace('EventDefinition', '')
      facts.push({ key: 'Nota', value: doubt(`en el original, un evento ${kind} saca del paso`) })
      note(converting, boundary, 'no-equivalent', `La notación no tiene el evento ${kind} sobre un paso.`)
    }
  }
  return { ...(deadline && { deadline }), facts }
}
