import { debian, reachableArchive, ubuntu } from './archive';

test("root file systems are of the image's own family if its archive can be reached", async () => {
  await expect(reachableArchive(async () => true)).resolves.toBe(ubuntu);
});

test('they are of Debian if only that can be reached', async () => {
  await expect(reachableArchive(async (archive) => archive === debian)).resolves.toBe(debian);
});

test('throws if neither can, and a failed request is no answer', async () => {
  await expect(reachableArchive(() => Promise.reject(new Error('no route')))).rejects.toThrow(
    'Neither http://archive.ubuntu.com/ubuntu nor http://deb.debian.org/debian answers: a boot rehearsal makes its root file ' +
      'systems from one of them, once. Try again with access to the internet; afterwards it needs none.',
  );
});
