/** Leaves out each arrow that a longer way says already. */
function reduced(graph) {
  const reaches = (from, to, without) =>
    (graph[from] ?? []).some(
      (next) =>
        !(from === without.from && next === without.to) &&
        (next === to || reaches(next, to, without)),
    )
  return Object.entries(graph).map(([from, to]) => [
    from,
    to.filter((each) => !reaches(from, each, { from, to: each })),
  ])
}

const idOf = (name) => name.replaceAll(/[^a-z0-9]/g, '_')
const label = (name) => `${idOf(name)}["${name}"]`

/** A Mermaid chart of who imports whom, the importer above. */
export function pictureOf(graph) {
  const lines = reduced(graph).flatMap(([from, to]) =>
    to.length === 0
      ? [`  ${label(from)}`]
      : to.map((each) => `  ${label(from)} --> ${label(each)}`),
  )
  return ['```mermaid', 'graph TD', ...lines, '```'].join('\n')
}

/** The text with the picture that stands between its two marks replaced. */
export function withPicture(text, name, picture) {
  const [begin, end] = [`<!-- picture: ${name} -->`, '<!-- end -->']
  const at = text.indexOf(begin)
  const until = text.indexOf(end, at)
  if (at < 0 || until < 0) return text
  return `${text.slice(0, at + begin.length)}\n${picture}\n${text.slice(until)}`
}
