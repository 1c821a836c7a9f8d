/**
 * The register writes names in capitals; pages and cards show them as people write them.
 * “IŞIL NUR” becomes “Işıl Nur”.
 */
export function properName(capitals: string): string {
  return capitals
    .trim()
    .replace(/\s+/g, ' ')
    .toLocaleLowerCase('tr')
    .replace(/(?<!\p{L})\p{L}/gu, (initial) => initial.toLocaleUpperCase('tr'))
}
