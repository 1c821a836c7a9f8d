/**
 * Writes the sample files and their list anew. Run by hand from the repository's root, after a change of the rules or of a sample:
 * `npm run build && node dist/deploy/local/samples/make.js`. What it writes is committed.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { inspectDocument } from '../../../activities/documents/intake/inspectDocument'
import type { DocumentFault } from '../../../workflows/domain/documents'
import catalogue from '../../../services/shared/locales/tr.json'
import { papers } from './papers'
import { photos } from './photos'
import type { Sample } from './sample'

const FOLDER = path.resolve('deploy/local/samples')

async function main(): Promise<void> {
  await mkdir(FOLDER, { recursive: true })
  const rows: string[] = []
  for (const sample of [...photos, ...papers]) {
    const bytes = await sample.make()
    const { faults } = await inspectDocument(sample.kind, bytes)
    const codes = faults.map(({ code }) => code)
    if (codes.join() !== sample.faults.join())
      throw new Error(`${sample.name} has the faults: ${codes.join() || 'none'}`)
    await writeFile(path.join(FOLDER, sample.name), bytes)
    rows.push(rowOf(sample, faults))
  }
  await writeFile(path.join(FOLDER, 'README.md'), `${INTRODUCTION}\n${rows.join('\n')}\n`)
}

function rowOf({ name, kind, about, faults: codes }: Sample, faults: readonly DocumentFault[]): string {
  const said = faults.length === 0 ? 'Dosya kabul edilir.' : faults.map(sentenceOf).join(' ')
  return `| [${name}](${name}) | ${catalogue.documentKind[kind]} | ${about} | ${codes.map((code) => `\`${code}\``).join(', ') || '–'} | ${said} |`
}

function sentenceOf({ code, measured, required }: DocumentFault): string {
  return catalogue.documentFault[code].replace('{{measured}}', measured).replace('{{required}}', required)
}

const INTRODUCTION = `# Örnek dosyalar

Portalda denemek için hazır dosyalar. Hepsi çizilmiş ya da uydurulmuştur; gerçek bir kişiye ait değildir.
Dosyaları ve bu listeyi \`make.ts\` üretir (\`npm run build && node dist/deploy/local/samples/make.js\`); listeyi elle değiştirmeyin.

| Dosya | Yükleneceği yer | Nedir | Hata kodu | Portal ne der |
| --- | --- | --- | --- | --- |`

void main()
