import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { csrfToken, csrfTokenFits, fromAnotherSite } from './csrf.ts'
import { readSignedCookie, signCookie } from './signed-cookie.ts'

test('a signed cookie reads back under its name and secret only', () => {
  fc.assert(
    fc.property(fc.string(), (value) => {
      const signed = signCookie('sid', value, 'secret one')
      assert.equal(readSignedCookie('sid', signed, ['secret one']), value)
      assert.equal(readSignedCookie('sid', signed, ['new secret', 'secret one']), value)
      assert.equal(readSignedCookie('sid', signed, ['secret two']), undefined)
      assert.equal(readSignedCookie('other', signed, ['secret one']), undefined)
      assert.equal(readSignedCookie('sid', `x${signed}`, ['secret one']), undefined)
    }),
  )
  for (const bad of [undefined, '', '.', 'value', 'value.'])
    assert.equal(readSignedCookie('sid', bad, ['s']), undefined)
})

test('a form’s token fits its session and secret only, and is another each time', () => {
  const token = csrfToken('session', 'secret')
  assert.equal(csrfTokenFits(token, 'session', 'secret'), true)
  assert.equal(csrfTokenFits(token, 'other', 'secret'), false)
  assert.equal(csrfTokenFits(token, 'session', 'other'), false)
  assert.notEqual(csrfToken('session', 'secret'), token)
  for (const bad of [undefined, null, 7, ['x'], '', `${token}x`, token.replace('.', '')]) {
    assert.equal(csrfTokenFits(bad, 'session', 'secret'), false)
  }
})

test('a browser’s word on where the request comes from', () => {
  assert.equal(fromAnotherSite({ 'sec-fetch-site': 'cross-site' }), true)
  assert.equal(fromAnotherSite({ 'sec-fetch-site': 'same-origin', origin: 'http://x', host: 'y' }), false)
  assert.equal(fromAnotherSite({ origin: 'http://desk:8080', host: 'desk:8080' }), false)
  assert.equal(fromAnotherSite({ origin: 'http://evil', host: 'desk:8080' }), true)
  assert.equal(fromAnotherSite({ origin: 'null', host: 'desk:8080' }), true)
  assert.equal(fromAnotherSite({ host: 'desk:8080' }), false)
})
