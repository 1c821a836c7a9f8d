/**
 * Lower case without accents and Turkish letters, for comparing what people type: `Işık` and `ISIK`
 * are both `isik`.
 */
export function plainLetters(text: string): string {
  return text.toLocaleLowerCase('tr').replaceAll('ı', 'i').normalize('NFD').replace(/\p{M}/gu, '')
}
