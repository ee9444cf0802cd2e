import { workersOf, type Environment } from './environment';
import { architectureOf, type Architecture } from './instance-types';

/** A file of software that instances install from their environment's package bucket, never from a public mirror. */
export interface SoftwarePackage {
  /** Its name below `software/` in the bucket, and at its source. */
  readonly file: string;
  /** The source of `npm run packages`. */
  readonly source: string;
  /** In hexadecimal. A file with another checksum is neither stored nor installed. */
  readonly sha512: string;
}

/** The folder of software in the package bucket; revisions of the application are elsewhere in it. */
export const softwareFolder = 'software';

/** The folder of the certificates of a Hadoop cluster's nodes: `npm run packages` uploads them, EMR reads them. */
export const clusterCertificates = 'cluster/certificates.zip';

/**
 * Hadoop of the workers: the newest release for Java 11 that Apache also builds for ARM; 3.5 needs Java 17 (Apache
 * Hadoop wiki, "Hadoop Java Versions"). The checksums come from the `.sha512` files beside the archives
 * (https://archive.apache.org/dist/hadoop/common/hadoop-3.4.3/).
 */
export const hadoopVersion = '3.4.3';

const hadoopArchives: Record<Architecture, Omit<SoftwarePackage, 'source'>> = {
  amd64: {
    file: `hadoop-${hadoopVersion}.tar.gz`,
    sha512:
      'e25be7e57b4d3c5bfe83895844321a21d6cf7331266d524d8983c27cf484e576c3d79b3b60d590f8cddecf16229d0e232de2491b1b61b362ee7d67072c7290e1',
  },
  arm64: {
    file: `hadoop-${hadoopVersion}-aarch64.tar.gz`,
    sha512:
      '2f5c1719b801eedecc5bbed0d4c6d61d7c4850dbb5944fb79da24474f694cb5d0f00b07d1b54cade83f6ca492e1697225f47737cc1a4478ca04102062cf314d5',
  },
};

/** Hadoop for instances of an architecture: the archives differ in their native libraries. */
export function hadoopPackage(architecture: Architecture): SoftwarePackage {
  const archive = hadoopArchives[architecture];
  const source = `https://archive.apache.org/dist/hadoop/common/hadoop-${hadoopVersion}/${archive.file}`;
  return { ...archive, source };
}

/** The required content of an environment's package bucket: Hadoop for each architecture of its workers. */
export function softwareOf(environment: Environment): readonly SoftwarePackage[] {
  const types = workersOf(environment).flatMap((role) => environment.sizes[role].instanceTypes);
  return [...new Set(types.map(architectureOf))].map(hadoopPackage);
}
