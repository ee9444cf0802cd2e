import { environment, roles, roleTraits, variantOf, visitorsOf } from '@malinshopper/environments';
import { parse } from 'yaml';
import { Machine } from '../testing/machine';
import { Synthesized } from '../testing/synthesized';

const image = 'ami-0123456789abcdef0';
const { sizes } = environment('production');
const withImage = Object.fromEntries(roles.map((role) => [role, { ...sizes[role], image }])) as typeof sizes;
const golden = variantOf(environment('production'), { sizes: withImage });
const stack = new Synthesized(golden);

describe.each(roles)('a golden image of %s', (role) => {
  const one = new Machine(stack, role);
  const config = parse(one.text) as { bootcmd: string[] };

  test('has its packages already: not even package lists are fetched', () => {
    expect(config).not.toHaveProperty('packages');
    expect(config).not.toHaveProperty('package_update');
  });

  test('starts no unit of this repository before user data has written the settings, once', () => {
    const [hold, ...more] = config.bootcmd;
    expect(more).toEqual([]);
    const [, held] = /^cloud-init-per instance malinshopper-hold systemctl stop --no-block (.*) \|\| true$/.exec(
      hold!,
    )!;
    const names = held!.split(' ');
    const started = one.commands.flatMap((command) => {
      const [, restarted] = /systemctl restart (malinshopper-.*)$/.exec(command) ?? [];
      return restarted?.split(' ').map((name) => (name.includes('.') ? name : `${name}.service`)) ?? [];
    });
    expect(started.length).toBeGreaterThan(3);
    const ofPackages = ['codedeploy-agent.service', 'amazon-cloudwatch-agent.service'];
    const ofWeb = visitorsOf(roleTraits[role]) ? ['nginx.service'] : [];
    expect(names).toEqual(expect.arrayContaining([...started.filter((name) => name !== 'nginx.service'), ...ofPackages, ...ofWeb])); // prettier-ignore
    expect(new Set(names).size).toBe(names.length);
    // All units that systemd would start automatically.
    for (const { path, content } of one.files) {
      if (path.startsWith('/etc/systemd/system/') && content.includes('[Install]'))
        expect(names).toContain(path.replace(/^.*\//, ''));
    }
  });

  test('is within the limit of EC2, and is the same at each synth', () => {
    expect(new Synthesized(golden).userData(role)).toBe(stack.userData(role));
  });
});

test('an image of Ubuntu has no units to hold', () => {
  expect(new Synthesized(environment('production')).userData('web')).not.toContain('bootcmd');
});
