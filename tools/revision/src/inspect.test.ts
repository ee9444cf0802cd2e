import { readRevision } from './index';
import { problemsOf } from './testing/problems';
import { renamed, sample, sampleAppSpec, without, zipOf } from './testing/sample';

/** The sample with one of its files under another name. */
function moved(from: string, to: string): Buffer {
  return zipOf(renamed((name) => (name === from ? to : name)));
}

describe('names the right place of the AppSpec file', () => {
  const root = 'revision.zip: has no appspec.yml at its root, where the agent looks for exactly this name.';

  it.each([
    ['appspec.yaml', 'appspec.yaml: is not read by the agent, which reads only appspec.yml: rename it.'],
    ['AppSpec.yml', `${root} It has "AppSpec.yml": move it there.`],
    ['deploy/appspec.yml', `${root} It has "deploy/appspec.yml": move it there.`],
    ['readme', `${root} It has none at all: write one.`],
  ])('when it is %s', async (name, problem) => {
    expect(await problemsOf(() => readRevision(moved('appspec.yml', name)))).toContain(problem);
  });

  it('when all is one folder too deep', async () => {
    expect(await problemsOf(() => readRevision(zipOf(renamed((name) => `app/${name}`))))).toEqual([
      'revision.zip: is packed one folder too deep: all of it is in "app". The agent would remove that folder, and a cluster\'s node ' +
        'would not: pack the contents of that folder.',
    ]);
  });

  it('when it is not UTF-8, or too long', async () => {
    const appSpec = (content: Buffer) => zipOf(without('appspec.yml'), [{ name: 'appspec.yml', content }]);
    expect(await problemsOf(() => readRevision(appSpec(Buffer.from('version: 0.0 # \u00e9', 'latin1'))))).toEqual([
      'appspec.yml: is not UTF-8: save it as UTF-8.',
    ]);
    expect(await problemsOf(() => readRevision(appSpec(Buffer.alloc(70_000, '#'))))).toEqual([
      'appspec.yml: has 70,000 bytes, and an AppSpec file may have 65,536 bytes. Move long texts into the scripts that it names.',
    ]);
  });
});

it('lets an appspec.yaml be beside appspec.yml, as the agent does', async () => {
  const zip = zipOf({ ...sample, 'appspec.yaml': 'version: 0.0\nResources: []\n' });
  await expect(readRevision(zip)).resolves.toMatchObject({ files: 9 });
});

it.each([
  ['web/*.php', 'is not in the revision, and the agent knows no wildcards: name the file, or its folder.'],
  ['config/app.ini/', 'is a file, and is written with a / at its end: remove that.'],
])('refuses the source %s', async (source, fault) => {
  const zip = zipOf({ ...sample, 'appspec.yml': sampleAppSpec.replace('source: web', `source: "${source}"`) });
  expect(await problemsOf(() => readRevision(zip))).toEqual([
    `appspec.yml:4: files[0].source "${source.replace(/\/$/, '')}" ${fault}`,
  ]);
});

describe('reports the files of the AppSpec file that are missing', () => {
  it.each([
    [
      'hooks/stop',
      'hooks/Stop',
      '27: hooks.ApplicationStop[0].location "hooks/stop" is not in the revision. Did you mean "hooks/Stop"?',
    ],
    [
      'hooks/stop',
      'hooks/stop/run',
      '27: hooks.ApplicationStop[0].location "hooks/stop" is a folder: name an executable file in it.',
    ],
    [
      'config/app.ini',
      'config/web.ini',
      '6: files[1].source "config/app.ini" is not in the revision. Add it, or correct the path.',
    ],
  ])('%s, when it is %s', async (from, to, problem) => {
    expect(await problemsOf(() => readRevision(moved(from, to)))).toEqual([`appspec.yml:${problem}`]);
  });

  it('but does not report existing files as missing that are refused', async () => {
    const link = { name: 'hooks/stop', content: 'validate', mode: 0o120777 };
    expect(await problemsOf(() => readRevision(zipOf(without('hooks/stop'), [link])))).toEqual([
      expect.stringMatching('hooks/stop: is a symbolic link'),
    ]);
  });

  it('and reports the fault of a script once that two hooks run', async () => {
    const appSpec = sampleAppSpec.replace('hooks/warm', 'hooks/stop');
    const script = { name: 'hooks/stop', content: '#!/bin/sh', size: 2 };
    const zip = zipOf({ ...without('hooks/stop'), 'appspec.yml': appSpec }, [script]);
    expect(await problemsOf(() => readRevision(zip))).toEqual([
      "hooks/stop: is longer than the 2 bytes in the zip's directory: pack it again.",
    ]);
  });
});
