/** What YAML's core schema takes for null, a truth or a number: no text without quotes. */
const NOT_A_TEXT =
  /^(?:~|null|Null|NULL|true|True|TRUE|false|False|FALSE|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)|[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?)?$/

/**
 * What readers of YAML 1.1 take for something else than a text: PyYAML, SnakeYAML, Psych and
 * go-yaml together, each with its own additions (symbols, commas in numbers).
 */
const NOT_A_TEXT_IN_1_1 = [
  /^(?:y|Y|n|N|yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF|<<|=)$/,
  /^[-+]?0(?:b[01_]+|o[0-7_]+|x[0-9a-fA-F_]+)$/,
  /^[-+]?(?:[\d_,]+(?::[0-5]?\d)*(?:\.[\d_]*)?|\.[\d_]+)(?:[eE][-+]?\d+)?$/,
  /^[-+]?\.(?:inf|nan)$/i,
  /^\d{4}-\d\d?-\d\d?(?:[Tt \t].*)?$/,
  /^:\S/,
]

/** Whether a text stays a text without quotes: `1` would be a number. */
export function staysText(value: string): boolean {
  return !NOT_A_TEXT.test(value)
}

/** Whether a text stays one without quotes to readers of YAML 1.1, too: `no` would be a truth. */
export function staysTextForAll(value: string): boolean {
  return staysText(value) && !NOT_A_TEXT_IN_1_1.some((pattern) => pattern.test(value))
}

/** Whether a text may be written in YAML without quotes, wherever it stands and whoever reads it. */
export function isPlain(value: string): boolean {
  return staysTextForAll(value) && /^[\w./][\w./ -]*$/.test(value) && !value.endsWith(' ')
}
