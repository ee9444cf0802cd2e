import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type { z } from 'zod';

/** Writes a whole file or nothing: a concurrent reader sees the old text or the new one. */
export function writeWhole(file: string, text: string, mode = 0o644): void {
  mkdirSync(dirname(file), { recursive: true });
  const beside = `${file}.${process.pid}-${randomBytes(4).toString('hex')}`;
  try {
    writeFileSync(beside, text, { mode });
    renameSync(beside, file);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

/** The same, and the file is on the disk when this returns: it survives a power failure. */
export function writeDurably(file: string, text: string, mode = 0o644): void {
  writeWhole(file, text, mode);
  const written = openSync(file, 'r');
  try {
    fsyncSync(written);
  } finally {
    closeSync(written);
  }
}

/** Appends a text to a file; it is on the disk when this returns. */
export function appendDurably(file: string, text: string): void {
  const opened = openSync(file, 'a', 0o600);
  try {
    writeSync(opened, text);
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}

/** The text of a file; undefined when it does not exist. */
export function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** A JSON file of this tool. Undefined when it does not exist or is not of this shape (an older version wrote it). */
export function readRecord<T>(file: string, schema: z.ZodType<T>): T | undefined {
  const text = readIfThere(file);
  if (text === undefined) return undefined;
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
