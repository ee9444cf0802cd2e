import { GatewayForTest } from '../../testing/fake-moto';

const ACL = 'arn:aws:wafv2:eu-west-1:111111111111:regional/webacl/site/1';
const GLOBAL_ACL = 'arn:aws:wafv2:us-east-1:111111111111:global/webacl/cdn/1';
const IP_SET = 'arn:aws:wafv2:eu-west-1:111111111111:regional/ipset/offices/1';
const PLAN = 'arn:aws:backup:eu-west-1:111111111111:backup-plan:1';
const TOPIC = 'arn:aws:sns:eu-west-1:111111111111:alarms';

let gateway: GatewayForTest;
let token = '';
afterEach(() => gateway?.close());

/** A moto with a tagging API that returns a topic only, and with web ACLs, an IP set and a plan besides. */
beforeEach(async () => {
  token = '';
  gateway = await GatewayForTest.before((request, body, response) => {
    const service = /\/([a-z0-9]+)\/aws4_request/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    const action = String(request.headers['x-amz-target']).split('.').at(-1) ?? '';
    const { Scope = '', ResourceARN = '' } = JSON.parse(body || '{}') as Record<string, string>;
    const tags = [{ Key: 'Environment', Value: ResourceARN === IP_SET ? 'staging' : 'testing' }];
    const answers: Record<string, object> = {
      'tagging GetResources': { ResourceTagMappingList: [{ ResourceARN: TOPIC }], PaginationToken: token },
      'wafv2 ListWebACLs': { WebACLs: [{ ARN: Scope === 'REGIONAL' ? ACL : GLOBAL_ACL }] },
      'wafv2 ListIPSets': { IPSets: Scope === 'REGIONAL' ? [{ ARN: IP_SET }] : [] },
      'wafv2 ListTagsForResource': { TagInfoForResource: { TagList: tags } },
      'backup /backup/plans/': { BackupPlansList: [{ BackupPlanArn: PLAN }] },
      [`backup /tags/${PLAN}/`]: { Tags: { Environment: 'testing', App: 'data' } },
    };
    response.end(JSON.stringify(answers[`${service} ${action === 'undefined' ? request.url : action}`] ?? {}));
  });
});

const arns = async (request: object) => {
  const answer = await gateway.json('tagging', 'GetResources', request);
  const { ResourceTagMappingList } = (await answer.json()) as { ResourceTagMappingList: { ResourceARN: string }[] };
  return ResourceTagMappingList.map(({ ResourceARN }) => ResourceARN);
};
const testing = { Key: 'Environment', Values: ['testing', 'production'] };

test('the tagging API returns backup plans, web ACLs and IP sets too; those of CloudFront are not here', async () => {
  await expect(arns({})).resolves.toEqual([TOPIC, PLAN, ACL, IP_SET]);
});

test('it returns only resources with all requested tags, each with one of its values or any', async () => {
  await expect(arns({ TagFilters: [testing] })).resolves.toEqual([TOPIC, PLAN, ACL]);
  await expect(arns({ TagFilters: [testing, { Key: 'App' }] })).resolves.toEqual([TOPIC, PLAN]);
});

test('it returns only the requested types', async () => {
  await expect(arns({ ResourceTypeFilters: ['sns', 'backup:backup-plan'] })).resolves.toEqual([TOPIC, PLAN]);
});

test('the resources that moto does not return are on the last page', async () => {
  token = 'more';
  await expect(arns({})).resolves.toEqual([TOPIC]);
});

test('in us-east-1 it returns the resources of CloudFront', async () => {
  const headers = { 'x-amz-target': 'X.GetResources', 'content-type': 'application/x-amz-json-1.1' };
  const answer = await gateway.call(
    'tagging',
    '/',
    { method: 'POST', headers, body: '{}' },
    undefined,
    '',
    'us-east-1',
  );
  await expect(answer.text()).resolves.toContain(GLOBAL_ACL);
});
