import type { InstitutionDirectory } from '#src/people/types.ts'
import { type DeskAct, TARGET_NAMES, type TargetName, type TargetsState } from '#src/procedure/index.ts'
import { defineCatalogue } from '#src/web/locale/catalogue.ts'
import type { Locale } from '#src/web/locale/locale.ts'
import { formatSpan } from '#src/web/locale/time.ts'
import { explainTarget } from './explain-target.ts'
import { positionName } from './position-name.ts'

type LevelTheme = Extract<
  DeskAct,
  {
    kind:
      | 'case-prioritised'
      | 'case-escalated'
      | 'superior-asked'
      | 'superior-answered'
      | 'supplier-engaged'
      | 'supplier-finished'
      | 'targets-moved'
      | 'target-met'
      | 'case-warned'
  }
>

/** Acts of priority, targets, levels and escalations as the record says them. */
export function levelSentence(body: LevelTheme, directory: InstitutionDirectory, locale: Locale): string {
  switch (body.kind) {
    case 'case-prioritised':
      return [prioritySentence(body, locale), ...targetSentences(body.targets, locale)].join(' ')
    case 'case-escalated': {
      const key = body.to < body.from ? 'returned' : body.via === 'step' ? 'escalated-by-step' : 'escalated'
      return words(locale, key, { from: body.from, to: body.to, role: body.role, norm: body.norm ?? '' })
    }
    case 'superior-asked':
      return words(locale, `asked.${body.asks}`, { role: positionName(directory, body.to) })
    case 'superior-answered':
      return words(locale, `answered.${body.outcome}`, { span: formatSpan(locale, body.millis) })
    case 'supplier-engaged':
      return words(locale, 'supplier', { supplier: body.supplier, reference: body.reference })
    case 'supplier-finished':
      return words(locale, 'supplier-done', { span: formatSpan(locale, body.millis) })
    case 'targets-moved':
      return [words(locale, `moved.${body.because}`), ...targetSentences(body, locale)].join(' ')
    case 'target-met':
      return words(locale, body.late ? `late.${body.target}` : `met.${body.target}`)
    case 'case-warned':
      return words(locale, body.persons.length === 0 ? 'warned-nobody' : 'warned', {
        persons: body.persons.map((person) => directory.personName(person)).join(', '),
        percent: body.percent,
        target: targetName(body.target, locale),
      })
  }
}

/** `atención`, `solución`, within a sentence. */
export function targetName(name: TargetName, locale: Locale): string {
  return words(locale, `target.${name}`)
}

function prioritySentence(body: Extract<LevelTheme, { kind: 'case-prioritised' }>, locale: Locale): string {
  const { priority, impact, urgency, because } = body
  if (impact === undefined || urgency === undefined) return words(locale, 'stated', { priority })
  return words(locale, because === 'kind' ? 'by-kind' : because === 'declared' ? 'by-form' : 'prioritised', {
    priority,
    impact: words(locale, `impact.${impact}`),
    urgency: words(locale, `urgency.${urgency}`),
  })
}

function targetSentences(targets: TargetsState | undefined, locale: Locale): string[] {
  return TARGET_NAMES.flatMap((name) => {
    const target = targets?.[name]
    if (targets === undefined || target === undefined || target.met !== undefined) return []
    return [`${words(locale, `due.${name}`)} ${explainTarget(target, targets, locale)}`]
  })
}

const words = defineCatalogue({
  es: {
    prioritised: 'Fijó la prioridad {priority}: impacto {impact}, urgencia {urgency}.',
    'by-kind': 'El trámite da la prioridad {priority}: impacto {impact}, urgencia {urgency}.',
    'by-form': 'La solicitud declara impacto {impact} y urgencia {urgency}: prioridad {priority}.',
    stated: 'Se abrió con prioridad {priority}.',
    'impact.1': 'alto',
    'impact.2': 'medio',
    'impact.3': 'bajo',
    'urgency.1': 'alta',
    'urgency.2': 'media',
    'urgency.3': 'baja',
    'due.attention': 'Atención:',
    'due.solution': 'Solución:',
    'target.attention': 'atención',
    'target.solution': 'solución',
    escalated: 'Escaló del nivel {from} al nivel {to}, a {role}, según la norma {norm}.',
    'escalated-by-step': 'El paso lo pasó del nivel {from} al nivel {to}, a {role}, según la norma {norm}.',
    returned: 'Regresó del nivel {from} al nivel {to}, a {role}.',
    'asked.decision': 'Escaló a {role}: pide que decida.',
    'asked.resources': 'Escaló a {role}: pide recursos.',
    'asked.authorise': 'Escaló a {role}: pide que autorice.',
    'asked.intervene': 'Escaló a {role}: pide que intervenga.',
    'answered.resolved': 'Contestó y resolvió lo que se le escaló, en {span} hábiles.',
    'answered.returned': 'Contestó y devolvió lo que se le escaló, en {span} hábiles.',
    supplier: 'Acudió al proveedor {supplier}, con la referencia {reference}.',
    'supplier-done': 'El proveedor terminó; lo tuvo {span} hábiles.',
    'moved.calendar': 'El calendario cambió y los plazos del expediente se recalcularon.',
    'moved.waits': 'El expediente espera a la persona solicitante.',
    'moved.reply': 'Contestó la persona solicitante y los plazos del expediente siguen.',
    'moved.reopened': 'Los plazos del expediente siguen desde la reapertura.',
    'met.attention': 'El expediente se atendió dentro de su plazo.',
    'late.attention': 'El expediente se atendió después de su plazo.',
    'met.solution': 'El expediente se resolvió dentro de su plazo.',
    'late.solution': 'El expediente se resolvió después de su plazo.',
    warned: 'Avisó a {persons}: transcurrió el {percent} % del plazo de {target}.',
    'warned-nobody': 'Transcurrió el {percent} % del plazo de {target}; no había a quién avisar.',
  },
  en: {
    prioritised: 'Set priority {priority}: impact {impact}, urgency {urgency}.',
    'by-kind': 'Its kind gives priority {priority}: impact {impact}, urgency {urgency}.',
    'by-form': 'The request declares impact {impact} and urgency {urgency}: priority {priority}.',
    stated: 'Opened with priority {priority}.',
    'impact.1': 'high',
    'impact.2': 'medium',
    'impact.3': 'low',
    'urgency.1': 'high',
    'urgency.2': 'medium',
    'urgency.3': 'low',
    'due.attention': 'Attention:',
    'due.solution': 'Solution:',
    'target.attention': 'attention',
    'target.solution': 'solution',
    escalated: 'Escalated from level {from} to level {to}, to {role}, by norm {norm}.',
    'escalated-by-step': 'The step passed it from level {from} to level {to}, to {role}, by norm {norm}.',
    returned: 'Returned from level {from} to level {to}, to {role}.',
    'asked.decision': 'Raised to {role}: asks for a decision.',
    'asked.resources': 'Raised to {role}: asks for resources.',
    'asked.authorise': 'Raised to {role}: asks for authorisation.',
    'asked.intervene': 'Raised to {role}: asks to intervene.',
    'answered.resolved': 'Answered and resolved what was raised, in {span} of working time.',
    'answered.returned': 'Answered and returned what was raised, in {span} of working time.',
    supplier: 'Turned to the supplier {supplier}, reference {reference}.',
    'supplier-done': 'The supplier is done; it had the case for {span} of working time.',
    'moved.calendar': 'The calendar changed and the targets of the case were counted anew.',
    'moved.waits': 'The case waits for the requester.',
    'moved.reply': 'The requester answered and the targets of the case go on.',
    'moved.reopened': 'The targets of the case go on since it was reopened.',
    'met.attention': 'The case was attended within its time.',
    'late.attention': 'The case was attended after its time.',
    'met.solution': 'The case was solved within its time.',
    'late.solution': 'The case was solved after its time.',
    warned: 'Warned {persons}: {percent} % of the time for {target} has passed.',
    'warned-nobody': '{percent} % of the time for {target} has passed; there was nobody to warn.',
  },
})
