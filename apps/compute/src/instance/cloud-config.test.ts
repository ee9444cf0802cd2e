import { cloudConfig } from './cloud-config';

const parsed = (text: string) => JSON.parse(text.replace('#cloud-config\n', '')) as unknown;

test('begins with the line by which cloud-init knows it', () => {
  expect(cloudConfig({}).split('\n')[0]).toBe('#cloud-config');
});

test('puts the parts together in their order', () => {
  const text = cloudConfig(
    { packages: ['a'], commands: ['first'] },
    { files: [{ path: '/f', content: 'x' }] },
    { packages: ['b'], commands: ['second'] },
  );
  expect(parsed(text)).toEqual({
    package_update: true,
    packages: ['a', 'b'],
    write_files: [{ path: '/f', content: 'x', permissions: '0644' }],
    runcmd: ['first', 'second'],
  });
});

test('a file can have other permissions than everybody may read', () => {
  const text = cloudConfig({ files: [{ path: '/f', content: 'x', permissions: '0600' }] });
  expect(parsed(text)).toMatchObject({ write_files: [{ permissions: '0600' }] });
});
