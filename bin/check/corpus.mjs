import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { openApt } from '../zookeeper/apt.mjs'

const ROOT = resolve(import.meta.dirname, '../..')

/** Packages of Debian that hold many small files of the formats that the product checks. */
const PACKAGES = [
  'ruby-faker',
  'golang-github-burntsushi-toml-dev',
  'neutron-common',
  'mariadb-common',
]

/**
 * Unpacks real files for the checks to be tried on, once; nothing is installed. Without Debian's
 * apt it says so: the tests then take what the machine has.
 */
export async function prepareCorpus({ log = console.log } = {}) {
  const target = join(ROOT, '.cache/corpus')
  if (existsSync(target)) return
  try {
    const apt = await openApt(join(ROOT, '.cache/corpus-apt'))
    try {
      await apt.download(PACKAGES, target)
    } finally {
      apt.close()
    }
  } catch (error) {
    log(`No files of other packages could be fetched: ${error.message}`)
  }
}
