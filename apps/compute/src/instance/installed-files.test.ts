import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rendered } from '../testing/machine';
import { file, fileText, program, unit } from './installed-files';

test('a program is installed with permission for all users to run it', () => {
  expect(program('size')).toMatchObject({ path: '/usr/local/lib/malinshopper/size', permissions: '0755' });
});

test('a file is unchanged after Terraform has rendered it, shell variables included', () => {
  const source = readFileSync(join(__dirname, 'files', 'install-package'), 'utf8');
  expect(source).toContain("'${Version}'");
  expect(fileText('install-package')).toContain("'$${Version}'");
  expect(rendered(fileText('install-package'))).toBe(source);
});

test('a unit has the name of its file', () => {
  expect(unit('malinshopper-php.service')).toEqual({
    name: 'malinshopper-php.service',
    content: fileText('malinshopper-php.service'),
  });
  expect(file('php.ini', '/x')).toEqual({ path: '/x', content: fileText('php.ini') });
});

test('roles in a file can be replaced, and only existing ones', () => {
  expect(fileText('needrestart.conf', { 'fetcher|updater': 'mailer' })).toContain('(mailer|content)');
  expect(() => fileText('needrestart.conf', { mailer: 'fetcher' })).toThrow(
    'The file apps/compute/src/instance/files/needrestart.conf has no "mailer", which contains roles and must be replaced by "fetcher". ' +
      'Write the same text in both places.',
  );
});
