import { gzipSync } from 'node:zlib';
import { packagesOf, writeFilesOf } from './write-files';

const config = (lines: string) => Buffer.from(`#cloud-config\nwrite_files:\n${lines}`);

function read(userData: Buffer) {
  const said: string[] = [];
  const files = writeFilesOf(userData, (line) => said.push(line));
  return { said, files: files.map(({ path, content, mode }) => [path, content.toString(), mode.toString(8)]) };
}

describe('user data', () => {
  it('is read with its permissions, compressed or not', () => {
    const text = config('  - {path: /etc/a, content: "A=1\\n"}\n  - {path: /b, content: b, permissions: "0755"}\n');
    const expected = {
      said: [],
      files: [
        ['/etc/a', 'A=1\n', '644'],
        ['/b', 'b', '755'],
      ],
    };
    expect(read(text)).toEqual(expected);
    expect(read(gzipSync(text))).toEqual(expected);
  });

  it.each(['b64', 'base64'])('is read in %s', (encoding) => {
    const content = Buffer.from('text').toString('base64');
    expect(read(config(`  - {path: /a, encoding: ${encoding}, content: ${content}}\n`)).files).toEqual([
      ['/a', 'text', '644'],
    ]);
  });

  it.each(['gz+b64', 'gzip+base64', 'gz+base64', 'gzip+b64'])('is read in %s', (encoding) => {
    const content = gzipSync('text').toString('base64');
    expect(read(config(`  - {path: /a, encoding: ${encoding}, content: ${content}}\n`)).files).toEqual([
      ['/a', 'text', '644'],
    ]);
  });

  it('is read as plain text if its encoding is unknown, as cloud-init does', () => {
    expect(read(config('  - {path: /a, encoding: rot13, content: text}\n')).files).toEqual([['/a', 'text', '644']]);
  });

  it.each([
    [
      '  - {path: etc/a}\n',
      'write_files[0] of its user data is left out: its path must be absolute and without "..", and is "etc/a"',
    ],
    [
      '  - {path: /etc/../../a}\n',
      'write_files[0] of its user data is left out: its path must be absolute and without "..", and is "/etc/../../a"',
    ],
    [
      '  - {content: a}\n',
      'write_files[0] of its user data is left out: its path must be absolute and without "..", and is undefined',
    ],
    [
      '  -\n',
      'write_files[0] of its user data is left out: its path must be absolute and without "..", and is undefined',
    ],
    ['  - {path: /a, content: [1]}\n', 'write_files[0] of its user data is left out: the content of /a must be a text'],
    [
      '  - {path: /a, permissions: rw}\n',
      'write_files[0] of its user data is left out: the permissions of /a must be octal as "0644", and are "rw"',
    ],
    [
      '  - {path: /a, encoding: gz+b64, content: aGVsbG8=}\n',
      'write_files[0] of its user data is left out: incorrect header check',
    ],
    ['  nothing: here\n', 'its user data is not read: write_files must be a list'],
    ['  - {path: /a\n', expect.stringMatching(/^its user data is not read: ./)],
  ])('that is broken is left out and reported: %j', (lines, said) => {
    expect(read(config(lines))).toEqual({ files: [], said: [said] });
  });

  it.each(['', '#!/bin/sh\necho hello\n', 'Content-Type: multipart/mixed; boundary="x"\n'])(
    'that is not a cloud-config breaks nothing: %j',
    (text) => expect(read(Buffer.from(text)).files).toEqual([]),
  );

  it('that is truncated or unpacks to too much is left out', () => {
    const packed = gzipSync(Buffer.alloc(20 * 1024 * 1024));
    expect(read(packed).said).toEqual([expect.stringMatching(/^its user data is not read: /)]);
    expect(read(packed.subarray(0, 100)).said).toEqual(['its user data is not read: unexpected end of file']);
  });
});

describe('the packages of user data', () => {
  it.each([
    ['#cloud-config\npackages: [nginx, [jq, 1.7], php-fpm]\n', ['nginx', 'php-fpm']],
    ['#cloud-config\npackages: nginx\n', []],
    ['#!/bin/sh\necho hello\n', []],
    ['#cloud-config\npackages: [\n', []],
    ['', []],
  ])('in %j are its names', (text, expected) => expect(packagesOf(Buffer.from(text))).toEqual(expected));
});
