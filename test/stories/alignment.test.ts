// What stands beside each other looks alike: closed boxes have one height, and what is in them stands off their frame.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openDesk } from './desk.ts'
import { askForServer } from './requests.ts'

const desk = await openDesk()
const number = await askForServer(desk, 'Servidor bien alineado')

for (const width of [1280, 390]) {
  test(`the boxes of a request: ${width} px`, async () => {
    const tab = await desk.person('hzelada', { viewport: { width, height: 900 } })
    await tab.goto(`/portal/solicitudes/${number}`)
    const boxes = tab.locator('details.light-details:not([open])')
    const heights = await boxes.evaluateAll((all) =>
      (all as unknown as Box[]).map((each) => Math.round(each.getBoundingClientRect().height)),
    )
    assert.ok(heights.length >= 4, String(heights))
    // On a telephone one of the titles takes two lines.
    if (width === 1280) assert.equal(new Set(heights).size, 1, String(heights))
    await tab.locator('summary', { hasText: 'Escribir a quien atiende' }).click()
    const frame = await tab.locator('details', { has: tab.getByLabel('Su mensaje') }).boundingBox()
    for (const inner of [tab.getByLabel('Su mensaje'), tab.getByRole('button', { name: 'Enviar el mensaje' })]) {
      const box = (await inner.boundingBox())!
      assert.ok(box.x - frame!.x >= 12, `${box.x - frame!.x} px from the left`)
      assert.ok(frame!.x + frame!.width - box.x - box.width >= 12, 'the right')
      assert.ok(frame!.y + frame!.height - box.y - box.height >= 12, 'the bottom')
    }
  })

  test(`what opens in its place and what leads elsewhere, in a case: ${width} px`, async () => {
    const tab = await desk.person('ebaquiax', { viewport: { width, height: 900 } })
    await tab.goto(`/expedientes/${number}`)
    for (const name of [/^Asignar el paso/, 'Separar en otro expediente', 'Acordar una visita']) {
      const link = tab.getByRole('link', { name })
      const stack = tab.locator('.stack', { has: link })
      const looks = await stack.locator('> a.button, > details > summary').evaluateAll((all) =>
        (all as unknown as Box[]).map((each) => {
          const { x } = each.querySelector('span').getBoundingClientRect()
          return `${Math.round(x)} ${getComputedStyle(each).fontSize}`
        }),
      )
      assert.ok(looks.length >= 2, String(looks))
      assert.equal(new Set(looks).size, 1, looks.join(', '))
    }
  })
}

/** As much of the browser's element as is measured here. */
interface Box {
  getBoundingClientRect(): { readonly x: number; readonly height: number }
  querySelector(selector: string): Box
}
declare function getComputedStyle(box: Box): { readonly fontSize: string }
