import { inPython } from '../testing/python';

/** A moto with a provider and one client; `ask` returns the code of a refusal, `clients` the clients after it. */
const world = `
import json
import oidc_clients
oidc_clients.install()
from moto.iam.models import iam_backends
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.test import Client

provider = iam_backends["123456789012"]["aws"].create_open_id_connect_provider("https://ci.example", ["a" * 40], ["first"], [])
client = Client(DomainDispatcherApplication(create_backend_app))
headers = {"Authorization": "AWS4-HMAC-SHA256 Credential=key/20250101/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=x"}
def ask(verb, name, arn=provider.arn):
    form = {"Action": verb, "Version": "2010-05-08", "OpenIDConnectProviderArn": arn, "ClientID": name}
    text = client.post("/", headers=headers, data=form).get_data(as_text=True)
    return text.split("<Code>")[1].split("<")[0] if "<Code>" in text else None
add = lambda name, *more: ask("AddClientIDToOpenIDConnectProvider", name, *more)
remove = lambda name: ask("RemoveClientIDFromOpenIDConnectProvider", name)
`;
const said = (program: string) => inPython(`${world}\n${program}`);

test('a client is added and removed, and nothing happens if it exists, or is gone, already', () => {
  const program = `
refused = [add("second"), add("second"), remove("first"), remove("first")]
print(json.dumps([refused, provider.client_id_list]))`;
  expect(said(program)).toEqual([[null, null, null, null], ['second']]);
});

test('a provider that does not exist has no clients, and an existing one has a hundred at most', () => {
  const program = `
for number in range(99):
    add(f"more-{number}")
print(json.dumps([add("one too many"), add("first"), add("x", provider.arn + "-other"), len(provider.client_id_list)]))`;
  expect(said(program)).toEqual(['LimitExceeded', null, 'NoSuchEntity', 100]);
});
