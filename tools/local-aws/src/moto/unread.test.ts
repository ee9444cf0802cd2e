import { inPython } from '../testing/python';

interface Asked {
  readonly service: string;
  readonly form?: Readonly<Record<string, string>>;
  readonly target?: string;
  readonly json?: object;
  readonly path?: string;
}

const calls: readonly (readonly [string, Asked, string | null])[] = [
  ['a form that is read', { service: 'sts', form: { Action: 'GetCallerIdentity', Version: '2011-06-15' } }, null],
  [
    'a form',
    { service: 'ec2', form: { Action: 'DescribeVpcs', Version: '2016-11-15', MaxResults: '5' } },
    'MaxResults',
  ],
  [
    'a form with names that moto writes differently',
    { service: 'rds', form: { Action: 'DescribeDBInstances', Version: '2014-10-31', MaxRecords: '20' } },
    'MaxRecords',
  ],
  [
    'a form that is handed over whole, and looked at in part',
    {
      service: 'rds',
      form: { Action: 'DescribeEvents', Version: '2014-10-31', SourceType: 'db-instance', Duration: '60' },
    },
    'Duration',
  ],
  ['JSON', { service: 'secretsmanager', target: 'secretsmanager.ListSecrets', json: { SortBy: 'name' } }, 'SortBy'],
  ['JSON that is read', { service: 'logs', target: 'Logs.DescribeLogGroups', json: { logGroupNamePrefix: 'a' } }, null],
  ['a query', { service: 'backup', path: '/backup-vaults/?shared=true' }, 'shared'],
];

/** Calls moto with all of them, and returns the unread parameters of each answer. */
const unread = () =>
  inPython<(string | null)[]>(
    `
import json
import unread
unread.install()
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.test import Client

client = Client(unread.telling(DomainDispatcherApplication(create_backend_app)))
def ask(call):
    scope = f"key/20250101/eu-west-1/{call['service']}/aws4_request"
    headers = {"Authorization": f"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature=x"}
    if "json" in call:
        headers.update({"X-Amz-Target": call["target"], "Content-Type": "application/x-amz-json-1.1"})
        reply = client.post("/", headers=headers, data=json.dumps(call["json"]))
    elif "form" in call:
        reply = client.post("/", headers=headers, data=call["form"])
    else:
        reply = client.get(call["path"], headers=headers)
    assert reply.status_code == 200, reply.get_data(as_text=True)
    return reply.headers.get("x-embedded-aws-unread")

print(json.dumps([ask(call) for call in json.loads(sys.argv[1])]))
`,
    JSON.stringify(calls.map(([, call]) => call)),
  );

test('moto reports the parameters that it has not read, in every protocol', () => {
  const said = unread();
  expect(calls.map(([what], index) => [what, said[index]])).toEqual(
    calls.map(([what, , expected]) => [what, expected]),
  );
});
