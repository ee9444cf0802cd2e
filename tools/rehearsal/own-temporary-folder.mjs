// Gives each test file a folder of its own for temporary files, which goes when the file is through, with all that tests and programs that they killed
// have left in it. What our own programs are to remove themselves is a failure if it is there then.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestEnvironment } from 'jest-environment-node';

/** Of the real folder: tests change the variable by which it is found. */
const shared = tmpdir();
/** What loaders compile once for all, by name. */
const caches = [`tsx-${process.getuid?.() ?? ''}`, 'node-compile-cache'];
/** Folders of moto's socket and of certificates, made by tools/local-aws and tools/software. */
const ours = /^(embedded-aws|certificates)-[A-Za-z0-9]{6}$/;

export default class OwnTemporaryFolder extends TestEnvironment {
  async setup() {
    await super.setup();
    // Short: the path of a Unix socket has at most 107 bytes (unix(7)).
    this.folder = mkdtempSync(join(shared, 't-'));
    for (const cache of caches) {
      mkdirSync(join(shared, cache), { recursive: true });
      symlinkSync(join(shared, cache), join(this.folder, cache));
    }
    // os.tmpdir() reads the variables of the process, and programs that a test starts get those that the test sees.
    this.before = process.env.TMPDIR;
    process.env.TMPDIR = this.folder;
    this.global.process.env.TMPDIR = this.folder;
  }

  async teardown() {
    if (this.before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = this.before;
    await super.teardown();
    const left = readdirSync(this.folder).filter((name) => ours.test(name));
    rmSync(this.folder, { recursive: true, force: true });
    if (left.length > 0) throw new Error(`Left in the temporary folder by a program of ours: ${left.join(', ')}`);
  }
}
