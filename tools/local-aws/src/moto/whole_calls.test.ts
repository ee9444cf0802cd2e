import { inPython } from '../testing/python';

const begin = `
import json
import whole_calls
whole_calls.install()
def refusal(call, *args, **named):
    try:
        call(*args, **named)
        return None
    except Exception as error:
        return getattr(error, "error_type", None) or getattr(error, "code", None) or type(error).__name__
account, region = "111111111111", "eu-west-1"
class Asked:
    def __init__(self, backend, **form):
        self.backend = self.autoscaling_backend = backend
        self._get_param = lambda name, default=None: form.get(name, default)
`;

describe('a call that moto reads only in part', () => {
  it('is a scaling policy, of which each group has its own', () => {
    const said = inPython(`${begin}
from moto.autoscaling.models import autoscaling_backends
from moto.autoscaling.responses import AutoScalingResponse
backend = autoscaling_backends[account][region]
for group in ("web", "fetcher"):
    backend.put_scaling_policy("cpu", "SimpleScaling", "", "", group, "", 1, 1, {}, "", "", "")
told = lambda: [one.auto_scaling_group_name for one in backend.describe_policies()]
before = told()
AutoScalingResponse.delete_policy(Asked(backend, AutoScalingGroupName="web", PolicyName="cpu"))
print(json.dumps([before, told()]))
`);
    expect(said).toEqual([['web', 'fetcher'], ['fetcher']]);
  });

  it('is a list of option groups, for which none has to be named', () => {
    const said = inPython(`${begin}
from moto.rds.models import rds_backends
backend = rds_backends[account][region]
print(json.dumps([backend.describe_option_groups({}), refusal(backend.describe_option_groups, {"option_group_name": "none"})]))
`);
    expect(said).toEqual([[], 'OptionGroupNotFoundFault']);
  });

  it('is the secret of a database server, which names its master user', () => {
    const said = inPython(`${begin}
from types import SimpleNamespace
from moto.rds.models import MasterUserSecret
secret = MasterUserSecret.__new__(MasterUserSecret)
secret.resource = SimpleNamespace(master_username="malinshopper")
print(secret._generate_secret_string())
`);
    expect(said).toEqual({ username: 'malinshopper', password: expect.stringMatching(/./) as unknown });
  });

  it('is the name of a service-linked role, as its service defines it', () => {
    const said = inPython(`${begin}
from moto.iam.models import iam_backends
backend = iam_backends[account]["aws"]
made = lambda service: backend.create_service_linked_role(f"{service}.amazonaws.com", "", "").name
print(json.dumps([made("spot"), made("rds"), made("autoscaling")]))
`);
    expect(said).toEqual(['AWSServiceRoleForEC2Spot', 'AWSServiceRoleForRDS', 'AWSServiceRoleForAutoScaling']);
  });

  it('is the deletion of a service-linked role, with its task known by its id', () => {
    const said = inPython(`${begin}
from moto.iam.models import iam_backends
from moto.iam.responses import IamResponse
backend = iam_backends[account]["aws"]
backend.create_service_linked_role("autoscaling.amazonaws.com", "", "bed")
task = backend.delete_service_linked_role("AWSServiceRoleForAutoScaling_bed")
ask = lambda id: IamResponse.get_service_linked_role_deletion_status(Asked(backend, DeletionTaskId=id))
print(json.dumps([task.split("/")[:4], refusal(ask, task), refusal(ask, "task/other")]))
`);
    expect(said).toEqual([
      ['task', 'aws-service-role', 'autoscaling.amazonaws.com', 'AWSServiceRoleForAutoScaling_bed'],
      null,
      'NoSuchEntity',
    ]);
  });

  it('is an account’s alias, a distribution’s invalidations and a trail’s tags: others are refused', () => {
    const said = inPython(`${begin}
from moto.cloudfront.models import cloudfront_backends
from moto.cloudtrail.models import cloudtrail_backends
from moto.iam.models import iam_backends
from moto.iam.responses import IamResponse
iam = iam_backends[account]["aws"]
iam.create_account_alias("shop")
print(json.dumps([
    refusal(IamResponse.delete_account_alias, Asked(iam, AccountAlias="other")), list(iam.account_aliases),
    refusal(IamResponse.delete_account_alias, Asked(iam, AccountAlias="shop")), list(iam.account_aliases),
    refusal(cloudfront_backends[account]["aws"].list_invalidations, "D1"),
    refusal(cloudtrail_backends[account][region].list_tags, ["arn:other"]),
]))
`);
    expect(said).toEqual(['NoSuchEntity', ['shop'], null, [], 'NoSuchDistribution', 'ResourceNotFoundException']);
  });
});
