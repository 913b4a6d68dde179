// An operator at the telephone: a new contact, a case in its name, and the next caller of the same entity. Without a mouse.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { axeViolations } from '../support/browser.ts'
import { openDesk } from './desk.ts'
import { recordOf } from './steps.ts'

const desk = await openDesk()
const START = '/tramites/SSI-MNP-03/3.5/oficio'

test('by keyboard alone: registers who calls, opens the case, and is told of it when the entity calls again', async () => {
  const tab = await desk.person('mguarcax')
  await noMouse(tab)
  await tab.goto(START)

  // The cursor is where the call begins.
  assert.equal(await focused(tab), '¿Quién lo pide?')
  await tab.keyboard.type('Nora Sic')
  await tab.getByRole('option', { name: 'Registrar a «Nora Sic» como contacto nuevo' }).waitFor()
  assert.deepEqual(await axeViolations(tab), [])
  await tab.keyboard.press('Enter')
  assert.equal(await tab.getByLabel('Nombre del contacto').inputValue(), 'Nora Sic')
  assert.match(await focused(tab), /^Código de su entidad/)
  await tab.keyboard.type('0456')
  await tab.keyboard.press('Tab')
  await tab.keyboard.type('Municipalidad de Río Claro')
  await tab.keyboard.press('Tab')
  await tab.keyboard.press('Tab')
  await tab.keyboard.type('2410-5000 ext. 12 / 5555-1234')
  await fillLetter(tab, 'Corregir el año de dos planillas')
  await tab.keyboard.press('Enter')
  await tab.getByText('Se abrió el expediente').waitFor()
  await tab.getByText('Lo pide Nora Sic').waitFor()
  await tab.getByRole('link', { name: '0456 Municipalidad de Río Claro' }).waitFor()
  const first = /\d{4}-\d{6}/.exec(tab.url())![0]

  // The same number calls: found by a part of it, and the open case is shown before anything is typed.
  await tab.goto(START)
  await tab.keyboard.type('2410 5000')
  const option = tab.getByRole('option', { name: /Nora Sic/ }).first()
  await option.waitFor()
  await tab.keyboard.press('Enter')
  await tab.getByText('Municipalidad de Río Claro ya tiene 1 expediente abierto').waitFor()
  await tab.getByRole('link', { name: 'Corregir el año de dos planillas' }).waitFor()
  await tab.getByText('0456 Municipalidad de Río Claro').waitFor()
  await fillLetter(tab, 'Otra solicitud')
  await tab.keyboard.press('Enter')
  await tab.getByRole('alert').filter({ hasText: 'Es un asunto distinto' }).waitFor()
  assert.equal(
    await tab.getByLabel('Asunto', { exact: true }).first().inputValue(),
    'Otra solicitud',
    'nothing is lost',
  )
  await tabTo(tab, /^Es un asunto distinto/)
  await tab.keyboard.press('Space')
  await tabTo(tab, /^Iniciar el expediente/)
  await tab.keyboard.press('Enter')
  await tab.getByText('Se abrió el expediente').waitFor()
  const opening = (await recordOf(tab)).at(-1)!
  assert.match(opening, new RegExp(`asunto distinto de los que la entidad tenía abiertos: ${first}`))
  assert.deepEqual(tab.errors(), [])
})

test('a colleague is chosen by extension, and what is typed and not chosen is never taken for oneself', async () => {
  const tab = await desk.person('mguarcax')
  await noMouse(tab)
  await tab.goto(START)
  await tab.keyboard.type('2101')
  await tab.getByRole('option', { name: /Ileana Arredondo Paiz/ }).waitFor()
  await tab.keyboard.press('Enter')
  await tab.getByText('Ileana Arredondo Paiz').waitFor()
  await tabTo(tab, /^Cambiar/)
  await tab.keyboard.press('Enter')
  await tab.keyboard.type('alguien que')
  await tab.keyboard.press('Escape')
  await fillLetter(tab, 'De nadie')
  await tab.keyboard.press('Enter')
  await tab.getByRole('alert').filter({ hasText: '«alguien que» no se eligió de la lista' }).waitFor()
  assert.deepEqual(tab.errors(), [])
})

test('without scripts the same is done by a search and links', async () => {
  const tab = await desk.person('mguarcax', { javaScriptEnabled: false })
  await tab.goto(START)
  await tab.getByRole('searchbox', { name: '¿Quién lo pide?' }).fill('nora')
  await tab.getByRole('button', { name: 'Buscar' }).click()
  await tab.getByRole('link', { name: 'Nora Sic' }).click()
  await tab.getByText('Municipalidad de Río Claro ya tiene').waitFor()
  await tab.getByLabel('Es un asunto distinto').check()
  await tab.getByLabel('Asunto', { exact: true }).first().fill('Sin guiones')
  for (const [label, value] of LETTER) await tab.getByLabel(label, { exact: true }).fill(value)
  await tab.getByLabel('Asunto', { exact: true }).nth(1).fill('Corregir.')
  await tab.getByRole('button', { name: 'Iniciar el expediente' }).click()
  await tab.getByText('Se abrió el expediente').waitFor()
  await tab.getByText('Lo pide Nora Sic').waitFor()
})

test('the list of contacts follows what is typed', async () => {
  const tab = await desk.person('mguarcax')
  await tab.goto('/contactos')
  await tab.getByLabel('Buscar por nombre, teléfono o código de entidad').pressSequentially('zzz')
  await tab.getByText('Nadie con «zzz»').waitFor()
  await tab.getByLabel('Buscar por nombre, teléfono o código de entidad').fill('5555')
  await tab.getByRole('link', { name: 'Nora Sic' }).waitFor()
  assert.match(tab.url(), /buscar=5555/)
  assert.deepEqual(tab.errors(), [])
})

const LETTER = [
  ['Número de oficio', 'OF-77'],
  ['Fecha del oficio', '2026-10-30'],
  ['Entidad que envía', 'Municipalidad de Río Claro'],
  ['Código de la entidad', '0456'],
  ['Autorización', 'DCT-901'],
  ['Folios', '3'],
] as const

/** Fills in the letter from where the cursor is, and leaves it on the button that sends. */
async function fillLetter(tab: Page, title: string): Promise<void> {
  await tabTo(tab, /^Asunto/)
  await tab.keyboard.type(title)
  for (const [label, value] of LETTER.slice(0, 4)) {
    await tabTo(tab, new RegExp(`^${label}`))
    // A date is typed in the order of the browser's language.
    await tab.keyboard.type(value.replace(/^(\d{4})-(\d\d)-(\d\d)$/, DATE))
  }
  await tabTo(tab, /^Asunto/)
  await tab.keyboard.type('Corregir el año.')
  await tabTo(tab, /^Autorización/)
  await tab.keyboard.type('DCT-901')
  await tabTo(tab, /^Folios/)
  await tab.keyboard.type('3')
  await tabTo(tab, /^Iniciar el expediente/)
}

const DATE = '$2$3$1'

/** Whoever uses a mouse in these stories fails them. */
async function noMouse(tab: Page): Promise<void> {
  await tab.addInitScript(`for (const kind of ['pointerdown', 'mousedown'])
    addEventListener(kind, () => { console.error('a mouse was used') }, true)`)
}

async function tabTo(tab: Page, name: RegExp): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    await tab.keyboard.press('Tab')
    if (name.test(await focused(tab))) return
  }
  assert.fail(`Tab does not reach ${name}`)
}

async function focused(tab: Page): Promise<string> {
  return String(
    await tab.evaluate(`(() => {
      const { activeElement: element } = document
      return (element.labels?.[0]?.textContent || element.textContent || element.getAttribute('aria-label') || '').trim()
    })()`),
  )
}
