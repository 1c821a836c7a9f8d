import { DRAWN_FILES } from '../../../deploy/demo/files'
import { judgeDocument } from '../../../services/shared/documents/intake/judgeDocument'
import { makeFace } from '../../../deploy/demo/drawing/faces'
import { makeReceipt } from '../../../deploy/demo/drawing/papers'

describe('the files drawn for the demo', () => {
  it('S36–S39 each face meets the photo rules, is the same for the same seed and differs for another', async () => {
    const faces = await Promise.all(Array.from({ length: 30 }, (_, seed) => makeFace(seed)))
    const { measured } = DRAWN_FILES.photo
    for (const face of faces)
      expect(await judgeDocument('photo', face)).toMatchObject({
        outcome: 'taken',
        findings: [],
        copy: { measured },
      })
    expect(new Set(faces.map((face) => face.toString('base64'))).size).toBe(30)
    expect(await makeFace(7)).toEqual(faces[7])
  })

  it('S40 S61 S62 each paper meets the rules of its kind', async () => {
    for (const seed of [0, 1, 999]) {
      for (const kind of ['receipt', 'lossForm', 'policeLetter'] as const) {
        const { make, measured } = DRAWN_FILES[kind]
        const judgement = await judgeDocument(kind, await make(seed))
        expect(judgement).toMatchObject({ outcome: 'taken', findings: [], copy: { measured } })
      }
    }
    expect(makeReceipt(1)).not.toEqual(makeReceipt(2))
  })
})
