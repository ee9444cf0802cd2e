/** An archive from which a root file system is made. */
export interface Archive {
  readonly name: string;
  readonly suite: string;
  readonly mirror: string;
  readonly components: string;
  /** The script of debootstrap that installs it: its own can be newer than the debootstrap of this machine. */
  readonly script: string;
  /** Packages of Ubuntu that it does not have: empty packages with these names replace them. */
  readonly lacks: readonly string[];
  /** The package with its signing keys, and the file in it. */
  readonly keyring: { readonly url: string; readonly sha256: string; readonly file: string };
}

/**
 * The image's own family (environments: `imageOf`). Debian has no package of Ubuntu's keys, so Ubuntu's own is used.
 */
export const ubuntu: Archive = {
  name: 'Ubuntu 24.04',
  suite: 'noble',
  mirror: 'http://archive.ubuntu.com/ubuntu',
  components: 'main,universe',
  script: 'gutsy',
  lacks: [],
  keyring: {
    url: 'http://archive.ubuntu.com/ubuntu/pool/main/u/ubuntu-keyring/ubuntu-keyring_2023.11.28.1_all.deb',
    sha256: '36de43b15853ccae0028e9a767613770c704833f82586f28eb262f0311adb8a8',
    file: 'usr/share/keyrings/ubuntu-archive-keyring.gpg',
  },
};

/**
 * If Ubuntu's archive cannot be reached: the closest distribution, with the same cloud-init and a newer systemd, s3fs
 * and PHP.
 */
export const debian: Archive = {
  name: 'Debian 13',
  suite: 'trixie',
  mirror: 'http://deb.debian.org/debian',
  components: 'main',
  script: 'sid',
  // It has a newer Java; the stand-in for Hadoop runs without any.
  lacks: ['openjdk-11-jre-headless'],
  keyring: {
    url: 'http://deb.debian.org/debian/pool/main/d/debian-archive-keyring/debian-archive-keyring_2025.1_all.deb',
    sha256: '9ea7778e443144ca490668737a8ab22dd3e748bb99e805e22ec055abeb3c7fac',
    file: 'usr/share/keyrings/debian-archive-keyring.gpg',
  },
};

/** True if an archive can be reached. */
export const answers = async ({ mirror, suite }: Archive) =>
  (await fetch(`${mirror}/dists/${suite}/Release`, { method: 'HEAD', signal: AbortSignal.timeout(10_000) })).ok;

/**
 * The archive for root file systems: Ubuntu's, or Debian's if only that can be reached.
 * @param reaches true if an archive can be reached. A failed request counts as false
 * @throws Error if neither can
 */
export async function reachableArchive(reaches: (archive: Archive) => Promise<boolean>): Promise<Archive> {
  for (const archive of [ubuntu, debian]) if (await reaches(archive).catch(() => false)) return archive;
  throw new Error(
    `Neither ${ubuntu.mirror} nor ${debian.mirror} answers: a boot rehearsal makes its root file systems from one of them, once. ` +
      'Try again with access to the internet; afterwards it needs none.',
  );
}
