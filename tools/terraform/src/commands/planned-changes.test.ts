import { fakeApp } from '../testing/fake-app';
import { fakeS3, fakeSession } from '../testing/fake-session';
import { changesIn } from './planned-changes';

const app = (script: string) => fakeApp(fakeSession(fakeS3(new Map()).client), { script });

describe('the changes of a plan', () => {
  test('are those of the resources that it would touch', async () => {
    const changes = [
      { address: 'aws_vpc.main', change: { actions: ['no-op'] } },
      { address: 'aws_subnet.a', change: { actions: ['delete', 'create'] } },
    ];
    await expect(changesIn(app(`echo '${JSON.stringify({ resource_changes: changes })}'`))).resolves.toEqual([
      { address: 'aws_subnet.a', actions: ['delete', 'create'] },
    ]);
  });

  test('are none where it has none', async () => {
    await expect(changesIn(app('echo "{}"'))).resolves.toEqual([]);
  });

  test('throw what Terraform says when it cannot be read', async () => {
    await expect(changesIn(app('echo "no such plan" >&2; exit 1'))).rejects.toThrow(
      'The plan of network cannot be read: no such plan',
    );
  });
});
