import { runWorkflow, type EndedJob, type GitHub } from '@malinshopper/ci/testing';
import { failures, results } from './testing/ended-jobs';
import type { Pushed } from './testing/pushed';

interface Given {
  readonly pushed: Pushed;
  gitHub(more?: Partial<GitHub>): GitHub;
}

/**
 * The tests of a deploy of delivery to the deployed `testing` that no pull request has planned.
 * @param given called when the tests run, because there is nothing before
 */
export function unreviewedDeploys(given: () => Given): void {
  const of = { environment: 'testing', account: 'nonproduction', app: 'delivery', team: 'delivery', last: 'true' };
  let jobs: readonly EndedJob[] | undefined;
  /** Runs the deploy, or its failed job again. */
  const deployed = async () => {
    const gitHub = given().gitHub({ run: '3' });
    jobs = await runWorkflow(gitHub, '.github/workflows/deploy-app.yml', { inputs: of, ...(jobs && { again: jobs }) });
    return jobs;
  };

  it('is not deployed, and the message names the way to review it', async () => {
    given().pushed.change('apps/delivery/src/delivery-stack.ts', 'description: `', 'description: `Not reviewed ');
    const said = failures(await deployed()).join();
    expect(said).toMatch(/There is no review of delivery as it would be deployed to testing .*; nothing was touched/);
    expect(said).toContain('gh workflow run review.yml -f environment=testing');
  });

  it('is planned again by a person, and deployed by that review', async () => {
    const event = { name: 'workflow_dispatch', payload: {} } as const;
    const planned = await runWorkflow(given().gitHub({ run: '4', event }), '.github/workflows/review.yml', {
      inputs: { environment: 'testing' },
    });
    expect(failures(planned)).toEqual([]);
    expect(planned.at(-1)?.log).toMatch(/# Nothing is destroyed or replaced: \d+ changed[^]*Not reviewed/);
    expect(results(await deployed())).toEqual({ deploy: 'success' });
  });
}
