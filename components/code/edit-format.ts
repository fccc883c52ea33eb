import type { Format } from '@/lib/payload/detect'

/** What a text in the editor is written in; `hex` is bytes, written as digits. */
export type EditFormat = Format | 'hex'
