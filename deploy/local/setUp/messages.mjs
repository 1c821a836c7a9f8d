/** What the first stage of the launcher prints, before any package is installed. */
export const messages = {
  usage: (commands) => `Kullanım: node deploy/local/bootstrap.mjs <${commands.join('|')}>`,
  nodeTooOld: (wanted, found) => `Node.js ${wanted} gerekli; bu makinedeki ${found}`,
  noPython: 'Python 3 ve pip gerekli (Debian/Ubuntu: apt install python3 python3-pip)',
  noPackage: (server, machine) =>
    `${server}: ${machine} için hazır paket yok; programı PATH'e koyun ya da adresini verin`,
  notFetched: (server, why) => `${server} indirilemedi: ${why}`,
  noMinio: "MinIO yok: programı PATH'e koyun ya da derlenebilmesi için Go kurun (https://go.dev)",
  minioNotBuilt: (why) => `MinIO derlenemedi: ${why}`,
  buildingMinio: "MinIO'nun derlenmesi (birkaç dakika sürer)",
  installing: 'Paketlerin kurulması',
  locating: 'Sunucu programlarının bulunması',
  building: 'Derleme',
  npmFailed: 'npm ci başarısız oldu:',
  seconds: (milliseconds) => `${(milliseconds / 1000).toFixed(1).replace('.', ',')} sn`,
}
