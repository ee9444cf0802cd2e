import { fakeWorld, look } from '../testing/fake-world';

/** The output of PHP on the web server for some statements, by a part of its command line: the first match. */
const well = {
  'false) $options': 'SQLSTATE[HY000] [1045] Access denied',
  "'testing_x_web' 'secret' 'SHOW DATABASES'": 'information_schema malinshopper_testing_x',
  "'testing_web' 'secret' 'SHOW DATABASES'": 'information_schema malinshopper_testing',
  'SELECT * FROM malinshopper_testing.orders': 'command denied',
  'DROP DATABASE': 'Access denied',
  'mysql.user': 'command denied',
  'DROP TABLE': 'command denied',
  "'testing_x_web' 'secret' 'SELECT 1'": 'Access denied',
  'SELECT id FROM orders': '1',
};
/** Returns a secret as Secrets Manager does. The name of the user is derived from the name of the secret. */
const aws = ({ SecretId }: Readonly<Record<string, unknown>>) => {
  const [, environment = '', tier = ''] = /^malinshopper\/([^/]+)\/database\/(\w+)$/.exec(String(SecretId)) ?? [];
  return {
    SecretString: JSON.stringify({ username: `${environment.replaceAll('-', '_')}_${tier}`, password: 'secret' }),
  };
};

test('"database users" finds nothing wrong when each sees its own schema only', async () => {
  await expect(look('database users', fakeWorld({ scripts: well, aws }))).resolves.toContain('their own schema only');
});

test.each([
  [
    { "'testing_x_web' 'secret' 'SHOW DATABASES'": 'malinshopper_testing malinshopper_testing_x' },
    'testing_x_web sees: malinshopper_testing malinshopper_testing_x',
  ],
  [{ 'SELECT * FROM malinshopper_testing.orders': '1' }, 'testing_x_web reads malinshopper_testing: 1'],
  [{ 'DROP DATABASE': '' }, 'testing_x_web drops malinshopper_testing: '],
  [{ 'DROP TABLE': '' }, 'testing_worker migrates: '],
  [{ 'false) $options': '1' }, 'testing_web without TLS: 1'],
  [{ "'testing_x_web' 'secret' 'SELECT 1'": '1' }, 'testing_x_web, when it is destroyed: 1'],
])('"database users" fails when the server answers %j', async (wrong, message) => {
  await expect(look('database users', fakeWorld({ scripts: { ...well, ...wrong }, aws }))).rejects.toThrow(message);
});
