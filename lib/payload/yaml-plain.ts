/** What YAML's core schema takes for null, a truth or a number: no text without quotes. */
const NOT_A_TEXT =
  /^(?:~|null|Null|NULL|true|True|TRUE|false|False|FALSE|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)|[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?)?$/

/** Whether a text stays a text without quotes: `1` would be a number. */
export function staysText(value: string): boolean {
  return !NOT_A_TEXT.test(value)
}

/** Whether a text may be written in YAML without quotes, wherever it stands. */
export function isPlain(value: string): boolean {
  return staysText(value) && /^[\w./][\w./ -]*$/.test(value) && !value.endsWith(' ')
}
