import { dirname } from 'node:path/posix'

const TEST = /\.(test|spec)\.(ts|tsx|mjs)$|(^|\/)testing\//

/** Whether a file exists for tests alone. */
export const isForTests = (file) => TEST.test(file)

/** The buildings that a file stands in, the innermost first. */
const buildingsOf = (architecture, file) =>
  Object.keys(architecture)
    .filter((name) => file.startsWith(`${name}/`))
    .sort((a, b) => b.length - a.length)

/** The room of a building that a file stands in: a folder, or `.` for those that lie loose. */
export const roomOf = (building, file) =>
  dirname(file)
    .slice(building.length + 1)
    .split('/')[0] || '.'

/** What a room may import, by name. */
const opensTo = (rooms, room) => (rooms[room] ?? '').split(' ').filter(Boolean)

const isBelow = (prefix) => (path) => path === prefix || path.startsWith(`${prefix}/`)

/** Why `file` may not import what it does, in words; undefined where it may. */
export function judge(architecture, file, imported) {
  const buildings = buildingsOf(architecture, file)
  if (buildings.length === 0) return undefined
  if (imported.package) return judgePackage(architecture, buildings, file, imported.package)
  const { path } = imported
  if (path.includes('/testing/') && !isForTests(file) && !file.startsWith('e2e/'))
    return `${file}: ${path} is there for tests alone`
  const shared = buildings.find((name) => path.startsWith(`${name}/`))
  if (shared) return judgeRooms(architecture[shared], shared, file, path)
  return judgeBuildings(architecture, buildings, file, path)
}

function judgeRooms({ rooms }, building, file, path) {
  const from = roomOf(building, file)
  const to = roomOf(building, path)
  if (!rooms || from === to || isForTests(file) || opensTo(rooms, from).includes(to))
    return undefined
  return `${file}: ${building} has no door from ${from} to ${to} (${path})`
}

function judgeBuildings(architecture, buildings, file, path) {
  const name = buildings.find((each) => architecture[each].imports)
  const { imports, tests = [] } = architecture[name]
  const allowed = isForTests(file) ? [...imports, ...tests] : imports
  if (allowed.some((each) => isBelow(each)(path))) return undefined
  return `${file}: ${name} does not import ${path}`
}

/** `node:` bans every module of Node; a name bans a package with all that is below it. */
function judgePackage(architecture, buildings, file, name) {
  if (isForTests(file)) return undefined
  const banned = buildings.flatMap((each) => architecture[each].packages ?? [])
  const isBanned = banned.some((ban) =>
    ban.endsWith(':') ? name.startsWith(ban) : isBelow(ban)(name),
  )
  return isBanned ? `${file}: ${buildings[0]} does without ${name}` : undefined
}

/** Rooms that import each other, by way of however many: a list of names for each circle. */
export function circlesOf(graph) {
  const circles = []
  const done = new Set()
  const visit = (name, way) => {
    if (way.includes(name)) return void circles.push(way.slice(way.indexOf(name)))
    if (done.has(name)) return
    for (const next of graph[name] ?? []) visit(next, [...way, name])
    done.add(name)
  }
  for (const name of Object.keys(graph)) visit(name, [])
  return circles
}

/** Who imports whom, as it is written down: of the buildings, and of the rooms of each. */
export function graphsOf(architecture) {
  const houses = Object.keys(architecture).filter((name) => !buildingsOf(architecture, name).length)
  const between = houses.map((name) => [
    name,
    houses.filter((other) => architecture[name].imports.some((each) => isBelow(other)(each))),
  ])
  const within = Object.entries(architecture).flatMap(([name, { rooms }]) =>
    rooms ? [[name, mapRooms(rooms)]] : [],
  )
  return { houses: Object.fromEntries(between), rooms: Object.fromEntries(within) }
}

const mapRooms = (rooms) =>
  Object.fromEntries(Object.keys(rooms).map((room) => [room, opensTo(rooms, room)]))
