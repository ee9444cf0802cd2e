import { environment } from '@malinshopper/environments';
import { onlyMakes, serverIn } from './database';

const json = (servers: object) => JSON.stringify({ resource: { aws_db_instance: servers } });
const production = environment('production');

test('the server is that of the configuration', () => {
  expect(serverIn(json({ server_1: { identifier: 'shop' } }), production)).toEqual(['server_1', 'shop']);
});

test.each([
  [json({}), 'production', 'production has no database server of its own. Nothing was restored.'],
  [JSON.stringify({ resource: {} }), 'feature/checkout', 'It uses that of testing: restore it there.'],
  [json({ a: { identifier: 'a' }, b: { identifier: 'b' } }), 'production', 'production has several database servers.'],
])('%s of %s is refused', (text, name, message) => {
  expect(() => serverIn(text, environment(name))).toThrow(message);
});

test('a restore makes the server and nothing else', () => {
  const server = { address: 'aws_db_instance.a', action: 'create' };
  expect(onlyMakes([server], server.address)).toBe(true);
  expect(onlyMakes([], server.address)).toBe(false);
  for (const more of [
    { address: 'aws_kms_key.b', action: 'create' },
    { ...server, action: 'replace' },
  ]) {
    expect(() => onlyMakes([server, more], server.address)).toThrow(
      `Terraform would also ${more.action} ${more.address}, and you have not agreed to these changes. Nothing was restored`,
    );
  }
});
