import type { Call, Operation } from '../../gateway/call';
import type { Store } from '../../gateway/store';
import { AwsFailure } from '../../protocols/failure';
import { jsonParameters, jsonReply, jsonText, type JsonObject } from '../../protocols/json';
import { now, type State } from './state';

/**
 * The encryption settings of clusters (API reference: CreateSecurityConfiguration, DescribeSecurityConfiguration, ...).
 */
export function securityConfigurations(store: Store<State>): Record<string, Operation> {
  const all = (call: Call) => store.of(call).securityConfigurations;
  const find = (call: Call): JsonObject => {
    const name = jsonText(jsonParameters(call)['Name']);
    const found = all(call).get(name);
    if (found) return found;
    throw new AwsFailure('InvalidRequestException', `Security configuration with name '${name}' does not exist.`);
  };
  return {
    CreateSecurityConfiguration: (call) => {
      const { Name, SecurityConfiguration } = jsonParameters(call);
      const name = jsonText(Name);
      if (all(call).has(name)) {
        const message = `Security configuration with name '${name}' already exists.`;
        throw new AwsFailure('InvalidRequestException', message);
      }
      const created: JsonObject = { Name, SecurityConfiguration, CreationDateTime: now() };
      all(call).set(name, created);
      return jsonReply({ Name, CreationDateTime: created['CreationDateTime'] });
    },
    DescribeSecurityConfiguration: (call) => jsonReply(find(call)),
    ListSecurityConfigurations: (call) => {
      const list = [...all(call).values()];
      return jsonReply({
        SecurityConfigurations: list.map(({ Name, CreationDateTime }) => ({ Name, CreationDateTime })),
      });
    },
    DeleteSecurityConfiguration: (call) => {
      all(call).delete(jsonText(find(call)['Name']));
      return jsonReply();
    },
  };
}
