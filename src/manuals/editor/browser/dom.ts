type Child = Node | string | null

/** An element with its attributes and children; text is text. */
export function el(name: string, attributes: Readonly<Record<string, string>> = {}, ...children: Child[]): HTMLElement {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  made.append(...children.filter((child) => child !== null))
  return made
}

export function press(label: string, act: () => void, look = 'secondary'): HTMLButtonElement {
  const made = el(
    'button',
    { type: 'button', class: `button ${look} small` },
    el('span', {}, label),
  ) as HTMLButtonElement
  made.addEventListener('click', act)
  return made
}

export function find<E extends Element = HTMLElement>(root: ParentNode, selector: string): E {
  const found = root.querySelector<E>(selector)
  if (!found) throw new Error(`the page has no ${selector}`)
  return found
}
