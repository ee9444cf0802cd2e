import { inPython } from '../testing/python';

test('the gateway gets the owner of a valid key, and the owner of a bucket', () => {
  const found = inPython<Record<string, Record<string, unknown>>>(`
import json
import threading
import time

import credentials
from moto.iam.models import iam_backends
from moto.s3.models import s3_backends
from moto.sts.models import sts_backends

ACCOUNT = "111111111111"
iam = iam_backends[ACCOUNT]["aws"]
iam.create_user(None, "ana")
key, off = [iam.create_access_key("ana") for _ in range(2)]
iam.update_access_key("ana", off.access_key_id, "Inactive")
role = f"arn:aws:iam::{ACCOUNT}:role/web"
session = sts_backends[ACCOUNT]["aws"].assume_role("us-east-1", "i-1", role, None, 3600, None)
s3_backends[ACCOUNT]["aws"].create_bucket("open-bucket", "us-east-1")

asked = []
def app(environ, start_response):
    asked.append(environ)
    return [b"moto"]

def ask(header, value):
    said = credentials.telling(app, threading.Lock())({header: value}, lambda status, headers: None)
    return json.loads(said[0])

of = {name: ask(credentials.HEADER, value) for name, value in {
    "key": key.access_key_id, "off": off.access_key_id, "session": session.access_key_id, "none": "AKIAIOSFODNN7EXAMPLE",
}.items()}
of["bucket"] = ask(credentials.BUCKET, "open-bucket")
of["no bucket"] = ask(credentials.BUCKET, "other")
of["key"]["right"] = of["key"].pop("secret") == key.secret_access_key
of["session"]["right"] = [of["session"].pop("secret"), of["session"].pop("token")] == [session.secret_access_key, session.session_token]
of["session"]["left"] = 3500 < of["session"].pop("expires") - time.time() <= 3600
passed = credentials.telling(app, threading.Lock())({"HTTP_HOST": "x"}, None)
of["others"] = {"passed": passed == [b"moto"] and len(asked) == 1}
print(json.dumps(of))
`);
  const account = '111111111111';
  expect(found).toEqual({
    key: { account, arn: `arn:aws:iam::${account}:user/ana`, right: true },
    off: {},
    session: { account, arn: `arn:aws:sts::${account}:assumed-role/web/i-1`, right: true, left: true },
    none: {},
    bucket: { account, closed: false },
    'no bucket': {},
    others: { passed: true },
  });
});
