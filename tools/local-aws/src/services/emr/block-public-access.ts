import type { Operation } from '../../gateway/call';
import { Store } from '../../gateway/store';
import { jsonObject, jsonParameters, jsonReply, type JsonObject } from '../../protocols/json';
import { now } from './state';

/** What an account has before anybody changes it (EMR management guide, "Using Amazon EMR block public access"). */
const byDefault: JsonObject = {
  BlockPublicSecurityGroupRules: true,
  PermittedPublicSecurityGroupRuleRanges: [{ MinRange: 22, MaxRange: 22 }],
};

/** Whether clusters may be open to everybody, for the account in a region. It is only remembered: no cluster is refused. */
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
