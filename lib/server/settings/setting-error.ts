/** A setting that stops the start; `message` is the one line the operator reads. */
export class SettingError extends Error {
  override readonly name = 'SettingError'
  readonly setting: string

  constructor(setting: string, problem: string) {
    super(`${setting}: ${problem}`.replaceAll(/\s+/g, ' '))
    this.setting = setting
  }
}
