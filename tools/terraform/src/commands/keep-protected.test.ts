import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fakeApp, stackJson, stateHeader } from '../testing/fake-app';
import { fakeS3, fakeSession } from '../testing/fake-session';
import { keepProtected } from './keep-protected';

const stack = JSON.parse(stackJson());
const json = JSON.stringify({
  ...stack,
  resource: {
    aws_db_instance: {
      server: { lifecycle: { prevent_destroy: true } },
      other: { lifecycle: { prevent_destroy: true } },
    },
    aws_lb: { web: {} },
  },
});
const instance = (type: string, name: string, status?: string) => ({
  mode: 'managed',
  type,
  name,
  instances: [{ ...(status && { status }) }],
});
const state = JSON.stringify({
  ...stateHeader,
  resources: [
    instance('aws_db_instance', 'server', 'tainted'),
    instance('aws_db_instance', 'other'),
    instance('aws_lb', 'web', 'tainted'),
  ],
});
const appWith = (script: string) =>
  fakeApp(fakeSession(fakeS3(new Map([['testing/network.tfstate', state]])).client), { json, script });

describe('a resource that an interrupted run has half made', () => {
  test('is kept if it must never be replaced, and only then', async () => {
    const app = appWith('echo "$@" >> untainted');
    await keepProtected(app);
    expect(readFileSync(join(app.folder.path, 'untainted'), 'utf8')).toBe(
      'untaint -lock=false -no-color aws_db_instance.server\n',
    );
    expect(app.told.join()).toContain('aws_db_instance.server was created only partly by an interrupted run: kept');
  });

  test('does not exist if there is no state yet', async () => {
    const app = fakeApp(fakeSession(fakeS3(new Map()).client), { json, script: 'exit 1' });
    await expect(keepProtected(app)).resolves.toBeUndefined();
  });

  test('throws with the next step when Terraform cannot keep it', async () => {
    await expect(keepProtected(appWith('echo "state is locked" >&2; exit 1'))).rejects.toThrow(
      /^aws_db_instance\.server of network was created only partly by .*state is locked\nUntaint it by hand, or remove the resource: cd \S+\/testing\/network && \S+\/terraform untaint aws_db_instance\.server$/s,
    );
  });
});
