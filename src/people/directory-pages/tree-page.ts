import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { badge } from '#src/web/components/badges.ts'
import { button, buttonLink } from '#src/web/components/button.ts'
import { card, facts, columns as sideBySide } from '#src/web/components/card.ts'
import { emptyState } from '#src/web/components/empty-state.ts'
import { field } from '#src/web/components/field.ts'
import { icon } from '#src/web/components/icon.ts'
import { liveSearch } from '#src/web/components/live-search.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import { filters } from '#src/web/components/tabs.ts'
import { formatDate, type View } from '#src/web/locale/time.ts'
import type { InstitutionDirectory, Unit } from '../types.ts'
import { directoryWords as words } from './directory-words.ts'
import { type PostLine, postsOfUnit, type UnitBranch, unitTree } from './unit-tree.ts'

/** How deep the tree is open at first; a search opens all that it finds. */
const OPEN_TO = 2

/** The tree of units with their positions, or what a search finds of it. */
export function treeBody(view: View, directory: InstitutionDirectory, asked: string): HtmlFragment {
  const { locale } = view
  const branches = unitTree(directory, asked)
  const tree =
    branches.length > 0
      ? html`<ul class="unit-tree">${branches.map((each) => branchItem(view, directory, each, asked === '' ? 1 : Number.NEGATIVE_INFINITY))}</ul>`
      : asked === ''
        ? emptyState({ icon: 'people', title: words(locale, 'empty') })
        : emptyState({ icon: 'search', title: words(locale, 'nobody', { asked }), text: words(locale, 'nobody.text') })
  return html`${pageHead(view, { title: words(locale, 'title'), lead: words(locale, 'lead'), action: buttonLink({ label: words(locale, 'absences.mine'), href: '/mis-ausencias', icon: 'calendar' }) })}${liveSearch(
    {
      results: 'arbol',
      body: filters({
        action: '/directorio',
        label: words(locale, 'title'),
        body: [
          field(view, {
            name: 'buscar',
            label: words(locale, 'search'),
            type: { kind: 'search' },
            required: true,
            value: asked,
            id: 'buscar-directorio',
            autocomplete: 'off',
          }),
        ],
        submit: button({ label: words(locale, 'go') }),
      }),
    },
  )}<div id="arbol" class="search-results">${tree}</div>`
}

function branchItem(view: View, directory: InstitutionDirectory, branch: UnitBranch, depth: number): HtmlFragment {
  const { locale } = view
  const { unit, posts, below, people } = branch
  return html`<li><details${depth <= OPEN_TO ? html` open` : ''}><summary>${icon('right')}<span class="unit-words"><span class="unit-name">${unit.name}</span><span class="number">${unit.code}</span><span class="muted">${words(locale, 'people', { count: people })}</span></span></summary><div class="unit-body"><p class="unit-door"><a href="/directorio/dependencias/${unit.id}" aria-label="${words(locale, 'unit.open')}: ${unit.name}">${words(locale, 'unit.open')}</a></p>${postList(view, directory, posts)}${below.length === 0 ? '' : html`<ul class="unit-tree">${below.map((each) => branchItem(view, directory, each, depth + 1))}</ul>`}</div></details></li>`
}

function postList(view: View, directory: InstitutionDirectory, posts: readonly PostLine[]): HtmlFragment {
  const { locale } = view
  return html`<ul class="posts">${posts.map(
    ({ post, head, holders, standIns, vacant }) =>
      html`<li><p class="post-title">${post.title}${head ? html` ${badge(words(locale, 'head'), 'accent')}` : ''}</p><ul class="holders">${holders.map(
        ({ person, from, until, absent, deputies }) =>
          html`<li>${personLink(directory, person)} <span class="muted">${until === null ? words(locale, 'since', { from: formatDate(view, from) }) : words(locale, 'since-until', { from: formatDate(view, from), until: formatDate(view, until) })}</span>${absent ? html` ${badge(words(locale, 'absent'))}` : ''}${deputies.map((deputy) => html` <span class="stands-in">${words(locale, 'stands-in', { name: directory.personName(deputy) })}</span>`)}</li>`,
      )}${vacant > 0 ? html`<li>${badge(words(locale, 'vacant', { count: vacant }))}${standIns.map((deputy) => html` <span class="stands-in">${words(locale, 'stands-in', { name: directory.personName(deputy) })}</span>`)}</li>` : ''}</ul></li>`,
  )}</ul>`
}

export const personLink = (directory: InstitutionDirectory, person: string): HtmlFragment =>
  html`<a href="/directorio/personas/${person}">${directory.personName(person)}</a>`

/** A unit: its positions, who works in it, and the units around it. */
export function unitBody(view: View, directory: InstitutionDirectory, unit: Unit): HtmlFragment {
  const { locale } = view
  const { rows, today } = directory
  const posts = postsOfUnit(directory, unit.id)
  const parent = unit.parent === null ? null : directory.unitById(unit.parent)
  const below = rows.units
    .filter((each) => each.parent === unit.id && (each.closedOn === null || each.closedOn > today))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'es'))
  const holding = new Set(posts.flatMap(({ holders }) => holders.map(({ person }) => person)))
  const others = directory.activePeople.filter(
    ({ id, unit: own }) => own === unit.id && !holding.has(id) && directory.positionsOf(id).length === 0,
  )
  const link = ({ id, name }: Unit) => html`<a href="/directorio/dependencias/${id}">${name}</a>`
  return html`${pageHead(view, {
    title: unit.name,
    number: unit.code,
    crumbs: [{ label: words(locale, 'title'), href: '/directorio' }, ...pathTo(directory, unit), { label: unit.name }],
  })}${sideBySide(
    [
      card({
        title: words(locale, 'unit.posts'),
        body:
          posts.length === 0
            ? html`<p class="muted">${words(locale, 'unit.no-posts')}</p>`
            : postList(view, directory, posts),
      }),
      ...(others.length === 0
        ? []
        : [
            card({
              title: words(locale, 'unit.people'),
              body: html`<ul class="holders">${others.slice(0, 200).map(({ id }) => html`<li>${personLink(directory, id)}</li>`)}</ul>`,
            }),
          ]),
    ],
    [
      card({
        body: facts([
          ...(parent === null ? [] : [{ term: words(locale, 'unit.parent'), value: link(parent) }]),
          ...(unit.office === null ? [] : [{ term: words(locale, 'unit.office'), value: unit.office }]),
          ...(below.length === 0
            ? []
            : [
                {
                  term: words(locale, 'unit.below'),
                  value: html`<ul class="holders">${below.map((each) => html`<li>${link(each)}</li>`)}</ul>`,
                },
              ]),
          { term: words(locale, 'staff'), value: words(locale, 'people', { count: holding.size + others.length }) },
        ]),
      }),
    ],
  )}`
}

function pathTo(directory: InstitutionDirectory, unit: Unit) {
  const path: { label: string; href: string }[] = []
  const seen = new Set<string>([unit.id])
  for (let id = unit.parent; id !== null && !seen.has(id); id = directory.unitById(id)?.parent ?? null) {
    seen.add(id)
    const above = directory.unitById(id)
    if (above) path.unshift({ label: above.code, href: `/directorio/dependencias/${id}` })
  }
  return path
}
