import type { HtmlFragment } from '#src/platform/http/html.ts'
import type { Refusal } from '#src/platform/refusal.ts'
import { errorSummary } from '#src/web/components/form.ts'
import type { View } from '#src/web/locale/time.ts'

/** What a refusal says of a form: of each field by its label, else of the whole. */
export function formErrors(
  view: View,
  refusal: Refusal | undefined,
  labels: Readonly<Record<string, string>>,
): HtmlFragment | '' {
  if (refusal === undefined) return ''
  const faults = Object.entries(refusal.fields ?? {})
  return errorSummary(
    view,
    faults.length === 0
      ? [{ message: refusal[view.locale] }]
      : faults.map(([name, fault]) => ({ name, label: labels[name] ?? name, message: fault[view.locale] })),
  )
}
