import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openApp } from '../commands/app';
import { applyPlan } from '../commands/terraform';
import { readConfiguration } from '../configuration';
import { NotesReporter } from '../progress/reporter';
import { fakeApp, stackJson } from '../testing/fake-app';
import { fakeS3, fakeSession } from '../testing/fake-session';
import { previewFile, previewMark } from './refuse';

const refused = 'network is a preview, which depends on values that are only planned upstream: it is never applied';

test('a work folder is not opened for the configuration of a preview', async () => {
  const app = fakeApp(fakeSession(fakeS3(new Map()).client));
  const json = JSON.stringify({ ...JSON.parse(stackJson()), '//': previewMark });
  const synthesized = { json, configuration: readConfiguration(json) };
  await expect(openApp(app.context, synthesized, new NotesReporter(), 'deploy')).rejects.toThrow(refused);
});

test('nothing is applied in a folder that has the configuration of a preview', async () => {
  const app = fakeApp(fakeSession(fakeS3(new Map()).client), { script: 'echo applied > applied' });
  mkdirSync(app.folder.path, { recursive: true });
  writeFileSync(join(app.folder.path, previewFile), '{}');
  await expect(applyPlan(app)).rejects.toThrow(refused);
});
