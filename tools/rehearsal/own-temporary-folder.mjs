// Gives each test file a folder of its own for temporary files, which goes when the file is through, with all that tests and programs that they killed
// have left in it. Files that this repository's programs have to remove themselves are a failure if they exist then.
// With the file ends what follows its asynchronous calls, too.
import { AsyncLocalStorage } from 'node:async_hooks';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestEnvironment } from 'jest-environment-node';

/** Of the real folder: tests change the variable by which it is found. */
const shared = tmpdir();
/** The caches of loaders, which all tests share, by name. */
const caches = [`tsx-${process.getuid?.() ?? ''}`, 'node-compile-cache'];
/** Folders of moto's socket and of certificates, made by tools/local-aws and tools/software. */
const ours = /^(embedded-aws|certificates)-[A-Za-z0-9]{6}$/;

const { run } = AsyncLocalStorage.prototype;

export default class OwnTemporaryFolder extends TestEnvironment {
  async setup() {
    await super.setup();
    // Short: the path of a Unix socket has at most 107 bytes (unix(7)).
    this.folder = mkdtempSync(join(shared, 't-'));
    for (const cache of caches) {
      mkdirSync(join(shared, cache), { recursive: true });
      symlinkSync(join(shared, cache), join(this.folder, cache));
    }
    // os.tmpdir() reads the variables of the process. A program that a test starts gets the variables that the test
    // sees.
    this.before = process.env.TMPDIR;
    process.env.TMPDIR = this.folder;
    this.global.process.env.TMPDIR = this.folder;
    // jest-circus makes a storage for each test file (testExecutionContext.ts) and leaves it enabled. Up to Node 22 each makes every promise of
    // all later files slower: after 150 files, an `await` takes 9 us instead of 0.15.
    const storages = new Set();
    AsyncLocalStorage.prototype.run = function (...args) {
      storages.add(this);
      return run.apply(this, args);
    };
    this.storages = storages;
  }

  /** Leaves out a file that begins too late (`npm test -- --begin-within`), with its hooks: Jest counts its tests as skipped. */
  handleTestEvent({ name }, { rootDescribeBlock }) {
    if (name === 'run_start' && Date.now() > Number(process.env.TESTS_BEGIN_UNTIL || Infinity)) skip(rootDescribeBlock);
  }

  async teardown() {
    if (this.before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = this.before;
    AsyncLocalStorage.prototype.run = run;
    for (const storage of this.storages) storage.disable();
    await super.teardown();
    const left = readdirSync(this.folder).filter((name) => ours.test(name));
    rmSync(this.folder, { recursive: true, force: true });
    if (left.length > 0)
      throw new Error(`Left in the temporary folder by a program of this repository: ${left.join(', ')}`);
  }
}

/** A block that is only marked itself runs the hooks of the blocks in it. */
function skip(part) {
  part.mode = 'skip';
  for (const child of part.children ?? []) skip(child);
}
