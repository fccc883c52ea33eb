import { compareValues } from '@/lib/payload/compare-values'
import { compareThrough } from '@/lib/payload/comparison'
import { tryUnpack } from '@/lib/payload/compression/pack'
import { formatText } from '@/lib/payload/format/format-text'
import { compareMeaning } from '@/lib/payload/meaning/compare'
import { mergeEdit } from '@/lib/payload/merge/merge'
import { gistOf } from '@/lib/payload/preview/gist'
import { readForEdit } from '@/lib/payload/read-for-edit'
import { instanceOf, locateAll } from '@/lib/payload/schema/instance'
import { readStructure } from '@/lib/payload/structure/read-structure'
import { lookThrough, writeThrough } from '@/lib/payload/through'
import { validate } from '@/lib/payload/validate/validate'

const readBinary = (...args: Parameters<typeof readStructure>) =>
  Promise.resolve(readStructure(...args))

/** What is done with values away from the page's thread: a megabyte of YAML takes a second, and who wrote the bytes may mean harm. */
const JOBS = {
  check: validate,
  compare: compareThrough,
  format: formatText,
  gist: gistOf,
  meaning: compareMeaning,
  merge: mergeEdit,
  values: compareValues,
  edit: readForEdit,
  look: lookThrough,
  structure: readBinary,
  unpack: tryUnpack,
  write: writeThrough,
  instance: instanceOf,
  locate: locateAll,
}

type Jobs = typeof JOBS

export type JobName = keyof Jobs
export type JobArguments<Name extends JobName> = Parameters<Jobs[Name]>
export type JobAnswer<Name extends JobName> = Awaited<ReturnType<Jobs[Name]>>

export type Job = { [Name in JobName]: { name: Name; args: JobArguments<Name> } }[JobName]

/** Does a job here and now. */
export function runJob(job: Job): Promise<unknown> {
  switch (job.name) {
    case 'check':
      return JOBS.check(...job.args)
    case 'compare':
      return JOBS.compare(...job.args)
    case 'format':
      return JOBS.format(...job.args)
    case 'gist':
      return JOBS.gist(...job.args)
    case 'meaning':
      return JOBS.meaning(...job.args)
    case 'merge':
      return JOBS.merge(...job.args)
    case 'values':
      return JOBS.values(...job.args)
    case 'instance':
      return JOBS.instance(...job.args)
    case 'locate':
      return JOBS.locate(...job.args)
    case 'edit':
      return JOBS.edit(...job.args)
    case 'look':
      return JOBS.look(...job.args)
    case 'structure':
      return JOBS.structure(...job.args)
    case 'unpack':
      return JOBS.unpack(...job.args)
    case 'write':
      return JOBS.write(...job.args)
  }
}
