import type { Call, Forward, Reply, Service } from '../gateway/call';
import { buildXml, child, element, list, parseXml, text } from '../protocols/xml';
import { answerFrom, type RecordSet } from './route53-answer';
import { changes } from './route53-changes';
import { dnssec } from './route53-dnssec';
import { createZone } from './route53-records';

const BASE = '/2013-04-01';

/** Route 53 (REST XML, 2013-04-01). */
export function route53(): Service {
  return {
    name: 'route53',
    operations: changes({
      ...dnssec(),
      // A zone that names a VPC is private (API reference: CreateHostedZone, VPC); moto requires a second parameter for
      // it.
      [`POST ${BASE}/hostedzone`]: (call, moto) => {
        const document = parseXml(call.body.toString());
        const request = child(document, 'CreateHostedZoneRequest');
        if (request['VPC'] === undefined) return createZone(call, moto);
        child(request, 'HostedZoneConfig')['PrivateZone'] = 'true';
        return moto({ ...call, body: Buffer.from(buildXml(document)) });
      },
      // A query logging configuration names a group without the `:*` at the end of its ARN (API reference:
      // QueryLoggingConfig); moto requires it.
      [`POST ${BASE}/queryloggingconfig`]: async (call, moto) => {
        const body = call.body.toString().replace(/(:log-group:[^:<]+)(?=<)/, '$1:*');
        return withoutStar(await moto({ ...call, body: Buffer.from(body) }));
      },
      [`GET ${BASE}/queryloggingconfig/{Id}`]: async (call, moto) => withoutStar(await moto(call)),
      [`GET ${BASE}/queryloggingconfig`]: async (call, moto) => withoutStar(await moto(call)),
      [`GET ${BASE}/hostedzonesbyname`]: async (call, moto) => {
        const reply = await moto(call);
        if (reply.status !== 200) return reply;
        const document = parseXml(reply.body.toString());
        const answer = child(document, 'ListHostedZonesByNameResponse');
        answer['IsTruncated'] ??= 'false';
        answer['MaxItems'] ??= call.query.get('maxitems') ?? '100';
        return { ...reply, body: buildXml(document) };
      },
      [`GET ${BASE}/testdnsanswer`]: async (call, moto) => {
        const name = call.query.get('recordname') ?? '';
        const type = call.query.get('recordtype') ?? '';
        const records = await recordsOf(call, moto, call.query.get('hostedzoneid') ?? '');
        if (!Array.isArray(records)) return records;
        const { code, data } = answerFrom(records, name, type);
        const body = buildXml({
          TestDNSAnswerResponse: {
            '@xmlns': 'https://route53.amazonaws.com/doc/2013-04-01/',
            Nameserver: 'ns-2048.awsdns-64.com',
            RecordName: name,
            RecordType: type,
            RecordData: { RecordDataEntry: data },
            ResponseCode: code,
            Protocol: 'UDP',
          },
        });
        return { status: 200, headers: { 'content-type': 'text/xml' }, body };
      },
    }),
  };
}

function withoutStar(reply: Reply): Reply {
  return {
    ...reply,
    body: reply.body.toString().replaceAll(':*</CloudWatchLogsLogGroupArn>', '</CloudWatchLogsLogGroupArn>'),
  };
}

/** The zone's records, or moto's refusal (the zone does not exist). */
async function recordsOf(call: Call, moto: Forward, zone: string) {
  const path = `${BASE}/hostedzone/${zone.replace('/hostedzone/', '')}/rrset`;
  const records: RecordSet[] = [];
  let query = new URLSearchParams({ maxitems: '300' });
  for (;;) {
    const reply = await moto({ ...call, method: 'GET', path, query, body: Buffer.alloc(0) });
    if (reply.status !== 200) return reply;
    const page = element(parseXml(reply.body.toString())['ListResourceRecordSetsResponse']);
    for (const each of list(element(page['ResourceRecordSets'])['ResourceRecordSet']).map(element)) {
      records.push({
        name: text(each['Name']),
        type: text(each['Type']),
        values: list(element(each['ResourceRecords'])['ResourceRecord']).map((record) =>
          text(element(record)['Value']),
        ),
        alias: text(element(each['AliasTarget'])['DNSName']) || undefined,
      });
    }
    if (text(page['IsTruncated']) !== 'true') return records;
    const next = { name: text(page['NextRecordName']), type: text(page['NextRecordType']) };
    query = new URLSearchParams({ maxitems: '300', ...next });
  }
}
