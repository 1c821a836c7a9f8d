/** Puts objects together to a PDF file. */

/** @param parts of the body of each object, in the order of their numbers, which start at 1 */
export function assemblePdf(
  objects: readonly (readonly (string | Buffer)[])[],
  trailer: string,
): Buffer {
  const file: Buffer[] = []
  let length = 0
  const add = (part: string | Buffer) => {
    const bytes = typeof part === 'string' ? Buffer.from(part, 'latin1') : part
    file.push(bytes)
    length += bytes.length
  }

  add('%PDF-1.7\n')
  const offsets = objects.map((parts, index) => {
    const offset = length
    for (const part of [`${index + 1} 0 obj\n`, ...parts, '\nendobj\n']) add(part)
    return `${String(offset).padStart(10, '0')} 00000 n \n`
  })
  const size = objects.length + 1
  const table = length
  add(`xref\n0 ${size}\n0000000000 65535 f \n${offsets.join('')}`)
  add(`trailer\n<< /Size ${size} ${trailer}>>\nstartxref\n${table}\n%%EOF\n`)
  return Buffer.concat(file)
}
