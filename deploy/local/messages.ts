/** What the launcher prints. */
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
    `Önceki çalışmadan kalan işlemler kapatıldı: ${names.join(', ')}`,
  secretsLost: (file: string) =>
    `${file} yok, ama onunla şifrelenmiş veriler duruyor: dosyayı geri koyun ya da veri klasörünü silin`,
  starting: {
    temporal: 'Temporal',
    mongod: 'MongoDB',
    weed: 'S3 sunucusu (SeaweedFS)',
    minio: 'S3 sunucusu (MinIO)',
    requests: 'İş akışı işçisi',
    documents: 'Belge işçisi',
    portal: 'Portal',
    bureau: 'Kimlik Bürosu',
  } as Record<string, string>,
  searchAttributes: 'Temporal arama alanları',
  bucket: 'Belge deposu',
  demo: 'Örnek veriler',
  crashed: (name: string, how: string, restartInMs: number) =>
    `! ${name} durdu (${how}); ${messages.seconds(restartInMs)} sonra yeniden başlatılacak`,
  logDropping: (name: string, reason: string) =>
    `! ${name} günlüğü yazılamıyor (${reason}${reason === 'ENOSPC' ? ': disk dolu' : ''}); satırlar atlanıyor, çalışma sürüyor`,
  logResumed: (name: string, lost: number) =>
    `✓ ${name} günlüğü yeniden yazılıyor; ${lost} satır yazılamadı`,
  notNoted: (name: string, reason: string) =>
    `! ${name} işleminin numarası yazılamadı (${reason}); başlatıcı zorla kapatılırsa bu işlemi elle kapatın`,
  restarted: (name: string) => `✓ ${name} yeniden çalışıyor`,
  warning: (name: string, text: string) => `! ${name}: ${text}`,
  childNotReady: (name: string, how: string, log: string) =>
    `${name} çalışmaya başlamadı: ${how} (${log})`,
  notReadyWithin: (milliseconds: number) => `${messages.seconds(milliseconds)} içinde hazır olmadı`,
  libraryMissing:
    'Sistemde bir kitaplık eksik. mongod, libcurl4 ile OpenSSL 3 ister (Debian 12, Ubuntu 22.04 ve sonrası: apt install libcurl4)',
  givenUnreachable: (faults: readonly string[]) =>
    `Verilen sunuculara ulaşılamıyor:\n${faults.map((line) => `  ${line}`).join('\n')}`,
  childStopped: (name: string) => `✓ ${name} kapandı`,
  stopping: 'Kapatılıyor…',
  stopped: 'Kapandı. Veriler duruyor; yeniden başlatmak için: npm start',
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
  },
  password: (password: string) => `Bütün örnek hesapların parolası: ${password}`,
  logs: (folder: string) => `Günlükler: ${folder}`,
}
