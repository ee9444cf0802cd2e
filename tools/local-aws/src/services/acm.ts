import type { Service } from '../gateway/call';
import { AwsFailure } from '../protocols/failure';
import { amendJsonReply, jsonList, jsonObject, jsonParameters, jsonText, type JsonObject } from '../protocols/json';

/** API reference: CertificateSummary. Names and usages have another format than in DescribeCertificate. */
const OF_DETAIL = [
  'CertificateArn',
  'CreatedAt',
  'DomainName',
  'Exported',
  'ImportedAt',
  'InUse',
  'IssuedAt',
  'KeyAlgorithm',
  'NotAfter',
  'NotBefore',
  'RenewalEligibility',
  'RevokedAt',
  'Status',
  'Type',
] as const;

/** ACM (JSON 1.1): moto lists the whole of each certificate, in the format of DescribeCertificate. */
export function acm(): Service {
  return {
    name: 'acm',
    operations: {
      // moto validates every certificate by DNS, whatever the request declares.
      RequestCertificate: (call, moto) => {
        const method = jsonText(jsonParameters(call)['ValidationMethod']) || 'DNS';
        if (method === 'DNS') return moto(call);
        throw new AwsFailure(
          'NotImplementedByEmbeddedAws',
          `The embedded AWS does not validate certificates by ${method}. Set ValidationMethod to DNS.`,
        );
      },
      ListCertificates: async (call, moto) =>
        amendJsonReply(await moto(call), (body) => {
          body['CertificateSummaryList'] = jsonList(body['CertificateSummaryList']).map(jsonObject).map(summary);
        }),
    },
  };
}

function summary(detail: JsonObject): JsonObject {
  const shown: JsonObject = {};
  for (const name of OF_DETAIL) if (detail[name] !== undefined) shown[name] = detail[name];
  const usages = (name: string) => jsonList(detail[name]).map((usage) => jsonObject(usage)['Name'] ?? '');
  return {
    ...shown,
    SubjectAlternativeNameSummaries: jsonList(detail['SubjectAlternativeNames']),
    HasAdditionalSubjectAlternativeNames: false,
    KeyUsages: usages('KeyUsages'),
    ExtendedKeyUsages: usages('ExtendedKeyUsages'),
  };
}
