import type { Operation } from '../../gateway/call';
import { Store } from '../../gateway/store';
import { jsonObject, jsonParameters, jsonReply, type JsonObject } from '../../protocols/json';
import { now } from './state';

/** The default of an account (EMR management guide, "Using Amazon EMR block public access"). */
const byDefault: JsonObject = {
  BlockPublicSecurityGroupRules: true,
  PermittedPublicSecurityGroupRuleRanges: [{ MinRange: 22, MaxRange: 22 }],
};

/** The block of public access to clusters, for the account in a region. It is only stored: no cluster is refused. */
export function blockPublicAccess(): Record<string, Operation> {
  const store = new Store('emr/block-public-access', () => ({ configuration: byDefault }));
  return {
    PutBlockPublicAccessConfiguration: (call) => {
      store.of(call).configuration = jsonObject(jsonParameters(call)['BlockPublicAccessConfiguration']);
      return jsonReply();
    },
    GetBlockPublicAccessConfiguration: (call) =>
      jsonReply({
        BlockPublicAccessConfiguration: store.of(call).configuration,
        BlockPublicAccessConfigurationMetadata: {
          CreationDateTime: now(),
          CreatedByArn: `arn:aws:iam::${call.account}:root`,
        },
      }),
  };
}
