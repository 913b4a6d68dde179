/** `Dependencia / Cargo` in two. */
export function roleParts(role: string): { readonly unit: string | null; readonly post: string } {
  const at = role.lastIndexOf(' / ')
  return at < 0 ? { unit: null, post: role } : { unit: role.slice(0, at), post: role.slice(at + 3) }
}

/** Where something is, as one says it: the unit, or the cargo where the manual names none. */
export function placeOf(role: string): string {
  const { unit, post } = roleParts(role)
  return unit ?? post
}
