import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeTree } from './remove-tree';

describe('removing', () => {
  let folder = '';
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'tree-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('removes closed folders, pipes and links, and no targets of links', async () => {
    const outside = join(folder, 'outside');
    const tree = join(folder, 'tree');
    mkdirSync(outside);
    writeFileSync(join(outside, 'file'), '');
    mkdirSync(join(tree, 'shut/deep'), { recursive: true });
    symlinkSync(outside, join(tree, 'link'));
    symlinkSync(join(outside, 'file'), join(tree, 'shut/link'));
    execFileSync('mkfifo', [join(tree, 'pipe')]);
    chmodSync(join(tree, 'shut'), 0);
    await removeTree(tree);
    expect(existsSync(tree)).toBe(false);
    expect(readdirSync(outside)).toEqual(['file']);
  });

  it('removes folders that are nested deeper than a path is long', async () => {
    const tree = join(folder, 'tree');
    mkdirSync(tree);
    const name = 'n'.repeat(200);
    execFileSync(
      'sh',
      ['-c', `i=0; while [ $i -lt 40 ]; do mkdir ${name} && cd -P ${name} || exit 1; i=$((i+1)); done`],
      { cwd: tree },
    );
    await removeTree(tree);
    expect(existsSync(tree)).toBe(false);
  });

  it('does nothing if nothing exists', async () => {
    await removeTree(join(folder, 'nothing'));
    expect(readdirSync(folder)).toEqual([]);
  });
});
