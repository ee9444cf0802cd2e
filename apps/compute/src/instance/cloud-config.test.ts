import { parse } from 'yaml';
import { cloudConfig } from './cloud-config';
import { lines } from './boot-part';

const parsed = (text: string) => parse(text) as unknown;
const started = lines('[Unit]', 'Description=A', '[Install]', 'WantedBy=multi-user.target');
const notStarted = lines('[Unit]', 'Description=B');

test('begins with the line by which cloud-init recognizes it', () => {
  expect(cloudConfig({}).split('\n')[0]).toBe('#cloud-config');
});

test('joins the parts in order: all files first, then the commands and units part by part', () => {
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

test('starts only the units with an [Install] section', () => {
  const text = cloudConfig({ units: [{ name: 'b.service', content: notStarted }] });
  expect(parsed(text)).toMatchObject({ runcmd: ['systemctl daemon-reload'] });
});

test('does not fetch package lists if no package is needed', () => {
  expect(parsed(cloudConfig({ commands: ['x'] }))).not.toHaveProperty('package_update');
});

test('a file can have other permissions than the default', () => {
  const text = cloudConfig({ files: [{ path: '/f', content: 'x', permissions: '0600', owner: 'root:www-data' }] });
  expect(parsed(text)).toMatchObject({ write_files: [{ permissions: '0600', owner: 'root:www-data' }] });
});

test('is plain text line by line: nothing is folded, escaped or an alias', () => {
  const long = lines('#!/bin/sh', `echo ${'word '.repeat(60)}end`, 'echo "${a}\\n"');
  const file = { path: '/a', content: long };
  const text = cloudConfig({ files: [file, { ...file, path: '/b' }] });
  for (const line of long.trim().split('\n')) expect(text.split(`      ${line}\n`)).toHaveLength(3);
  expect(parsed(text)).toMatchObject({ write_files: [{ content: long }, { content: long }] });
});
