// Menus are <details>: they open without us. Here they also close on Escape, on a click elsewhere and on leaving the page.
document.addEventListener('click', ({ target }) => closeMenus((menu) => !menu.contains(target)))
document.addEventListener('keydown', ({ key }) => {
  if (key !== 'Escape') return
  const open = document.activeElement?.closest('details.menu[open]')
  closeMenus(() => true)
  open?.querySelector('summary')?.focus()
})
document.addEventListener('turbo:before-cache', () => closeMenus(() => true))

function closeMenus(which) {
  for (const menu of document.querySelectorAll('details.menu[open]')) if (which(menu)) menu.open = false
}
