import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { services } from '../services';
import { checkParameters, namesIn, reasonOf, writtenActions } from '.';
import { READING } from './reading';

interface Documented {
  readonly documented: string[];
  readonly named: string[];
  /** The members of each parameter that has some. */
  readonly inside: Readonly<Record<string, string[]>>;
}

interface Known {
  readonly actions: Readonly<Record<string, Documented | null>>;
  readonly routes: readonly (string | null)[];
}

/**
 * The actions that the gateway answers by itself, or completes: names, and routes with a value in the place of each
 * variable.
 */
const own = services().flatMap(({ name, operations }) => Object.keys(operations).map((key) => ({ name, key })));
const isRoute = (key: string) => /^[A-Z]+ /.test(key);
const ownRoutes = own
  // S3's parameters are in headers.
  .filter(({ name, key }) => name !== 's3' && isRoute(key))
  .map(({ name, key }) => {
    const [method = '', where = ''] = key.split(' ');
    const [path = '', query = ''] = where.split('?');
    return [name, method, path.replace(/\{\w+\+?\}/g, 'x'), query] as const;
  });

function ask(): Known {
  const program = [join(__dirname, 'named_by_moto.py'), join(__dirname, '..', 'moto')];
  const input = JSON.stringify({ actions: Object.keys(writtenActions), routes: ownRoutes });
  const { stdout, stderr, status } = spawnSync('python3', program, { encoding: 'utf8', input });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Known;
}

const known = ask();

describe.each(Object.entries(writtenActions))('%s', (action, { moto, gateway, ignored = {}, inside = {} }) => {
  const { documented, named, inside: members } = known.actions[action] ?? { documented: [], named: [], inside: {} };
  const heeded = [...namesIn(moto), ...namesIn(gateway)];
  const excused = Object.keys(ignored).map((name) => name.split(/[.=]/)[0]!);
  const excusedWhole = excused.filter((_name, index) => !Object.keys(ignored)[index]!.includes('.'));

  it('is an action of AWS, and the names in the table are its parameters, each once', () => {
    expect(known.actions[action]).not.toBeNull();
    expect([...heeded, ...excused].filter((name) => !documented.includes(name))).toEqual([]);
    const once = [...heeded, ...new Set(excusedWhole)];
    expect(once.filter((name, index) => once.indexOf(name) !== index)).toEqual([]);
  });

  it('has parameters that moto handles by the table, and its code names them', () => {
    expect(namesIn(moto).filter((name) => !named.includes(name))).toEqual([]);
  });

  it('refuses by name every other parameter that AWS documents', () => {
    const [service = '', operation = ''] = action.split(':');
    const refused = (name: string) => {
      const sent = { operation, given: { [name]: 'nothing-has-this' }, named: documented };
      expect(() => checkParameters(service, sent)).toThrow(
        new RegExp(`does not heed ${name}(=nothing-has-this)? of ${action}, and nothing was done`),
      );
    };
    const whole = Object.keys(ignored).filter((name) => !name.includes('='));
    documented.filter((name) => ![...heeded, ...whole].includes(name)).forEach(refused);
  });

  it('refuses by name the unhandled members of a parameter', () => {
    const [service = '', operation = ''] = action.split(':');
    for (const [whole, list] of Object.entries(inside)) {
      const heededInside = namesIn(list);
      expect(heededInside.filter((name) => !members[whole]?.includes(name))).toEqual([]);
      for (const member of members[whole] ?? []) {
        const given = { [whole]: null, [`${whole}.${member}`]: 'x' };
        const check = () => checkParameters(service, { operation, given, named });
        if (heededInside.includes(member)) expect(check).not.toThrow();
        else
          expect(check).toThrow(new RegExp(`does not heed ${whole}.${member}(=x)? of ${action}, and nothing was done`));
      }
    }
  });

  it('has a reason for each parameter that it ignores', () => {
    for (const said of Object.values(ignored)) expect(reasonOf(said)).toMatch(/^[A-Z][^]{20,}\.$/);
  });
});

test('every change that the gateway answers by itself is in the table', () => {
  const routes = ownRoutes.map(([name], index) => `${name}:${known.routes[index] ?? 'no action'}`);
  const actions = own.filter(({ key }) => !isRoute(key)).map(({ name, key }) => `${name}:${key}`);
  const changes = [...routes, ...actions].filter((action) => !READING.test(action.split(':')[1]!));
  expect(changes.filter((action) => !Object.hasOwn(writtenActions, action))).toEqual([]);
  expect(changes.length).toBeGreaterThan(100);
});

describe('a change', () => {
  const check = (service: string, operation: string, given: Record<string, string | null>, named: string[] | null) =>
    checkParameters(service, { operation, given, named });

  it('that is in no table has the parameters that moto names, and no others', () => {
    expect(() => check('ec2', 'CreateVolume', { Size: '8' }, ['Size'])).not.toThrow();
    expect(() => check('ec2', 'CreateVolume', { Size: '8', Throughput: '1' }, ['Size'])).toThrow(
      'does not heed Throughput of ec2:CreateVolume, and nothing was done.',
    );
    expect(() => check('ec2', 'CreateNothing', { Size: '8' }, null)).toThrow('does not heed Size of ec2:CreateNothing');
  });

  it('may set the value that AWS would choose, and is refused by the value otherwise', () => {
    expect(() => check('kms', 'CreateKey', { BypassPolicyLockoutSafetyCheck: 'false' }, [])).not.toThrow();
    expect(() => check('kms', 'CreateKey', { BypassPolicyLockoutSafetyCheck: 'true' }, [])).toThrow(
      'does not heed BypassPolicyLockoutSafetyCheck=true of kms:CreateKey',
    );
  });

  it('is not made if it is a dry run', () => {
    expect(() => check('ec2', 'DeleteVpc', { VpcId: 'vpc-1', DryRun: 'true' }, null)).toThrow(
      'Request would have succeeded, but DryRun flag is set.',
    );
    expect(() => check('ec2', 'DeleteVpc', { VpcId: 'vpc-1', DryRun: 'false' }, null)).not.toThrow();
  });

  it('has all members of a parameter without a further entry', () => {
    expect(() => check('ec2', 'CreateVpc', { CidrBlock: null, 'CidrBlock.Other': 'x' }, [])).not.toThrow();
  });

  it('that no model of AWS knows is left to its own handler', () => {
    expect(() => checkParameters('ec2', {})).not.toThrow();
  });
});

test.each([
  'BatchGetDeploymentTargets',
  'DescribeVpcs',
  'ReceiveMessage',
  'TestDNSAnswer',
  'GET /tags',
  'HEAD /bucket',
])('a call that changes nothing is recognized by its name: %s', (name) => expect(READING.test(name)).toBe(true));

test.each(['BatchImportFindings', 'CreateVpc', 'AssumeRole', 'TestMetricFilter', 'POST /tags', 'PUT /bucket'])(
  'every other one counts as a change: %s',
  (name) => expect(READING.test(name)).toBe(false),
);
