import type { DeploymentInfo } from '@aws-sdk/client-codedeploy';
import { sha } from '../testing/fake-part';
import { toAttempt } from './code-deploy-attempt';

const rollsBack = { enabled: true, events: ['DEPLOYMENT_FAILURE' as const, 'DEPLOYMENT_STOP_ON_ALARM' as const] };
const read = (info: DeploymentInfo) => toAttempt('web', { deploymentId: 'd-1', createTime: new Date(0), ...info });

describe('a deployment as an attempt', () => {
  test.each([
    ['Created', 'running'],
    ['Queued', 'running'],
    ['InProgress', 'running'],
    ['Failed', 'failed'],
    ['Stopped', 'stopped'],
    ['Succeeded', 'succeeded'],
  ] as const)('that AWS calls %s is %s', (status, outcome) => expect(read({ status }).outcome).toBe(outcome));

  test.each([
    { Succeeded: 2, Failed: 1 },
    { Succeeded: 2, Skipped: 1 },
  ])('has failed if AWS is content with some instances: %j', (deploymentOverview) =>
    expect(read({ status: 'Succeeded', deploymentOverview })).toMatchObject({
      outcome: 'failed',
      reason: 'it succeeded on 2 of 3 instances only',
    }),
  );

  test.each([
    ['user', 'person'],
    ['CloudFormation', 'person'],
    ['codeDeployRollback', 'rollback'],
    ['autoscaling', 'instance'],
    ['autoscalingTermination', 'instance'],
    ['CodeDeployAutoUpdate', 'instance'],
  ] as const)('that %s has created is of: %s', (creator, by) => expect(read({ creator }).creator).toBe(by));

  test('has a reason for its failure, as far as AWS has one', () => {
    expect(read({ status: 'Failed', errorInformation: { message: 'too many' } }).reason).toBe('too many');
    expect(read({ status: 'Failed' }).reason).toBe('CodeDeploy reports no reason');
    expect(read({ status: 'Stopped' }).reason).toBe('it was stopped');
    expect(read({ status: 'Stopped' })).not.toHaveProperty('byAlarm');
    expect(read({ status: 'Stopped', errorInformation: { code: 'ALARM_ACTIVE' } }).byAlarm).toBe(true);
  });

  test('has a revision only for keys of this tool', () => {
    const at = (key: string): DeploymentInfo => ({ revision: { s3Location: { bucket: 'b', key } } });
    expect(read(at(`releases/${sha('1')}.zip`)).revision).toBe(sha('1'));
    expect(read(at('releases/app.zip'))).not.toHaveProperty('revision');
  });

  test('knows its rollback, and that one is about to begin', () => {
    const failed: DeploymentInfo = { status: 'Failed', autoRollbackConfiguration: rollsBack };
    expect(read(failed).takenBackBy).toBe('expected');
    expect(read({ ...failed, rollbackInfo: { rollbackDeploymentId: 'd-2', rollbackMessage: 'so' } }).takenBackBy).toBe(
      'd-2',
    );
    expect(read({ ...failed, rollbackInfo: { rollbackMessage: 'nothing was good' } })).not.toHaveProperty(
      'takenBackBy',
    );
    expect(read({ status: 'Failed' })).not.toHaveProperty('takenBackBy');
    expect(read({ ...failed, status: 'Stopped' })).not.toHaveProperty('takenBackBy');
    expect(read({ ...failed, status: 'Stopped', errorInformation: { code: 'ALARM_ACTIVE' } }).takenBackBy).toBe(
      'expected',
    );
    const own = { rollbackTriggeringDeploymentId: 'd-0' };
    expect(read({ ...failed, rollbackInfo: own })).toMatchObject({ takesBack: 'd-0', creator: 'rollback' });
    expect(read({ ...failed, rollbackInfo: own })).not.toHaveProperty('takenBackBy');
  });
});
