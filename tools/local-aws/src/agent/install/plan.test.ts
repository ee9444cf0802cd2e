import type { Permission } from '@malinshopper/revision';
import { Plan } from './plan';

const permission: Permission = { object: '/srv', pattern: '**', except: [], type: ['file'] };

describe('a plan', () => {
  it('makes a folder once', () => {
    const plan = new Plan();
    plan.mkdir('/srv/a');
    plan.mkdir('/srv/a');
    expect(plan.steps).toEqual([{ kind: 'mkdir', path: '/srv/a' }]);
  });

  it.each<[string, (plan: Plan) => void]>([
    [
      'specifies two source files named /b and /a for the same destination (/srv/x)',
      (plan) => {
        plan.copy('/a', '/srv/x');
        plan.copy('/b', '/srv/x');
      },
    ],
    [
      'calls for installing the file /a, but a file with that name already exists at the location (/srv/x)',
      (plan) => {
        plan.mkdir('/srv/x');
        plan.copy('/a', '/srv/x');
      },
    ],
    [
      'includes an mkdir command more than once for the same destination path (/srv/x) from (/a)',
      (plan) => {
        plan.copy('/a', '/srv/x');
        plan.mkdir('/srv/x');
      },
    ],
    [
      'the permissions setting for (/srv/x) is specified more than once',
      (plan) => {
        plan.permit('/srv/x', permission);
        plan.permit('/srv/x', permission);
      },
    ],
  ])('is refused if the appspec %s', (message, make) => {
    expect(() => make(new Plan())).toThrow(message);
  });
});
