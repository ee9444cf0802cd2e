import { inPython } from '../testing/python';

/**
 * A template with both settings, and the results for instances: `told(form)` runs one and returns its credits and
 * whether it can be ended.
 */
const world = `
import json
import instance_settings
instance_settings.install()
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from moto.ec2.models import ec2_backends
from werkzeug.test import Client

ec2 = ec2_backends["123456789012"]["eu-west-1"]
data = {"ImageId": "ami-1", "InstanceType": "t3.micro", "CreditSpecification": {"CpuCredits": "standard"}}
ec2.create_launch_template("web", "", data, {})
client = Client(DomainDispatcherApplication(create_backend_app))
headers = {"Authorization": "AWS4-HMAC-SHA256 Credential=key/20250101/eu-west-1/ec2/aws4_request, SignedHeaders=host, Signature=x"}
def ask(action, **form):
    reply = client.post("/", headers=headers, data={"Action": action, "Version": "2016-11-15", **form})
    return reply.get_data(as_text=True)
def between(text, name):
    return text.split(f"<{name}>")[1].split("<")[0] if f"<{name}>" in text else None
def told(**form):
    instance = between(ask("RunInstances", MinCount="1", MaxCount="1", **form), "instanceId")
    credits = between(ask("DescribeInstanceCreditSpecifications", **{"InstanceId.1": instance}), "cpuCredits")
    return [credits, between(ask("TerminateInstances", **{"InstanceId.1": instance}), "Code")]
`;

const cases: readonly (readonly [what: string, form: Record<string, string>, kept: unknown])[] = [
  [
    'its own setting',
    { ImageId: 'ami-1', InstanceType: 't3.micro', 'CreditSpecification.CpuCredits': 'unlimited' },
    ['unlimited', null],
  ],
  ['the setting of its template', { 'LaunchTemplate.LaunchTemplateName': 'web' }, ['standard', null]],
  ['the default of its family', { ImageId: 'ami-1', InstanceType: 't4g.micro' }, ['t4g', null]],
  [
    'that it may not be terminated',
    { ImageId: 'ami-1', InstanceType: 't3.micro', DisableApiTermination: 'true' },
    ['t3', 'OperationNotPermitted'],
  ],
];

/** The settings that each instance keeps: all are of one world, which takes a second to make. */
let all: readonly unknown[];
beforeAll(() => {
  const forms = JSON.stringify(cases.map(([, form]) => form));
  all = inPython(`${world}\nprint(json.dumps([told(**form) for form in json.loads(sys.argv[1])]))`, forms);
});

test.each(cases.map(([what, , kept], index) => [what, kept, index] as const))(
  'an instance keeps %s',
  (_what, kept, index) => {
    expect(all[index]).toEqual(kept);
  },
);
