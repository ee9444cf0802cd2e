import type { Operation, Service } from '../gateway/call';
import { amendJsonReply, jsonList, jsonObject, type JsonObject } from '../protocols/json';

/** The platforms of a document that declares none (API reference: DocumentDescription, PlatformTypes). */
const PLATFORMS = ['Windows', 'Linux', 'MacOS'];

/** Systems Manager (JSON 1.1): moto does not implement the platforms of documents. */
export function ssm(): Service {
  const withPlatforms = (documents: (body: JsonObject) => JsonObject[]): Operation => {
    return async (call, moto) =>
      amendJsonReply(await moto(call), (body) => {
        for (const document of documents(body)) document['PlatformTypes'] = PLATFORMS;
      });
  };
  return {
    name: 'ssm',
    operations: {
      DescribeDocument: withPlatforms((body) => [jsonObject(body['Document'])]),
      ListDocuments: withPlatforms((body) => jsonList(body['DocumentIdentifiers']).map(jsonObject)),
    },
  };
}
