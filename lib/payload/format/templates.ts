/** What Helm, Jinja, ERB, shells and the like fill in. */
const TEMPLATE =
  /\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}|\{#[\s\S]*?#\}|<%[\s\S]*?%>|[$#]\{[^{}\n]*\}|\$\([^()\n]*\)/g

/** The places of a text that are filled in before it is read, as they are written. */
export function templatesIn(text: string): string[] {
  return text.match(TEMPLATE) ?? []
}
