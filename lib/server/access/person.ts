/** Somebody who signed in. */
export type Person = { readonly name: string }

/** The only person until there are accounts: whoever followed the link printed at the start. */
export const OPERATOR: Person = { name: 'operator' }
