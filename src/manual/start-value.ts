import { fold, foldText } from './fold-text.ts'
import { nearest } from './nearest.ts'
import { bad, good, type Parsed } from './parsed.ts'
import type { Channel, Span, Start } from './types.ts'

const CHANNELS: readonly Channel[] = ['portal', 'correo', 'teléfono', 'ventanilla', 'oficio']
const WEEKDAYS = ['lunes', 'martes', 'miercoles', 'jueves', 'viernes', 'sabado', 'domingo']
const MONTHS = 'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre'.split(' ')
const DAYS_IN = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Reads the value of `Inicio`. A request that names no channel comes by any of them. */
export function parseStart(value: string, span: Span): Parsed<Start> {
  const folded = fold(value)
  const each = / ?, uno por «([^«»]+)»$/d.exec(folded.text)
  if (!each && /\buno por\b/.test(folded.text))
    return bad('La lista va al final y entre comillas angulares: «…, uno por «lista»».')
  const listed = each?.indices?.[1]
  const list = listed && value.slice(folded.at(listed[0]), folded.at(listed[1])).trim()
  const main = each ? value.slice(0, folded.at(each.index)) : value
  const start = parseMain(main.trim(), span)
  return start.ok && list ? good({ ...start.value, each: list }) : start
}

function parseMain(value: string, span: Span): Parsed<Start> {
  const text = foldText(value)
  const named = /^(solicitud|por plan|por contrato) «([^«»]+)»(?: por (.+))?$/.exec(text)
  if (named) {
    const name = /«([^»]+)»/.exec(value)![1]!.trim()
    if (named[1] === 'por plan' && !named[3]) return good({ kind: 'plan', name, span })
    if (named[1] === 'por contrato' && !named[3]) return good({ kind: 'contract', name, span })
    if (named[1] === 'solicitud') return parseRequest(name, named[3], span)
  }
  const alert = /^alerta(?: de (.+))?$/.exec(text)
  if (alert)
    return good({
      kind: 'alert',
      type:
        alert[1] &&
        value
          .replace(/^\S+\s+\S+\s+/, '')
          .replace(/[«»]/g, '')
          .trim(),
      span,
    })
  return parseRepeated(text, span)
}

function parseRequest(name: string, written: string | undefined, span: Span): Parsed<Start> {
  if (!written) return good({ kind: 'request', name, channels: CHANNELS, span })
  const channels: Channel[] = []
  for (const word of written.split(/, | y | o |,/)) {
    const channel = CHANNELS.find((known) => foldText(known) === word.trim())
    if (!channel) {
      const meant = nearest(word, CHANNELS)
      return bad(
        `El canal «${word}» no se conoce${meant ? `; ¿quiso escribir «${meant}»?` : `; son ${CHANNELS.join(', ')}.`}`,
      )
    }
    if (!channels.includes(channel)) channels.push(channel)
  }
  return good({ kind: 'request', name, channels, span })
}

function parseRepeated(text: string, span: Span): Parsed<Start> {
  const weekly = /^cada semana, (\S+)$/.exec(text)
  if (weekly) {
    const weekday = WEEKDAYS.indexOf(weekly[1]!) + 1
    return weekday > 0
      ? good({ kind: 'weekly', weekday, span })
      : bad('Diga el día de la semana: «cada semana, lunes».')
  }
  const monthly = /^cada mes, dia (\d{1,2})( habil)?$/.exec(text)
  if (monthly) {
    const [day, working] = [Number(monthly[1]), monthly[2] !== undefined]
    const most = working ? 23 : 31
    return day >= 1 && day <= most
      ? good({ kind: 'monthly', day, working, span })
      : bad(`El día del mes va de 1 a ${most}.`)
  }
  const yearly = /^cada ano, (\d{1,2}) de (\S+)$/.exec(text)
  if (yearly) {
    const [day, month] = [Number(yearly[1]), MONTHS.indexOf(yearly[2]!.replace('setiembre', 'septiembre')) + 1]
    const exists = month > 0 && day >= 1 && day <= DAYS_IN[month - 1]!
    return exists
      ? good({ kind: 'yearly', month, day, span })
      : bad('Esa fecha no existe; escriba por ejemplo «cada año, 15 de enero».')
  }
  return bad(
    'Un inicio es «solicitud «nombre» por portal, correo», «alerta», «cada semana, lunes», «cada mes, día 3 hábil», «cada año, 15 de enero», «por plan «nombre»» o «por contrato «nombre»»; el nombre va entre « y ».',
  )
}
