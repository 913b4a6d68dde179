import assert from 'node:assert/strict'
import { test } from 'node:test'
import { html, render } from '#src/platform/http/html.ts'
import { markdownExcess } from '#src/printing/prose/read-markdown.ts'
import { articleHtml } from './article-html.ts'
import { LIMITS } from './limits.ts'
import { tooMuch } from './too-much.ts'

const drawn = (text: string, pictures: ReadonlyMap<string, string> = new Map()) =>
  render(html`${articleHtml(text, pictures)}`)

test('an ordinary article of the longest allowed is drawn whole, and from memory the second time', () => {
  const sections: string[] = []
  for (let at = 1; sections.join('').length < LIMITS.solution - 2_000; at++) sections.push(section(at))
  const text = `${tableOf(200)}\n${sections.join('')}`.slice(0, LIMITS.solution)
  assert.equal(markdownExcess(text, LIMITS.parts), null)
  const page = drawn(text)
  const have = (what: string) => page.split(what).length - 1
  assert.ok(have('<tr>') >= 200)
  assert.ok(have('<strong>') > 400 && have('<em>') > 100 && have('<ol>') > 50 && have('<ul>') > 50)
  assert.ok(have('<h3>') > 50 && have('<blockquote>') > 50 && have('<a href="https://ejemplo.gob.gt"') > 50)
  const before = process.cpuUsage()
  for (let reader = 0; reader < 20; reader++) assert.equal(drawn(text), page)
  assert.ok(process.cpuUsage(before).user < 20 * 50_000, 'fifty milliseconds a reader')
})

test('a picture that came later is shown, though the text was drawn before', () => {
  const text = 'Vea ![la pantalla](pantalla%201.png).'
  assert.match(drawn(text), /Vea la pantalla\./)
  assert.match(drawn(text, new Map([['pantalla 1.png', '/conocimiento/1/archivos/x']])), /<img src="\/conocimiento\/1/)
})

test('what is too much to be drawn is shown as it was written, and markup in it is text', () => {
  for (const [kind, text] of Object.entries(TOO_MUCH)) {
    assert.equal(markdownExcess(text, LIMITS.parts)?.kind, kind)
    const page = drawn(`<b>x</b>\n\n${text}\n\nFin.`)
    assert.match(page, /&lt;b&gt;x&lt;\/b&gt;/)
    assert.match(page, /Fin\./)
    assert.doesNotMatch(page, /<b>/)
  }
})

test('its refusal says in both languages what to do', () => {
  const said = Object.values(TOO_MUCH).map((text) => tooMuch(markdownExcess(`Uno.\n\n${text}`, LIMITS.parts)!))
  assert.match(said[0]!.es, /más de 5000 líneas\. Divida el artículo/)
  assert.match(said[1]!.es, /demasiadas celdas de tabla o elementos de lista\. Divida el artículo/)
  assert.match(said[2]!.es, /^La línea 3 de la solución abre más de 40 citas o listas/)
  assert.match(said[3]!.es, /párrafo de la línea 3\. Divídalo con líneas en blanco/)
  for (const { en } of said) assert.match(en, /[Dd]ivide|Take out/)
})

const TOO_MUCH = {
  lines: 'a\n'.repeat(6_000),
  parts: `|a\n|-|\n${'|a\n'.repeat(19_000)}`,
  nesting: '> '.repeat(29_500),
  marks: '*a_ '.repeat(14_750),
} as const

function section(at: number): string {
  return `## Sección ${at}\n\nSi la **impresora** no responde, abra el *panel* de \`control\` y vaya a [la intranet](https://ejemplo.gob.gt).\n\n1. Abra el menú **Inicio**.\n2. Elija **Impresoras**.\n   - Si no aparece, llame al **4210**.\n   - Anote el número.\n\n> No apague el equipo.\n\n`
}

function tableOf(rows: number): string {
  const all = Array.from({ length: rows }, (_, at) => `| E${at} | Sin **papel** | Ponga papel |`)
  return `| Código | Qué dice | Qué hacer |\n|---|---|---|\n${all.join('\n')}\n`
}
