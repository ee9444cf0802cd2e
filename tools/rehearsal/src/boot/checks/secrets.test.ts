import { fakeWorld, look } from '../testing/fake-world';

const content = 'a package of the boot rehearsal\n';
const unpinned = '0'.repeat(128);
const well = {
  'stat --format': 'root:www-data 640',
  $DATABASE_PASSWORD: 'user\npassword',
  [unpinned]: { code: 1, stderr: 'it is not the pinned package' },
  'fetch-package': content,
};
const aws = () => ({ SecretString: '{"username":"user","password":"password"}' });

test.each(['database credentials', 'pinned packages'])('"%s" finds nothing wrong when all is well', async (subject) => {
  await expect(look(subject, fakeWorld({ scripts: well, aws }))).resolves.toEqual(expect.any(String));
});

const file = '/run/malinshopper/database.env on web';

test.each([
  ['database credentials', { 'stat --format': 'root:root 644' }, `${file} is root:root 644, not root:www-data 640`],
  ['database credentials', { $DATABASE_PASSWORD: 'user\nother' }, `${file} does not have the values of the secret`],
  ['database credentials', { '--fixed-strings': '/var/log/x' }, 'the password is on the disk of web: /var/log/x'],
  ['pinned packages', { 'fetch-package': { code: 1, stderr: 'no way' } }, 'the pinned package was not fetched: no way'],
  ['pinned packages', { [unpinned]: content }, 'a package with another checksum than pinned was kept'],
  ['pinned packages', { [unpinned]: { code: 1, stderr: 'no way' } }, 'it was refused for another reason: no way'],
])('"%s" fails when the machine answers %j', async (subject, wrong, message) => {
  await expect(look(subject, fakeWorld({ scripts: { ...well, ...wrong }, aws }))).rejects.toThrow(message);
});
