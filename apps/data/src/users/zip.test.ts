import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zip } from './zip';

const files = { 'index.js': 'exports.one = 1;\n', 'other.cjs': 'wörld\n' };

test('is a zip that other programs read, with every file unchanged', () => {
  const folder = mkdtempSync(join(tmpdir(), 'zip-'));
  try {
    writeFileSync(join(folder, 'code.zip'), zip(files));
    const read =
      'import json, zipfile; z = zipfile.ZipFile("code.zip"); assert z.testzip() is None; ' +
      'print(json.dumps({i.filename: [z.read(i).decode(), oct(i.external_attr >> 16)] for i in z.infolist()}))';
    const said = execFileSync('python3', ['-c', read], { cwd: folder, encoding: 'utf8' });
    expect(JSON.parse(said)).toEqual({
      'index.js': ['exports.one = 1;\n', '0o100644'],
      'other.cjs': ['wörld\n', '0o100644'],
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('is the same bytes for the same files at any time', () => {
  expect(zip(files).equals(zip({ ...files }))).toBe(true);
  expect(zip(files).equals(zip({ ...files, 'index.js': 'exports.one = 2;\n' }))).toBe(false);
});
