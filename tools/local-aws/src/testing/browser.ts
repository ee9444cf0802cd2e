import { execFileSync, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The Chromium of this machine, undefined if there is none. */
export const chromium = ['chromium', 'chromium-browser', 'google-chrome'].find((program) => {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
});

const SETTINGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // The gateway must be safe without the protections of new browsers, because old ones are in use.
  '--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests',
];

/**
 * Opens an address in a headless Chromium, until the awaited promise settles.
 * @param mapped the resolution of names, as `--host-resolver-rules` has it: `evil.test 127.0.0.1:8000`
 */
export async function browse<T>(address: string, mapped: readonly string[], until: Promise<T>): Promise<T> {
  const profile = await mkdtemp(join(tmpdir(), 'chromium-'));
  const rules = `--host-resolver-rules=${mapped.map((rule) => `MAP ${rule}`).join(', ')}`;
  const browser = spawn(chromium ?? 'chromium', [...SETTINGS, rules, `--user-data-dir=${profile}`, address], {
    stdio: 'ignore',
  });
  const ended = new Promise<void>((resolve) => browser.once('exit', () => resolve()));
  const early = ended.then(() => Promise.reject(new Error(`Chromium ended before the page at ${address} was done`)));
  try {
    return await Promise.race([until, early]);
  } finally {
    browser.kill();
    await ended;
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
