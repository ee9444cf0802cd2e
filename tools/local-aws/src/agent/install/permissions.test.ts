import type { Permission } from '@malinshopper/revision';
import { planPermissions } from './permissions';
import { Plan } from './plan';

const permission = (changes: Partial<Permission>): Permission => ({
  object: '/app',
  pattern: '**',
  except: [],
  type: ['file', 'directory'],
  ...changes,
});

/** The permissions of a deployment that makes /app with these. */
async function meant(changes: Partial<Permission>): Promise<string[]> {
  const plan = new Plan();
  for (const folder of ['/app', '/app/sub', '/application']) plan.mkdir(folder);
  for (const file of ['/app/a.sh', '/app/ab.sh', '/app/x', '/app/sub/a.sh', '/application/a.sh'])
    plan.copy('/archive/x', file);
  await planPermissions(plan, [permission(changes)], '/nowhere');
  return plan.steps.filter(({ kind }) => kind === 'permit').map(({ path }) => path);
}

describe('a permission', () => {
  it.each<[Partial<Permission>, string[]]>([
    [{ type: ['directory'] }, ['/app/sub']],
    [{ type: ['file'] }, ['/app/a.sh', '/app/ab.sh', '/app/x', '/app/sub/a.sh']],
    [{ pattern: '*.sh' }, ['/app/a.sh', '/app/ab.sh']],
    [{ pattern: 'a*' }, ['/app/a.sh', '/app/ab.sh']],
    [{ pattern: '*b*h' }, ['/app/ab.sh']],
    [{ pattern: 'a.sh' }, ['/app/a.sh']],
    [{ pattern: 'a.sh*a.sh' }, []],
    [{ type: ['file'], except: ['*.sh'] }, ['/app/x', '/app/sub/a.sh']],
    [{ object: '/app/', type: ['directory'] }, ['/app/sub']],
    [{ object: '/app/x' }, ['/app/x']],
    [{ object: '/app/x', type: ['directory'] }, []],
    [{ object: '/not/there' }, []],
  ])('%j applies to %j', async (changes, expected) => expect(await meant(changes)).toEqual(expected));

  it('of a file has no pattern and no exceptions', async () => {
    await expect(meant({ object: '/app/x', pattern: '*.sh' })).rejects.toThrow(
      'The deployment failed because the application specification file includes an object (/app/x) with an invalid pattern (*.sh)',
    );
    await expect(meant({ object: '/app/x', except: ['a', 'b'] })).rejects.toThrow(
      'The deployment failed because the except parameter for a pattern in the permissions section (a, b) for the object named /app/x',
    );
  });

  it('does not take long for any pattern', async () => {
    const began = performance.now();
    // A backtracking matcher would take longer than a lifetime.
    await meant({ pattern: `${'*a'.repeat(5000)}` });
    expect(performance.now() - began).toBeLessThan(10_000);
  });
});
