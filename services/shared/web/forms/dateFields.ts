/**
 * Joins the three fields of kit.dateInput to one, for z.preprocess: `YYYY-MM-DD`, or empty if nothing
 * was entered. What is no day stays as it was typed.
 * @param field name of the date
 */
export function withDay(field: string): (form: unknown) => unknown {
  const names = ['year', 'month', 'day'].map((part) => `${field}-${part}`)
  return (form) => {
    const entered = { ...(form as object) } as Record<string, unknown>
    const [year, month, day] = names.map((name) => entered[name])
    for (const name of names) delete entered[name]
    // A year of two digits is not completed, since its century is unknown.
    const parts = [typedDigits(year, 0), typedDigits(month, 2), typedDigits(day, 2)]
    const isEmpty = parts.every((digits) => /^0*$/.test(digits))
    return { ...entered, [field]: isEmpty ? '' : parts.join('-') }
  }
}

function typedDigits(value: unknown, length: number): string {
  return (typeof value === 'string' ? value.trim() : '').padStart(length, '0')
}
