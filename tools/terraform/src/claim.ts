import { linkSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { readRecord } from './files';
import { isAlive, processIdentity, thisProcess } from './processes';

const holderSchema = z.object({ process: processIdentity, what: z.string(), since: z.iso.datetime() });
/** The process that holds a claim, its purpose, and its start. */
export type Holder = z.infer<typeof holderSchema>;

const POLL = 200;

/**
 * Claims something on this machine for this process, and waits while another living process holds it.
 * The claim of a dead holder is taken over, so a kill leaves nothing to clean up.
 * @returns the function that releases it
 */
export async function claim(
  file: string,
  what: string,
  onWait: (holder: Holder, waited: number) => void = () => undefined,
): Promise<() => void> {
  mkdirSync(dirname(file), { recursive: true });
  const mine = `${file}.${process.pid}-${randomBytes(4).toString('hex')}`;
  const holder: Holder = { process: thisProcess(), what, since: new Date().toISOString() };
  writeFileSync(mine, JSON.stringify(holder));
  const begun = Date.now();
  try {
    while (!linked(mine, file)) {
      const other = readRecord(file, holderSchema);
      if (other && isAlive(other.process)) {
        onWait(other, Date.now() - begun);
        await delay(POLL);
      } else {
        takeAway(file, other);
      }
    }
  } finally {
    rmSync(mine, { force: true });
  }
  return () => rmSync(file, { force: true });
}

/** A hard link is made whole or not at all, and never over an existing one. */
function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Removes the claim of a dead holder; restores it if another process took it over in between. */
function takeAway(file: string, dead: Holder | undefined): void {
  const aside = `${file}.dead-${randomBytes(4).toString('hex')}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const taken = readRecord(aside, holderSchema);
  if (taken && JSON.stringify(taken) !== JSON.stringify(dead)) linked(aside, file);
  rmSync(aside, { force: true });
}
