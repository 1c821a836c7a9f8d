/**
 * Rewrites the sample files and their list. Run by hand from the root of the repository after a
 * change to the rules or to a sample: `npm run build && node dist/deploy/demo/samples/make.js`. The
 * output is committed.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { format, resolveConfig } from 'prettier'
import { judgeDocument } from '../../../services/shared/documents/intake/judgeDocument'
import type { Judgement } from '../../../services/shared/documents/intake/judgement'
import { TREATMENTS } from '../../../workflows/domain/documents'
import type { DocumentFault } from '../../../workflows/domain/documents'
import { catalogueFolders, loadCatalogue } from '../../../services/shared/web/texts/catalogue'
import { changeText, faultText } from '../../../services/shared/web/texts/format/documentFaults'
import { papers } from './papers'
import { photos } from './photos'
import type { Sample } from './sample'

const FOLDER = path.resolve('deploy/demo/samples')
const inTurkish = loadCatalogue(catalogueFolders('portal')).inLanguage('tr')

async function main(): Promise<void> {
  await mkdir(FOLDER, { recursive: true })
  const rows: string[] = []
  for (const sample of [...photos, ...papers]) {
    const bytes = await sample.make()
    const judgement = await judgeDocument(sample.kind, bytes)
    const codes = judgement.findings.map(({ code }) => code)
    if (codes.join() !== sample.faults.join())
      throw new Error(`${sample.name} has the faults: ${codes.join() || 'none'}`)
    await writeFile(path.join(FOLDER, sample.name), bytes)
    rows.push(rowOf(sample, judgement))
  }
  const list = path.join(FOLDER, 'README.md')
  const text = `${INTRODUCTION}\n${rows.join('\n')}\n`
  await writeFile(list, await format(text, { ...(await resolveConfig(list)), filepath: list }))
}

function rowOf({ name, kind, about, faults: codes }: Sample, judgement: Judgement): string {
  const cells = [
    `[${name}](${name})`,
    inTurkish(`documentKind.${kind}`),
    about,
    codes.map((code) => `\`${code}\``).join(', ') || '–',
    becomesOf(judgement),
  ]
  return `| ${cells.join(' | ')} |`
}

/** What becomes of the file, in a sentence. */
function becomesOf({ outcome, findings }: Judgement): string {
  if (outcome === 'refused')
    return findings.map((fault) => faultText(fault, 'tr', inTurkish)).join(' ')
  if (outcome === 'fixable') return `Onayla uygun hâle getirilir. ${changesIn(findings)}`
  return findings.length === 0
    ? 'Dosya kabul edilir.'
    : 'Dosya kabul edilir; resmin dışındaki veriler kaydedilmez.'
}

function changesIn(findings: readonly DocumentFault[]): string {
  return findings
    .filter(({ code }) => TREATMENTS[code] === 'fixable')
    .map((fault) => changeText(fault, 'tr', inTurkish))
    .join('; ')
}

const INTRODUCTION = `# Örnek dosyalar

Portalda denemek için hazır dosyalar. Hepsi çizilmiş ya da uydurulmuştur; gerçek bir kişiye ait değildir.
Dosyaları ve bu listeyi \`make.ts\` üretir (\`npm run build && node dist/deploy/demo/samples/make.js\`); listeyi elle değiştirmeyin.

| Dosya | Yükleneceği yer | Nedir | Bulgular | Ne olur |
| --- | --- | --- | --- | --- |`

void main()
