/** What the launcher prints. */
const TITLES: Record<string, string> = {
  temporal: 'Temporal',
  mongod: 'MongoDB',
  weed: 'S3 sunucusu (SeaweedFS)',
  minio: 'S3 sunucusu (MinIO)',
  requests: 'İş akışı işçisi',
  documents: 'Belge işçisi',
  registry: 'Nüfus kaydı işçisi',
  kps: 'KPS benzetimi',
  portal: 'Portal',
  bureau: 'Kimlik Bürosu',
}

/** The name of a child for the reader; logs and records use its short name. */
export function titleOf(name: string): string {
  return TITLES[name] ?? name
}

export const messages = {
  seconds: (milliseconds: number) => `${(milliseconds / 1000).toFixed(1).replace('.', ',')} sn`,
  portBusy: (port: number, variable: string) =>
    `Port ${port} dolu: ${variable} ile başka bir port verin`,
  objectStorePortBusy: (port: number, first: number) =>
    `Port ${port} dolu (S3 sunucusu ${first} ve sonrasındaki 5 portu, bir de bunların 10000 fazlasını kullanır): S3_PORT ile başka bir port verin`,
  portTwice: (port: number, variables: readonly string[]) =>
    `Port ${port} iki kez verilmiş: ${variables.join(', ')} birbirinden farklı olmalı`,
  alreadyRunning: (pid: number) => `Uygulama zaten çalışıyor (işlem ${pid}); önce onu durdurun`,
  leftoversEnded: (names: readonly string[]) =>
    `Önceki çalışmadan kalan işlemler kapatıldı: ${names.map(titleOf).join(', ')}`,
  secretsLost: (file: string) =>
    `${file} yok, ama onunla şifrelenmiş veriler duruyor: dosyayı geri koyun ya da veri klasörünü silin`,
  searchAttributes: 'Temporal arama alanları',
  bucket: 'Belge deposu',
  demo: 'Örnek veriler',
  certificates: 'Örnek sertifikalar',
  crashed: (name: string, how: string, restartInMs: number) =>
    `! ${titleOf(name)} beklenmedik biçimde durdu (${how}; günlük: ${name}.log); ${messages.seconds(restartInMs)} sonra yeniden başlatılacak`,
  logDropping: (name: string, reason: string) =>
    `! ${name}.log yazılamıyor (${reason}${reason === 'ENOSPC' ? ': disk dolu' : ''}); satırlar atlanıyor, çalışma sürüyor`,
  logResumed: (name: string, lost: number) =>
    `✓ ${name}.log yeniden yazılıyor; ${lost} satır yazılamadı`,
  notNoted: (name: string, reason: string) =>
    `! ${titleOf(name)} işleminin numarası yazılamadı (${reason}); başlatıcı zorla kapatılırsa bu işlemi elle kapatın`,
  restarted: (name: string) => `✓ ${titleOf(name)} yeniden çalışıyor`,
  warning: (name: string, text: string) => `! ${titleOf(name)}: ${text}`,
  childNotReady: (name: string, how: string, log: string) =>
    `${titleOf(name)} çalışmaya başlamadı: ${how} (günlük: ${log})`,
  notReadyWithin: (milliseconds: number) => `${messages.seconds(milliseconds)} içinde hazır olmadı`,
  secretsNeeded:
    '(TEMPORAL_ADDRESS, MONGO_URL ya da S3_ENDPOINT verildiğinde oturum, kimlik ve S3 anahtarları da verilir; nasıl üretildikleri: deploy/compose/env.example)',
  libraryMissing:
    'Sistemde bir kitaplık eksik. mongod, libcurl4 ile OpenSSL 3 ister (Debian 12, Ubuntu 22.04 ve sonrası: apt install libcurl4)',
  givenUnreachable: (faults: readonly string[]) =>
    `Verilen sunuculara ulaşılamıyor:\n${faults.map((line) => `  ${line}`).join('\n')}`,
  childStopped: (name: string) => `✓ ${titleOf(name)} kapandı`,
  stopping: 'Kapatılıyor…',
  stopped: 'Kapandı. Veriler saklandı; yeniden başlatmak için: npm start',
  ready: 'Hazır. Durdurmak için Ctrl-C.',
  table: {
    what: 'Ne',
    address: 'Adres',
    login: 'Giriş',
    portal: 'Portal (personel)',
    bureau: 'Kimlik Bürosu',
    temporalWeb: 'Temporal Web',
    temporal: 'Temporal',
    mongo: 'MongoDB',
    s3: 'S3',
    kps: 'KPS benzetimi',
  },
  password: (password: string) => `Bütün örnek hesapların parolası: ${password}`,
  certificateFiles: (folder: string) =>
    `Sertifikalı Giriş dosyaları (her hesap için <kullanıcı adı>.p12, bir de yanlis-*.p12): ${folder}`,
  certificateImport: (password: string) =>
    `Tarayıcıya almak için: Ayarlar > Gizlilik ve güvenlik > Sertifikaları yönet > Sertifikalarım > İçe aktar; dosyanın parolası: ${password}`,
  logs: (folder: string) => `Günlükler: ${folder}`,
}
