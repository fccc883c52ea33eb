/** Keywords whose subschemas may fail without the value being wrong. */
const TRIALS = new Set(['anyOf', 'oneOf', 'not', 'if', 'contains'])

/** In a string literal nothing is code. */
const COUNTING = /"(?:[^"\\]|\\.)*"|errors\+\+;|errors = vErrors\.length;/g

/**
 * Makes a validator of ajv's throw its list of errors once that has more than `most`. ajv itself
 * has no bound between the first error and all of them, which may be a million.
 * @param {string} source @param {number} most
 */
export function boundErrors(source, most) {
  return source.replaceAll(COUNTING, (found) => {
    if (found.startsWith('"')) return found
    return `${found}if(errors>${most})throw vErrors;`
  })
}

/**
 * Whether a schema may judge by trial, so that not every error that comes up is one.
 * @param {unknown} schema @returns {boolean}
 */
export function judgesByTrial(schema) {
  if (typeof schema !== 'object' || schema === null) return false
  return Object.entries(schema).some(([key, value]) => TRIALS.has(key) || judgesByTrial(value))
}
