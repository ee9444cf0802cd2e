import type { Operation, Service } from '../gateway/call';
import { amendJsonReply, jsonList, jsonObject, type JsonObject } from '../protocols/json';

/** All that a document without a platform of its own runs on (API reference: DocumentDescription, PlatformTypes). */
const PLATFORMS = ['Windows', 'Linux', 'MacOS'];

/** Systems Manager (JSON 1.1): moto says of the platforms of documents only that it does not know them. */
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
