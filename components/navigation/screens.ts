import { History, ListTree } from 'lucide-react'

/** The screens of a cluster, in the order of the bar that leads to them. */
export const SCREENS = [
  ['tree', ListTree],
  ['history', History],
] as const
