import { parse } from 'yaml';
import { cloudConfig } from './cloud-config';
import { lines } from './boot-part';

const parsed = (text: string) => parse(text) as unknown;
const started = lines('[Unit]', 'Description=A', '[Install]', 'WantedBy=multi-user.target');
const notStarted = lines('[Unit]', 'Description=B');

test('begins with the line by which cloud-init knows it', () => {
  expect(cloudConfig({}).split('\n')[0]).toBe('#cloud-config');
});

test('puts the parts together in their order: all files first, then part by part its commands and its units', () => {
  const text = cloudConfig(
    { packages: ['a'], commands: ['first'], units: [{ name: 'a.service', content: started }] },
    { files: [{ path: '/f', content: 'x' }] },
    { packages: ['b', 'a'], commands: ['second'] },
  );
  expect(parsed(text)).toEqual({
    package_update: true,
    packages: ['a', 'b'],
    write_files: [
      { path: '/f', content: 'x', permissions: '0644' },
      { path: '/etc/systemd/system/a.service', content: started, permissions: '0644' },
    ],
    runcmd: [
      'systemctl daemon-reload',
      'first',
      'systemctl enable --no-reload a.service && systemctl restart a.service',
      'second',
    ],
  });
});

test('starts only the units that say what wants them', () => {
  const text = cloudConfig({ units: [{ name: 'b.service', content: notStarted }] });
  expect(parsed(text)).toMatchObject({ runcmd: ['systemctl daemon-reload'] });
});

test('does not even look for packages where none are asked for', () => {
  expect(parsed(cloudConfig({ commands: ['x'] }))).not.toHaveProperty('package_update');
});

test('a file can have other permissions than everybody may read', () => {
  const text = cloudConfig({ files: [{ path: '/f', content: 'x', permissions: '0600', owner: 'root:www-data' }] });
  expect(parsed(text)).toMatchObject({ write_files: [{ permissions: '0600', owner: 'root:www-data' }] });
});

test('is read line by line: no text is folded, escaped or pointed to', () => {
  const long = lines('#!/bin/sh', `echo ${'word '.repeat(60)}end`, 'echo "${a}\\n"');
  const file = { path: '/a', content: long };
  const text = cloudConfig({ files: [file, { ...file, path: '/b' }] });
  for (const line of long.trim().split('\n')) expect(text.split(`      ${line}\n`)).toHaveLength(3);
  expect(parsed(text)).toMatchObject({ write_files: [{ content: long }, { content: long }] });
});
