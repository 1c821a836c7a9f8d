import { judgeDocument } from '../../../services/shared/documents/intake/judgeDocument'
import { catalogueFolders, loadCatalogue } from '../../../services/shared/web/texts/catalogue'
import { faultText } from '../../../services/shared/web/texts/format/documentFaults'
import type { DocumentFault, DocumentFaultCode } from '../../../workflows/domain/documents'
import { rightPhoto } from '../../support/jpegBuilder'

const catalogue = loadCatalogue(catalogueFolders('portal'))

const said = (language: 'tr' | 'en', fault: DocumentFault) =>
  faultText(fault, language, catalogue.inLanguage(language))
const inTurkish = (code: DocumentFaultCode, measured: string, required: string) =>
  said('tr', { code, measured, required })

describe('the message about a faulty file', () => {
  it('S39 D11 shows different sizes, even if the file is only one byte over its limit', () => {
    expect(inTurkish('tooLarge', '5242881', '5242880')).toBe(
      'Dosya çok büyük: 5,01 MB; en çok 5 MB olabilir.',
    )
    expect(said('en', { code: 'tooLarge', measured: '1088059', required: '1048576' })).toBe(
      'The file is too large: 1.04 MB; it may have at most 1 MB.',
    )
  })

  it('S36 S40 names the type of the file and the accepted ones', () => {
    expect(inTurkish('wrongType', 'png', 'jpeg')).toBe(
      'Dosya türü uygun değil: PNG; JPG veya JPEG olmalıdır. Dosyayı bu türde kaydedip yeniden yükleyin.',
    )
    expect(inTurkish('wrongType', 'docx', 'jpeg, pdf')).toBe(
      'Dosya türü uygun değil: Word belgesi; JPG, JPEG veya PDF olmalıdır. Dosyayı bu türde kaydedip yeniden yükleyin.',
    )
    expect(said('en', { code: 'wrongType', measured: 'unknownType', required: 'jpeg, pdf' })).toBe(
      'The file type is not accepted: unknown type; it must be JPG, JPEG or PDF. Save the file in this format and upload it again.',
    )
  })

  it('S37 S38 shows measured and required values, with the decimal comma of Turkish', () => {
    expect(inTurkish('wrongDensity', '297.18×297.18 dpi', '300 dpi')).toBe(
      'Çözünürlük 297,18 × 297,18 dpi; 300 dpi olmalıdır.',
    )
    expect(inTurkish('wrongDimensions', '480×640', '600×800')).toBe(
      'Fotoğraf 480 × 640 piksel; 600 × 800 piksel olmalıdır.',
    )
    expect(inTurkish('tooManyPixels', '12000×12000', '50000000')).toBe(
      'Resim çok büyük: 12000 × 12000 piksel; toplam en çok 50.000.000 piksel olabilir. Telefonunuzun kamera ayarlarında daha düşük bir çözünürlük seçip yeniden çekin.',
    )
  })

  it('S36 S40 mentions once what several findings have in common', async () => {
    const cut = async (kind: 'photo' | 'receipt', bytes: Buffer) =>
      (await judgeDocument(kind, bytes.subarray(0, -40))).findings.map((fault) => said('tr', fault))
    expect(await cut('photo', await rightPhoto())).toEqual([
      'Dosya bozuk ya da eksik: dosyanın sonu eksik. Dosyayı ilk kaynağından yeniden alın ya da yeniden kaydedip yükleyin.',
    ])
    expect(inTurkish('foreignContent', 'behindEnd:1048576, html', 'JPEG')).toContain(
      'dosyanın sonuna 1.048.576 bayt eklenmiş, web sayfası ya da SVG.',
    )
  })

  it('D9 shows a value in an unknown form unchanged', () => {
    expect(inTurkish('damaged', 'no EOI @13905', 'JPEG')).toContain('no EOI @13905')
    expect(inTurkish('tooLarge', '1.04 MB (1088059 B)', '≤ 1.00 MB')).toContain(
      '1.04 MB (1088059 B)',
    )
  })
})
