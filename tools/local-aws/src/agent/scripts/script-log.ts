import { constants } from 'node:fs';
import { lstat, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { visible } from '@malinshopper/text';
import { giveToHooks } from '../fence/hook-user';
import { folderInside, openPlain } from '../inside';

/** CodeDeploy API reference, "Diagnostics": "up to the last 4 KB". */
const TAIL_BYTES = 4096;
const FILE_BYTES = 10 * 1024 * 1024;
/** A longer line is cut into several. */
const LINE_CHARACTERS = 8192;
const PIECES = new RegExp(`.{1,${LINE_CHARACTERS}}`, 'gs');

/**
 * The output of an event's scripts: the end of it for the diagnostics, and all of it, up to a limit, in the
 * deployment's log.
 */
export class ScriptLog {
  private readonly decoders = { stdout: new StringDecoder('utf8'), stderr: new StringDecoder('utf8') };
  private readonly begun = { stdout: '', stderr: '' };
  private recent = '';
  private pending = '';
  private left = FILE_BYTES;
  private writing: Promise<void> = Promise.resolve();

  private constructor(private readonly file: FileHandle | undefined) {}

  /** @param folder of the deployment, as the instance sees it */
  static async open(root: string, folder: string, say: (line: string) => void): Promise<ScriptLog> {
    try {
      const path = join(await folderInside(root, join(folder, 'logs')), 'scripts.log');
      // A second name of another file, or a pipe: hooks can make those.
      const stats = await lstat(path).catch(() => undefined);
      if (stats && (!stats.isFile() || stats.nlink > 1)) await rm(path, { recursive: true, force: true });
      const log = new ScriptLog(await openPlain(path, constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT));
      await giveToHooks(path);
      log.left -= Math.min(FILE_BYTES, stats?.isFile() ? stats.size : 0);
      return log;
    } catch (error) {
      say(`its scripts.log is not written: ${(error as Error).message}`);
      return new ScriptLog(undefined);
    }
  }

  line(text: string): void {
    this.lines([text]);
  }

  output(stream: 'stdout' | 'stderr', chunk: Buffer): void {
    // Of a flood of output only the end is read once the file is full: no other task shall have to wait for it.
    const text = this.decoders[stream].write(this.left > 0 ? chunk : chunk.subarray(-4 * TAIL_BYTES));
    const lines = (this.begun[stream] + text).split('\n');
    const last = lines.pop()!;
    const cut = last.length - (last.length % LINE_CHARACTERS);
    this.begun[stream] = last.slice(cut);
    this.printed(stream, cut > 0 ? [...lines, last.slice(0, cut)] : lines);
  }

  /** An unfinished line of a script counts as a line. */
  endOfScript(): void {
    for (const stream of ['stdout', 'stderr'] as const) {
      const rest = this.begun[stream] + this.decoders[stream].end();
      this.begun[stream] = '';
      if (rest !== '') this.printed(stream, [rest]);
    }
  }

  /** Its last 4 KB, from the beginning of a line if one begins in it. */
  tail(): string {
    const bytes = Buffer.from(this.recent);
    if (bytes.length <= TAIL_BYTES) return this.recent;
    // A character that is cut in two decodes to one of three bytes.
    const end = bytes
      .subarray(4 - TAIL_BYTES)
      .toString()
      .replace(/^\uFFFD+/, '');
    const nextLine = end.indexOf('\n') + 1;
    return nextLine > 0 && nextLine < end.length ? end.slice(nextLine) : end;
  }

  async close(): Promise<void> {
    this.flush();
    await this.writing;
    await this.file?.close();
  }

  private printed(stream: 'stdout' | 'stderr', lines: readonly string[]): void {
    const pieces = lines.flatMap((line) => (line.length > LINE_CHARACTERS ? (line.match(PIECES) ?? []) : [line]));
    this.lines(pieces.map((piece) => `[${stream}]${piece}`));
  }

  private lines(lines: readonly string[]): void {
    if (lines.length === 0) return;
    const shown = visible(`${lines.join('\n')}\n`);
    this.recent = `${this.recent}${shown}`.slice(-2 * TAIL_BYTES);
    if (!this.file || this.left <= 0) return;
    const now = `${new Date().toISOString().slice(0, 19).replace('T', ' ')} `;
    const dated = shown.replace(/^(?!$)/gm, now);
    this.left -= Buffer.byteLength(dated);
    this.pending +=
      this.left > 0 ? dated : `${dated}(more than ${FILE_BYTES / 1024 / 1024} MB: the rest is not kept)\n`;
    if (this.pending.length > 64 * 1024) this.flush();
  }

  private flush(): void {
    const text = this.pending;
    this.pending = '';
    if (text === '') return;
    // A full disk affects the scripts before it affects their log.
    this.writing = this.writing.then(() => this.file?.appendFile(text)).catch(() => undefined);
  }
}
