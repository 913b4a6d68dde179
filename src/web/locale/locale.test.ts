import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { defineCatalogue, type Message } from './catalogue.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { localeFrom } from './locale.ts'
import { t } from './t.ts'
import {
  formatDate,
  formatDay,
  formatDue,
  formatInstant,
  formatNumber,
  formatRelative,
  formatWeekday,
  type View,
} from './time.ts'

const now = Temporal.Instant.from('2026-11-04T16:20:00Z')
const view: View = { locale: 'es', timeZone: 'America/Guatemala', now }

test('both languages have the same keys, with the same slots', () => {
  assert.deepEqual(Object.keys(en).sort(), Object.keys(es).sort())
  for (const key of Object.keys(es) as (keyof typeof es)[]) {
    assert.deepEqual(slots(en[key]), slots(es[key]), key)
    assert.notEqual(JSON.stringify(en[key]), '""', key)
  }
})

test('a sentence takes its data, and the number that its count asks for', () => {
  assert.equal(t('es', 'nav.page-of', { page: 2, pages: 9 }), 'Página 2 de 9')
  assert.equal(t('es', 'form.errors', { count: 1 }), 'Hay un dato que corregir')
  assert.equal(t('en', 'form.errors', { count: 3 }), '3 entries need correcting')
})

test('a feature brings words of its own', () => {
  const words = defineCatalogue({ es: { hello: 'Buenos días, {name}' }, en: { hello: 'Good morning, {name}' } })
  assert.equal(words('es', 'hello', { name: '{name} <b>' }), 'Buenos días, {name} <b>')
})

test('Spanish unless English was chosen', () => {
  assert.deepEqual([undefined, '', 'fr', 'es', 'en'].map(localeFrom), ['es', 'es', 'es', 'es', 'en'])
})

test('instants are shown in the time zone of the institution', () => {
  assert.equal(formatInstant(view, '2026-11-02T05:30:00Z'), '1 nov 2026, 23:30')
  assert.equal(formatInstant({ ...view, timeZone: 'America/Lima' }, '2026-11-02T05:30:00Z'), '2 nov 2026, 00:30')
  assert.equal(formatDay(view, '2026-11-02T05:30:00Z'), 'domingo, 1 de noviembre de 2026')
  assert.equal(formatWeekday(view, '2026-11-02T05:30:00Z'), 'domingo 1 de noviembre')
  assert.equal(formatWeekday({ ...view, locale: 'en' }, '2026-11-02T05:30:00Z'), 'Sunday 1 November')
  assert.equal(formatDate(view, '2026-11-02'), '2 nov 2026')
  assert.equal(formatDate({ locale: 'en' }, '2026-11-02'), '2 Nov 2026')
  assert.equal(formatNumber('es', 12480), '12,480')
})

test('distances are said as the office says them', () => {
  assert.equal(formatRelative(view, now.subtract({ minutes: 5 })), 'hace 5 min')
  assert.equal(formatRelative(view, now.add({ seconds: 30 })), 'ahora')
  assert.equal(formatRelative({ ...view, locale: 'en' }, now.add({ hours: 30 })), 'in 1 day')
  assert.deepEqual(formatDue(view, now.add({ hours: 2 })), { state: 'soon', text: 'vence en 2 h' })
  assert.deepEqual(formatDue(view, now.add({ hours: 49 })), { state: 'ok', text: 'vence en 2 días' })
  assert.deepEqual(formatDue(view, now.subtract({ hours: 24 })), { state: 'overdue', text: 'venció hace 1 día' })
  assert.deepEqual(formatDue(view, now), { state: 'overdue', text: 'vence ahora' })
})

test('what is due is overdue exactly when its instant has come, and no word is ever missing', () => {
  const distance = fc.integer({ min: -5_000_000_000_000, max: 5_000_000_000_000 })
  fc.assert(
    fc.property(distance, fc.constantFrom('es' as const, 'en' as const), (milliseconds, locale) => {
      const { state, text } = formatDue({ ...view, locale }, now.add({ milliseconds }))
      assert.equal(state === 'overdue', milliseconds <= 0)
      assert.doesNotMatch(text, /[{}]|undefined|NaN| 0 /)
    }),
  )
})

function slots(message: Message): string[] {
  const texts = typeof message === 'string' ? [message] : [message.one, message.other]
  return [...new Set(texts.flatMap((text) => text.match(/\{[^}]+\}/g) ?? []))].sort()
}
