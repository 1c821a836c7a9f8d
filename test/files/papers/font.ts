/** A font with Turkish letters, in the format that programs embed into PDF files. */
import { readFile } from 'node:fs/promises'
import subsetFont from 'subset-font'

const SOURCE = 'node_modules/inter-ui/web/Inter-Regular.woff2'
const CHARACTERS = 'ABCÇDEFGĞHIİJKLMNOÖPQRSŞTUÜVWXYZabcçdefgğhıijklmnoöpqrsştuüvwxyz0123456789 .,:-'

/** As TrueType. */
export async function turkishFont(): Promise<Buffer> {
  return subsetFont(await readFile(SOURCE), CHARACTERS, { targetFormat: 'sfnt' })
}
