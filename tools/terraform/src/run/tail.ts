import { closeSync, openSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { lineSplitter } from '../subprocess';

const CHUNK = 65_536;

/** Follows a file that another process appends to. Each `read` reports the lines since the last one. */
export function tail(file: string, onLine: (line: string) => void): { read(): void; end(): void } {
  const lines = lineSplitter(onLine);
  const decoder = new StringDecoder('utf8');
  const buffer = Buffer.alloc(CHUNK);
  let descriptor: number | undefined;
  const read = () => {
    descriptor ??= openIfThere(file);
    if (descriptor === undefined) return;
    for (let size = readSync(descriptor, buffer); size > 0; size = readSync(descriptor, buffer)) {
      lines.push(decoder.write(buffer.subarray(0, size)));
    }
  };
  return {
    read,
    end() {
      read();
      lines.end();
      if (descriptor !== undefined) closeSync(descriptor);
    },
  };
}

function openIfThere(file: string): number | undefined {
  try {
    return openSync(file, 'r');
  } catch {
    return undefined;
  }
}
