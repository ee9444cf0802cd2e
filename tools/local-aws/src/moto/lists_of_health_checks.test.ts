import { inPython } from '../testing/python';

/** A moto with three health checks, and queries for them. */
const world = `
import json
import lists_of_health_checks
lists_of_health_checks.install()
from moto.route53.models import route53_backends
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.test import Client

backend = route53_backends["123456789012"]["aws"]
ids = [backend.create_health_check(name, {"type": "TCP", "port": 80, "ip_address": "192.0.2.1"}).id for name in "abc"]
client = Client(DomainDispatcherApplication(create_backend_app))
headers = {
    "Authorization": "AWS4-HMAC-SHA256 Credential=key/20250101/us-east-1/route53/aws4_request, SignedHeaders=host, Signature=x",
    "Host": "route53.amazonaws.com",
}
def ask(query):
    return client.get(f"/2013-04-01/healthcheck{query}", headers=headers).get_data(as_text=True)
def told(query):
    text = ask(query)
    inner = lambda name: text.split(f"<{name}>")[1].split("<")[0] if f"<{name}>" in text else None
    return [[one for one in ids if f"<Id>{one}</Id>" in text], *(inner(name) for name in ("Marker", "IsTruncated", "MaxItems", "NextMarker"))]
`;
const said = <T>(program: string) => inPython<T>(`${world}\nprint(json.dumps(${program}))`);

test('a list reports that it is complete', () => {
  const [ids, whole] = said<[string[], unknown[]]>('[ids, told("")]');
  expect(whole).toEqual([ids, '', 'false', '100', null]);
});

test('a page names the marker of the next one, and repeats its own', () => {
  const [ids, ...pages] = said<[string[], ...unknown[]]>(
    '[ids, told("?maxitems=2"), told(f"?maxitems=2&marker={ids[2]}")]',
  );
  expect(pages).toEqual([
    [ids.slice(0, 2), '', 'true', '2', ids[2]],
    [ids.slice(2), ids[2], 'false', '2', null],
  ]);
});

test.each([
  ['?maxitems=0', 'MaxItems is a number of 1 or more, and not 0.'],
  ['?maxitems=some', 'MaxItems is a number of 1 or more, and not some.'],
  ['?marker=none', 'No health check is none: Marker is the NextMarker of an answer before.'],
])('an invalid page is refused: %s', (query, why) => {
  expect(said<string>(`ask("${query}")`)).toContain(why);
});
