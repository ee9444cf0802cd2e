import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inPython } from '../testing/python';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'moto-state-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const make = `
import json, os, snapshot, managed_policies
managed_policies.install()
from moto.autoscaling.models import autoscaling_backends
from moto.iam.models import iam_backends
from moto.kms.models import kms_backends
from moto.resourcegroupstaggingapi.models import resourcegroupstaggingapi_backends
from moto.s3.models import s3_backends
from moto.ssm.models import ssm_backends
from moto.sts.models import sts_backends
account, region = "111111111111", "eu-west-1"

autoscaling_backends[account][region]
from moto.awslambda.models import lambda_backends
lambda_backends[account][region]
from moto.ec2.models import ec2_backends
from moto.moto_api import state_manager
state_manager.register_default_transition("model", {"progression": "manual", "times": 2})
vpcs = [ec2_backends[owner][region].create_vpc("10.0.0.0/16") for owner in (account, "222222222222")]
peering = ec2_backends[account][region].create_vpc_peering_connection(*vpcs)
ec2_backends[account][region].peering = peering.id

s3 = s3_backends[account]["aws"]
s3.create_bucket("objects", region)
s3.put_object("objects", "large", b"0123456789" * 2_000_000)

s3.create_bucket("versions", region)
s3.put_bucket_versioning("versions", "Enabled")
for body in (b"old", b"new"):
    s3.put_object("versions", "state", body)
s3.delete_object("versions", "state")

kms = kms_backends[account][region]
kms.ec = kms.create_key("", "SIGN_VERIFY", "ECC_NIST_P256", "", None)
kms.rsa = kms.create_key("", "SIGN_VERIFY", "RSA_2048", "", None)
kms.signed = [
    kms.sign(kms.ec.id, b"message", "ECDSA_SHA_256")[1],
    kms.sign(kms.rsa.id, b"message", "RSASSA_PKCS1_V1_5_SHA_256")[1],
]

ssm_backends[account][region]._resource_tags["Parameter"]["/a"]["Team"] = "data"

iam = iam_backends[account]["aws"]
iam.create_role("reader", "{}", None, None, None, [], None)
iam.attach_role_policy("arn:aws:iam::aws:policy/ReadOnlyAccess", "reader")
iam.key = sts_backends[account]["aws"].assume_role(region, "s", "arn:aws:iam::333333333333:role/r", "", 900, None).access_key_id

resourcegroupstaggingapi_backends[account][region]._pages["token"] = {"gen": (number for number in range(3)), "misc": None}

snapshot.save(sys.argv[1])
s3.delete_object("objects", "large")
snapshot.save(sys.argv[1] + "-without")
print(json.dumps({"size without the object": os.path.getsize(sys.argv[1] + "-without")}))
`;

const look = `
import json, snapshot, managed_policies
managed_policies.install()
snapshot.load(sys.argv[1])
from moto.autoscaling.models import autoscaling_backends
from moto.ec2.models import ec2_backends
from moto.iam.models import get_account_id_from, iam_backends
from moto.kms.models import kms_backends
from moto.resourcegroupstaggingapi.models import resourcegroupstaggingapi_backends
from moto.s3.models import s3_backends
from moto.moto_api import state_manager
from moto.ssm.models import ssm_backends
account, region = "111111111111", "eu-west-1"

kms = kms_backends[account][region]
tags = ssm_backends[account][region]._resource_tags
tags["Document"]["d"]["Team"] = "new"
iam = iam_backends[account]["aws"]
arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
attached = iam.get_role("reader").managed_policies[arn]
fresh = iam_backends["222222222222"]["aws"].managed_policies[arn]
print(json.dumps({
    "shared": autoscaling_backends[account][region].ec2_backend is ec2_backends[account][region],
    "object": s3_backends[account]["aws"].get_object("objects", "large").value == b"0123456789" * 2_000_000,
    "versions": [
        getattr(version, "value", b"deleted").decode()
        for version in s3_backends[account]["aws"].buckets["versions"].keys.getlist("state")
    ],
    "verified": [
        kms.verify(kms.ec.id, b"message", kms.signed[0], "ECDSA_SHA_256")[1],
        kms.verify(kms.rsa.id, b"message", kms.signed[1], "RSASSA_PKCS1_V1_5_SHA_256")[1],
    ],
    "tags": tags,
    "attached": [attached is iam.managed_policies[arn], attached.attachment_count],
    "ids": attached.id == fresh.id,
    "fresh": fresh.attachment_count,
    "account": get_account_id_from(iam.key),
    "transition": state_manager.get_transition("model"),
    "peering": ec2_backends["222222222222"][region].accept_vpc_peering_connection(
        ec2_backends[account][region].peering
    )._status.code,
    "pages": resourcegroupstaggingapi_backends[account][region]._pages,
}))
`;

describe('a moto that was saved and loaded', () => {
  let made: Record<string, number>;
  let found: Record<string, unknown>;
  beforeAll(() => {
    const state = mkdtempSync(join(tmpdir(), 'moto-state-'));
    made = inPython(make, join(state, 'moto'));
    found = inPython(look, join(state, 'moto'));
    rmSync(state, { recursive: true });
  });

  test('has backends that refer to the same other ones again', () => expect(found['shared']).toBe(true));

  test('changes the states of resources as before', () =>
    expect(found['transition']).toEqual({ progression: 'manual', times: 2 }));

  test('has EC2 backends that know those of other accounts, and peer with them', () =>
    expect(found['peering']).toBe('active'));

  test('has the objects of S3 that are too large for memory', () => expect(found['object']).toBe(true));

  test('has all versions of an object of S3, in their order', () =>
    expect(found['versions']).toEqual(['old', 'new', 'deleted']));

  test('has the private keys of KMS', () => expect(found['verified']).toEqual([true, true]));

  test('has tags of SSM, with a factory that no pickle can name, and accepts more', () =>
    expect(found['tags']).toEqual({ Parameter: { '/a': { Team: 'data' } }, Document: { d: { Team: 'new' } } }));

  test('has AWS’s own policies attached as before', () => {
    expect(found['attached']).toEqual([true, 1]);
    expect(found['fresh']).toBe(0);
  });

  test('has AWS’s own policies under one id in all accounts, and they are not saved', () => {
    expect(found['ids']).toBe(true);
    expect(made['size without the object']).toBeLessThan(2_000_000);
  });

  test('knows the owners of access keys', () => expect(found['account']).toBe('333333333333'));

  test('has no tokens of pages of a list any more, because those cannot be continued', () =>
    expect(found['pages']).toEqual({}));
});

/** Loads a file, and returns the reason why it is refused. */
const refusal = (file: string) =>
  inPython<string>(
    `
import json, snapshot, admitted
try:
    snapshot.load(sys.argv[1])
    print(json.dumps("it was loaded"))
except admitted.Refused as error:
    print(json.dumps(str(error)))
`,
    file,
  );

test('while Terraform holds a state nothing is saved, and the state is named', () => {
  const held = inPython(
    `
import json, os, snapshot, admitted
from moto.s3.models import s3_backends
s3 = s3_backends["111111111111"]["aws"]
s3.create_bucket("states", "eu-west-1")
s3.put_object("states", "testing/data.tfstate.tflock", b"{}")
try:
    snapshot.save(sys.argv[1])
except admitted.Refused as error:
    print(json.dumps([str(error), os.path.exists(sys.argv[1])]))
`,
    join(folder, 'state'),
  );
  expect(held).toEqual([
    'Terraform holds s3://states/testing/data.tfstate.tflock of account 111111111111: try again when it has ended, ' +
      'or unlock that state if it was killed',
    false,
  ]);
});

test('an unknown factory is refused when it is saved', () => {
  const file = join(folder, 'state');
  const refused = inPython(
    `
import json, snapshot, admitted
from collections import defaultdict
from moto.ssm.models import ssm_backends
ssm_backends["111111111111"]["eu-west-1"].new = defaultdict(lambda: 1)
try:
    snapshot.save(sys.argv[1])
except admitted.Refused as error:
    print(json.dumps(str(error)))
`,
    file,
  );
  expect(refused).toBe(
    'moto has a defaultdict with the factory <lambda>: name it in tools/local-aws/src/moto/collections_of_moto.py.',
  );
});

test.each([
  ['a function of Python', '__import__("os").system', 'posix.system'],
  [
    'a name that a module of moto imports',
    '__import__("moto.awslambda.models", fromlist=["x"]).zipfile.ZipFile',
    'zipfile.ZipFile',
  ],
  ['a function of moto', '__import__("moto.core.utils", fromlist=["x"]).unix_time', 'moto.core.utils.unix_time'],
])('a state that names %s is not read', (_what, callable, name) => {
  const file = join(folder, 'state');
  inPython(`import pickle\nopen(sys.argv[1], "wb").write(pickle.dumps(${callable}))\nprint("{}")`, file);
  expect(refusal(file)).toBe(
    `A snapshot of moto must not name ${name}: tools/local-aws/src/moto/admitted.py says what it may.`,
  );
});

test('a method is only read of an object of moto', () => {
  const file = join(folder, 'state');
  inPython('import pickle\nopen(sys.argv[1], "wb").write(pickle.dumps([].append))\nprint("{}")', file);
  expect(refusal(file)).toBe('A snapshot of moto must not name append of a builtins.list.');
});

test('a name with dots, which would lead into what a module imports, is refused', () => {
  const file = join(folder, 'state');
  writeFileSync(file, 'cmoto.awslambda.models\nzipfile.os.system\n.', { mode: 0o600 });
  expect(refusal(file)).toContain('must not name moto.awslambda.models.zipfile.os.system');
});

test('a state that other users may write is not read', () => {
  const file = join(folder, 'state');
  writeFileSync(file, 'N.');
  chmodSync(file, 0o620);
  expect(refusal(file)).toBe(
    `The state in ${file} must belong to user ${process.getuid!()} and be writable by no other: it is not read.`,
  );
});
