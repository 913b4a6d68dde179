import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { html, render } from '#src/platform/http/html.ts'
import { assets } from './assets.ts'
import { GALLERY_PAGES, gallery } from './gallery.ts'
import { galleryServer } from './gallery-server.ts'
import { type PageInput, page } from './layout.ts'
import { localPath } from './preferences.ts'
import { refusalKind, refusalPage } from './refusal-page.ts'

const input: PageInput = {
  title: '<b>Bandeja</b>',
  locale: 'es',
  theme: 'auto',
  path: '/trays/mine?page=2',
  csrf: 'token',
  nav: [
    { label: 'Inicio', href: '/', icon: 'tray' },
    { label: 'Bandejas', href: '/trays', icon: 'tray' },
    { label: 'De todos', href: '/trays/all', icon: 'tray' },
  ],
  body: html`<p>${'"><script>alert(1)</script>'}</p>`,
}

test('text is escaped everywhere', () => {
  const text = render(
    page({
      ...input,
      path: '/x?"><script>',
      person: { id: '"><script>', name: '<script>', positions: [{ title: '<script>' }] },
    }),
  )
  assert.equal(text.match(/<script/g)?.length, 2, 'only Turbo and the elements')
  assert.match(text, /<title>&lt;b&gt;Bandeja/)
})

test('the page in which one is, is marked in the navigation, and no other', () => {
  const current = /<a href="([^"]+)" aria-current="page"/g
  assert.deepEqual(
    [...render(page(input)).matchAll(current)].map(([, href]) => href),
    ['/trays'],
  )
  assert.deepEqual([...render(page({ ...input, path: '/traysize' })).matchAll(current)], [])
})

test('no page holds an inline script, style or handler', () => {
  for (const which of GALLERY_PAGES) {
    const text = render(gallery(which))
    assert.doesNotMatch(text, /\sstyle=|<style|\son[a-z]+=/i, which)
    assert.doesNotMatch(text, /<script(?![^>]*\ssrc=)/, which)
  }
})

test('every id of a page stands once', () => {
  for (const which of GALLERY_PAGES.filter((each) => each !== 'parts')) {
    const ids = [...render(gallery(which)).matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id!)
    assert.deepEqual(
      ids.filter((id, at) => ids.indexOf(id) !== at),
      [],
      which,
    )
  }
})

test('assets are compressed, last for ever and change their address with their content', async () => {
  const app = galleryServer()
  const { css, turbo, elements } = assets()
  for (const url of [css, turbo, elements]) {
    const answer = await app.inject({ url, headers: { 'accept-encoding': 'gzip, br' } })
    assert.equal(answer.statusCode, 200, url)
    assert.equal(answer.headers['content-encoding'], 'br')
    assert.match(String(answer.headers['cache-control']), /immutable/)
    assert.match(url, /[0-9a-f]{12}/)
  }
  assert.equal((await app.inject('/assets/../package.json')).statusCode, 404)
  await app.close()
})

test('a preference is kept in a cookie and leads back to a page of ours only', async () => {
  const app = galleryServer()
  const answer = await app.inject({
    method: 'POST',
    url: '/preferences/language',
    payload: 'locale=en&back=//evil.example',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
  assert.equal(answer.statusCode, 303)
  assert.equal(answer.headers.location, '/')
  assert.match(String(answer.headers['set-cookie']), /^idioma=en; Path=\/;/)
  await app.close()
})

test('whatever `back` says, it stays on this site', () => {
  assert.equal(localPath('/casos?q=año&x=%26'), '/casos?q=a%C3%B1o&x=%26')
  const nasty = fc
    .array(fc.constantFrom('/', '\\', '//', '@', ':', 'evil.example', '\t', '\n', '\u0000', 'http', '.', '%', 'ñ'))
    .map((parts) => parts.join(''))
  fc.assert(
    fc.property(nasty, (back) =>
      assert.equal(new URL(localPath(back), 'http://ours.example').origin, 'http://ours.example'),
    ),
  )
})

test('a refusal says what to do, and its reference', () => {
  const text = render(refusalPage(input, { kind: 500, reference: 'ABCD-EFGH' }))
  assert.match(text, /Qué puede hacer/)
  assert.match(text, /ABCD-EFGH/)
  assert.deepEqual(
    [401, 403, 404, 409, 400, 422, 429, 500, 503].map(refusalKind),
    [403, 403, 404, 409, 422, 422, 429, 500, 503],
  )
})
