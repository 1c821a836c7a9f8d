/** How a run has ended, by Temporal's names. */
const STANDINGS: Record<string, string> = {
  RUNNING: 'açık',
  COMPLETED: 'tamamlanmış',
  FAILED: 'hatayla bitmiş',
  CANCELLED: 'iptal edilmiş',
  TERMINATED: 'sonlandırılmış',
  TIMED_OUT: 'zaman aşımına uğramış',
}

/** What the operators' commands print. */
export const messages = {
  lineFault: (line: number, text: string) => `Satır ${line}: ${text}`,
  notUtf8: 'dosya UTF-8 değil; Excel’de “CSV UTF-8 (virgülle ayrılmış)” olarak kaydedin',
  wrongHeadings: (headings: readonly string[]) =>
    `ilk satırda tam olarak şu başlıklar olmalı: ${headings.join(';')}`,
  wrongWidth: (expected: number, found: number) => `${expected} sütun olmalı, ${found} var`,
  wrongQuotes: 'tırnak işaretleri eşleşmiyor',
  empty: 'dosyada başlıktan başka satır yok',

  missing: (heading: string) => `${heading} boş`,
  tooLong: (heading: string, most: number) => `${heading} en çok ${most} karakter olabilir`,
  malformed: (heading: string, form: string) => `${heading} ${form}`,
  twice: (heading: string, line: number) => `${heading} ${line}. satırda da var`,
  code: 'harf, rakam ve tireden oluşmalı, en çok 20 karakter',
  phone: 'bir telefon numarası olmalı, ör. 0312 422 40 00',
  registryNo: 'harf, rakam ve tireden oluşmalı, en çok 20 karakter',
  identityNumber: 'geçerli bir T.C. kimlik numarası değil',
  managerTwice: (registryNo: string, line: number) =>
    `${registryNo} sicilli yönetici ${line}. satırdaki birimde de var`,
  managerElsewhere: (registryNo: string, unit: string) =>
    `${registryNo} sicilli personel bu birimde değil, ${unit} kodlu birimde`,
  unitUnknown: (code: string) => `${code} kodlu birim yüklü değil; önce birimleri yükleyin`,
  registryNoOfOther: 'bu sicil kayıtta başka bir kişiye ait',
  personOfOther: 'bu kişi kayıtta başka bir sicille var',

  faults: (count: number) => `${count} hata var; hiçbir şey yazılmadı.`,
  plan: ({
    added,
    changed,
    same,
    others,
  }: Record<'added' | 'changed' | 'same' | 'others', number>) =>
    `Eklenecek ${added}, değişecek ${changed}, aynı kalan ${same}; dosyada olmayıp kayıtta kalan ${others}.`,
  dryRun: 'Bu bir denemeydi, hiçbir şey yazılmadı. Yazmak için sonuna --apply ekleyin.',
  applied: 'Yazıldı.',
  managerWithoutAccount: (registryNo: string, unit: string) =>
    `Not: ${unit} biriminin yöneticisi ${registryNo} sicilli personelin hesabı yok. Açmak için: npm run account -- --role projectManager --registry-no ${registryNo}`,
  roleGiven: (username: string) => `Proje Yöneticisi oldu: ${username}`,
  roleTaken: (username: string) => `Artık Proje Yöneticisi değil: ${username}`,

  auditFaults: {
    missing: 'bu satır eksik',
    changed: 'satır, yeri ya da ondan önceki satır değiştirilmiş',
    unlinked: 'zincirde olmayan satır sonradan eklenmiş',
    shortened: 'zincirin sonu eksik ya da son işareti değiştirilmiş',
  },
  auditBreak: (chain: string, seq: number, line: string | null, fault: string) =>
    `Zincir ${chain}, satır ${seq}${line === null ? '' : ` (${line})`}: ${fault}`,
  auditBroken: ({ chains, lines, broken }: Record<'chains' | 'lines' | 'broken', number>) =>
    `${broken} zincir bozuk; ${chains} zincirde ${lines} denetim satırı okundu.`,
  auditWhole: ({ chains, lines, unlinked }: Record<'chains' | 'lines' | 'unlinked', number>) =>
    `Bütün zincirler sağlam: ${chains} zincirde ${lines} denetim satırı okundu${unlinked === 0 ? '' : `; ${unlinked} satır zincirlerin başlamasından önce yazılmış`}.`,
  repairOf: (number: string, type: string, isProduction: boolean) =>
    isProduction ? `${number} · ${type} · kart üretimi` : `${number} · ${type}`,
  recordSays: (status: string, subState: string, seq: number) =>
    `Kayıt: ${status}, ${subState} (adım ${seq})`,
  engineSays: (status: string, closedAt: string | null) =>
    `Temporal: süreç ${STANDINGS[status] ?? status}${closedAt === null ? '' : ` (${closedAt})`}`,
  engineKnowsNothing: 'Temporal: bu talebin süreci yok',
  lastStateUnknown:
    'Önceki sürecin son durumu okunamıyor (geçmişi silinmiş ya da requests işçisi çalışmıyor): kayda geçmemiş bir karar ya da ileti varsa yeniden verilmesi gerekir.',
  repairQuestion: 'Süreç kayıttaki durumuyla yeniden başlatılsın mı? (evet/hayır) ',
  notAsked: 'Onay sorulamadı; onaylıyorsanız sonuna --yes ekleyin.',
  notRepaired: 'Hiçbir şey yapılmadı.',
  repaired: (workflowId: string) => `Süreç yeniden başlatıldı: ${workflowId}`,
  requestUnknown: (number: string) => `Kayıtta ${number} numaralı talep yok.`,
  requestFinished: (number: string) =>
    `${number} numaralı talep sonuçlanmış; yeniden başlatılacak bir süreci yok.`,
  runOpen: (number: string) => `${number} numaralı talebin süreci açık; hiçbir şey yapılmadı.`,
  runWillEnd: (state: string) =>
    `Süreç açık ve kayıtla uyuşmuyor (süreç: ${state}); sonlandırılıp kayıttaki durumuyla yeniden başlatılacak.`,
  recordMovedOn: (number: string) =>
    `${number} numaralı talebin kaydı bu arada ilerlemiş; talebi arayüzde denetleyin, gerekiyorsa komutu yeniden çalıştırın.`,
  usageRepair:
    'Kullanım: npm run repair -- PYK-2026-000123 [--end-run] [--yes]\nSüreci sona ermiş bir talebi kayıttaki durumuyla yeniden başlatır; önce sorar, --yes ile sormaz. --end-run ile, kayıtla uyuşmayan açık bir süreci önce sonlandırır.',
  notCompared:
    'Henüz karşılaştırma yapılmamış; pyk-reconciliation her saat başını 37 dakika geçe çalışır.',
  agreed: (at: string, rows: number, runs: number, files: number) =>
    `Fark yok (${at}): ${rows} açık kayıt, ${runs} açık süreç, ${files} dosya karşılaştırıldı.`,
  differ: (at: string, count: number, beyond: number) =>
    `${count} fark var (${at})${beyond === 0 ? '' : `; ${beyond} tane daha bulundu, bunlar giderildikten sonra incelenecek`}:`,
  deletionOrdered: (count: number) =>
    `${count} dosya silinmek üzere bildirildi; pyk-deletion bir saat içinde siler, o arada bir kayıt kullanırsa silmez.`,
  usageDifferences:
    'Kullanım: npm run differences [-- --delete-unused]\nKaydın süreçlerle ve dosyalarla son karşılaştırmasını gösterir; --delete-unused, hiçbir kaydın kullanmadığı dosyaları sildirir.',
  engineUnavailable: 'Temporal’a ulaşılamıyor; önce sistemi başlatın.',

  usageTable: (name: string, headings: readonly string[]) =>
    `Kullanım: npm run ${name} -- dosya.csv [--apply]\nSütunlar: ${headings.join(';')} (dosya yerine - yazılırsa standart girdi okunur)`,
  usageAccount: (roles: readonly string[]) =>
    `Kullanım: npm run account -- --role YETKİ [--role YETKİ…] --registry-no SİCİL [--reset]\nYetkiler: ${roles.join(', ')}. --reset, var olan hesaba tek kullanımlık parola verir ve onu açar.`,
  fileUnreadable: (file: string) => `Dosya okunamıyor: ${file}`,
  databaseUnavailable: 'MongoDB’ye ulaşılamıyor; önce sistemi başlatın.',
  staffUnknown: (registryNo: string) =>
    `${registryNo} sicilli kimse personel kaydında yok; önce personeli yükleyin: npm run staff -- dosya.csv --apply`,
  accountOpened: (name: string) => `Hesap açıldı: ${name}`,
  rolesAdded: (username: string, roles: readonly string[]) =>
    `${username} hesabının yetkileri: ${roles.join(', ')}`,
  handedOut: (username: string, password: string, until: string) =>
    `Kullanıcı adı: ${username}\nTek kullanımlık parola: ${password}\nGeçerlilik: ${until}. Yalnızca şimdi gösterilir; kişiye elden verin, ilk girişte değiştirir.`,
}
