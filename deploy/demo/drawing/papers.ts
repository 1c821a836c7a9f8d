/** Made-up papers for the demo and the samples: bank receipts and the two forms for a lost card. */
import { writePdf } from './pdf'
import { chooser } from './seeded'
import { textAt } from './turkishText'

const BANKS = ['Örnek Bankası A.Ş.', 'Deneme Katılım Bankası A.Ş.', 'Hayal Bankası A.Ş.']

/** A receipt for the fee of a card in the demo, a different one for each seed. */
export function makeReceipt(seed: number): Buffer {
  return writePdf([receiptSheet(seed)])
}

/** The drawing of a receipt, for PDFs that contain more than one page or extra objects. */
export function receiptSheet(seed: number): string {
  const choose = chooser(seed)
  const day = `${String(choose.between(1, 28)).padStart(2, '0')}.${choose.of(['07', '08', '09', '10'])}.2026`
  return sheet('TAHSİLÂT DEKONTU', choose.of(BANKS), [
    ['İşlem tarihi', day],
    ['Dekont no', String(choose.between(100_000_000, 999_999_999))],
    ['Açıklama', 'Personel yakını tanıtım kartı bedeli'],
    ['Tutar', '250,00 TL'],
    ['Durum', 'Ödeme alınmıştır'],
  ])
}

/** "Kayıp Tanıtım Kartı Bildirim Formu" (S59). */
export function makeLossForm(seed: number): Buffer {
  const choose = chooser(seed)
  return writePdf([
    sheet('KAYIP TANITIM KARTI BİLDİRİM FORMU', 'Örnek belgedir, gerçek bir kişiye ait değildir', [
      ['Kaybın tarihi', `${choose.between(1, 28)} Eylül 2026`],
      ['Kaybın yeri', choose.of(['Otobüs', 'Çarşı', 'Şehirler arası yolculuk', 'Bilinmiyor'])],
      ['Beyan', 'Kartın kaybolduğunu bildiririm.'],
      ['İmza', '(imzalıdır)'],
    ]),
  ])
}

/** "Emniyet/Jandarma Bildirim Yazısı" (S59). */
export function makePoliceLetter(seed: number): Buffer {
  const choose = chooser(seed)
  return writePdf([
    sheet('EMNİYET/JANDARMA BİLDİRİM YAZISI', 'Örnek belgedir, gerçek bir kişiye ait değildir', [
      ['Sayı', `E-${choose.between(10_000, 99_999)}`],
      ['Konu', 'Kayıp kart bildirimi'],
      ['İçerik', 'Başvurucunun kayıp bildirimi kayda geçirilmiştir.'],
      ['Birim', choose.of(['Örnek İlçe Emniyet Müdürlüğü', 'Örnek İlçe Jandarma Komutanlığı'])],
    ]),
  ])
}

function sheet(title: string, head: string, lines: readonly (readonly [string, string])[]): string {
  return [
    '0.08 0.16 0.29 rg 0 800 595 42 re f',
    '1 1 1 rg',
    textAt(48, 815, head, 13, 'F2'),
    '0.1 0.12 0.16 rg',
    textAt(48, 740, title, 17, 'F2'),
    '0.8 0.83 0.87 RG 48 722 m 547 722 l S',
    ...lines.flatMap(([label, value], index) => [
      textAt(48, 690 - index * 30, label, 11, 'F2'),
      textAt(190, 690 - index * 30, value),
    ]),
  ].join('\n')
}
