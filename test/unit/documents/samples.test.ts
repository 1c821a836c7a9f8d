import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { judgeDocument } from '../../../services/shared/documents/intake/judgeDocument'
import { papers } from '../../../deploy/demo/samples/papers'
import { photos } from '../../../deploy/demo/samples/photos'
import catalogue from '../../../services/shared/locales/tr.json'
import { DOCUMENT_KINDS } from '../../../workflows/domain/documents'

const FOLDER = path.resolve('deploy/demo/samples')
const ROWS = readFileSync(path.join(FOLDER, 'README.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ['))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, link, place, , codes]) => ({
    name: /^\[(.+?)]/.exec(link!)![1]!,
    kind: DOCUMENT_KINDS.find((kind) => catalogue.documentKind[kind] === place)!,
    codes: [...codes!.matchAll(/`(\w+)`/g)].map(([, code]) => code!),
  }))

describe('the sample files', () => {
  it.each(ROWS)(
    'S36–S40 D10 D11 $name has the faults that its list says',
    async ({ name, kind, codes }) => {
      const { findings } = await judgeDocument(kind, readFileSync(path.join(FOLDER, name)))
      expect(findings.map(({ code }) => code)).toEqual(codes)
    },
  )

  it('S24 S29 are all in the list, and the list matches the script that makes them', () => {
    const committed = readdirSync(FOLDER).filter((name) => /\.(jpg|pdf)$/.test(name))
    expect(ROWS.map(({ name }) => name).sort()).toEqual(committed.sort())
    const made = [...photos, ...papers].map(({ name, kind, faults }) => ({
      name,
      kind,
      codes: [...faults],
    }))
    expect(ROWS).toEqual(made)
  })

  it('S24 include a correct photo small enough for a slow connection', () => {
    expect(readFileSync(path.join(FOLDER, 'dogru-fotograf.jpg')).length).toBeLessThan(120_000)
  })
})
