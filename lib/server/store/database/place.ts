/** Where the store is: a folder of our own, or a PostgreSQL that replicas share. */
export type Place = (
  | { readonly kind: 'file'; readonly folder: string }
  | { readonly kind: 'postgres'; readonly url: string }
) & {
  /** What the key of the secrets in it is made from, where that was configured. */
  readonly secret?: string | undefined
}
