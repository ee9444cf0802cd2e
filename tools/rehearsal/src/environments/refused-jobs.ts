import { runWorkflow, type GitHub } from '@malinshopper/ci/testing';
import { failures, results } from './testing/ended-jobs';
import type { Pushed } from './testing/pushed';

interface Given {
  readonly pushed: Pushed;
  gitHub(more?: Partial<GitHub>): GitHub;
}

/**
 * The tests of jobs of delivery's team that request access beyond their permissions, with `testing` deployed.
 * @param given called when the tests run, because there is nothing before
 */
export function refusedJobs(given: () => Given): void {
  const file = '.github/workflows/deploy-app.yml';
  const named = 'environment: ${{ inputs.account }}-${{ inputs.team }}-deploy';
  const ofDelivery = { environment: 'testing', account: 'nonproduction', app: 'delivery', team: 'delivery' };
  /** Returns the error of the job of delivery, after a change of the workflow that was merged. */
  const failing = async (text: string, other: string, inputs = ofDelivery) => {
    const { pushed, gitHub } = given();
    pushed.change(file, text, other);
    const jobs = await runWorkflow(gitHub(), file, { inputs: { ...inputs, last: 'false' } });
    pushed.change(file, other, text);
    expect(results(jobs)).toEqual({ deploy: 'failure' });
    return failures(jobs).join();
  };
  const refused =
    /Could not assume role with OIDC: AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity/;

  it('is given no role if it names no environment of GitHub', async () => {
    await expect(failing(named, "environment: ''")).resolves.toMatch(refused);
  });

  it('does not get the role of its team in the environment of another one', async () => {
    await expect(failing(named, 'environment: nonproduction-network-deploy')).resolves.toMatch(refused);
  });

  it('gets no token at all without the permission to request one', async () => {
    const said = await failing('permissions: { contents: read, id-token: write }', 'permissions: { contents: read }');
    expect(said).toContain('Unable to get ACTIONS_ID_TOKEN_REQUEST_URL');
  });

  it('is refused the app before anything is touched, with the role of another team', async () => {
    given().pushed.change('apps/delivery/src/delivery-stack.ts', 'description: `', 'description: `Again ');
    const ofNetwork = { ...ofDelivery, team: 'network' };
    const said = await failing('description: A folder of apps', 'description: One of apps', ofNetwork);
    expect(said).toMatch(/nothing of it was touched[^]*\.tfstate cannot be read: AccessDenied: .*network-deploy/);
  });

  it('does not run if the reviewers of its environment reject it', async () => {
    const approves = (one: string) => one !== 'nonproduction-delivery-deploy';
    const jobs = await runWorkflow(given().gitHub({ approves }), file, { inputs: ofDelivery });
    expect(failures(jobs)).toEqual(['deploy: The reviewers of nonproduction-delivery-deploy have rejected this job.']);
  });
}
