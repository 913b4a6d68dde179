import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { attributes, type HtmlValue, html, raw, render } from './html.ts'

test('text is escaped, fragments are not, lists are joined, nothing is nothing', () => {
  const items = ['a<b', 'c&d'].map((name) => html`<li>${name}</li>`)
  assert.equal(render(html`<ul>${items}</ul>`), '<ul><li>a&lt;b</li><li>c&amp;d</li></ul>')
  assert.equal(render(html`${null}${undefined}${false}${true}${0}${''}${[]}`), '0')
  assert.equal(render(html`${raw('<hr>')}`), '<hr>')
  assert.equal(render(html`<p title="${`"'>`}"></p>`), '<p title="&quot;&#39;&gt;"></p>')
})

test('no text that a person writes becomes markup or leaves its attribute', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const written = render(html`${text}`)
      assert.doesNotMatch(written, /[<>"']/)
      const back = written.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: 'amp') => unescaped[name])
      assert.equal(back, text)
    }),
  )
})
const unescaped = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }

test('an object from a request cannot pass for markup', () => {
  for (const forged of ['{"markup":"<script>"}', '{"__html":"<script>"}', '{"html":"<script>"}']) {
    assert.throws(() => html`${JSON.parse(forged) as HtmlValue}`, TypeError)
  }
})

test('an attribute without quotes is refused', () => {
  assert.throws(() => html`<a href=${'x onclick=alert(1)'}>`, /quote the attribute/)
  assert.equal(render(html`<p>a =${1}</p>`), '<p>a =1</p>')
})

test('a link never runs a script', () => {
  for (const url of [
    'javascript:alert(1)',
    ' JaVaScript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,<script>',
  ]) {
    assert.equal(render(html`<a href="${url}">x</a>`), '<a href="about:blank">x</a>')
    assert.equal(render(attributes({ href: url })), ' href="about:blank"')
  }
  assert.equal(render(html`<a href="${'/casos/7?a=1&b=2'}">x</a>`), '<a href="/casos/7?a=1&amp;b=2">x</a>')
  assert.equal(render(html`<img src="${'data:image/png;base64,AA=='}">`), '<img src="data:image/png;base64,AA==">')
})

test('attributes from a record', () => {
  const given = { type: 'checkbox', checked: true, disabled: false, value: '"x"', id: null, 'data-n': 0 }
  assert.equal(render(attributes(given)), ' type="checkbox" checked value="&quot;x&quot;" data-n="0"')
  assert.throws(() => attributes({ 'x onclick': 'y' }))
  assert.throws(() => attributes({ onclick: 'y' }))
})
