import { createHash } from 'node:crypto';
import { createWriteStream, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { platform, type Platform } from './platform';
import { versionRule } from './version';

/** The version that is downloaded if a machine has none. */
export const pinnedVersion = '1.11.4';
const archive = 'https://releases.hashicorp.com';
const byHand = `Install Terraform (${versionRule}) by hand and put it on PATH.`;

export interface DownloadOptions {
  readonly cache: string;
  /** @default - HashiCorp's release archive */
  readonly archive?: string;
  /** @default - this machine's */
  readonly platform?: Platform;
  /** Called before the download begins. @default - nothing is called */
  readonly onDownload?: (url: string) => void;
}

/** The pinned Terraform: the cached copy, or a fresh download with a verified checksum. */
export async function downloadedTerraform(options: DownloadOptions): Promise<string> {
  const { os, arch } = options.platform ?? platform();
  const binary = os === 'windows' ? 'terraform.exe' : 'terraform';
  const file = join(options.cache, 'terraform', pinnedVersion, `${os}_${arch}`, binary);
  if (existsSync(file)) return file;
  const folder = `${options.archive ?? archive}/terraform/${pinnedVersion}`;
  const zip = `terraform_${pinnedVersion}_${os}_${arch}.zip`;
  options.onDownload?.(`${folder}/${zip}`);
  const [content, sums] = await Promise.all([
    fetched(`${folder}/${zip}`),
    fetched(`${folder}/terraform_${pinnedVersion}_SHA256SUMS`),
  ]);
  assertChecksum(content, sums.toString('utf8'), zip);
  mkdirSync(dirname(file), { recursive: true });
  // Unpacked beside its place, then renamed: another command that downloads at the same time never sees half a program.
  const beside = mkdtempSync(join(dirname(file), 'unpacking-'));
  try {
    await extract(content, binary, join(beside, binary));
    renameSync(join(beside, binary), file);
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
  return file;
}

async function fetched(url: string): Promise<Buffer> {
  const response = await fetch(url).catch((error: Error) => {
    const reason = error.cause instanceof Error ? error.cause.message : error.message;
    throw new Error(`${url} cannot be downloaded: ${reason}. ${byHand}`);
  });
  if (!response.ok) throw new Error(`${url} cannot be downloaded: HTTP ${response.status}. ${byHand}`);
  return Buffer.from(await response.arrayBuffer());
}

/** @throws if the checksum of the archive differs from the checksum in HashiCorp's list */
export function assertChecksum(content: Buffer, sums: string, name: string): void {
  const expected = sums
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .find(([, file]) => file === name)?.[0];
  const received = createHash('sha256').update(content).digest('hex');
  if (expected === received) return;
  throw new Error(
    `${name} is not what HashiCorp published: its SHA-256 is ${received}, the list has ${expected ?? 'none'}. ` +
      'Nothing was installed. Try again; if the error remains, a proxy or another part of the network changes downloads.',
  );
}

async function extract(content: Buffer, wanted: string, to: string): Promise<void> {
  // Loaded only when there is an archive to unpack, which is once per machine.
  const { fromBufferPromise } = await import('yauzl');
  const zip = await fromBufferPromise(content);
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName !== wanted) continue;
    await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(to, { mode: 0o755 }));
    return;
  }
  throw new Error(`The downloaded archive holds no ${wanted}. ${byHand}`);
}
