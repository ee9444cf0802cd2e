import type { Operation } from '../../gateway/call';
import { Store } from '../../gateway/store';
import { amendQueryReply, queryParameters } from '../../protocols/query';
import { element, list, text, type XmlElement } from '../../protocols/xml';

/** Parameters by name, of each parameter group. moto accepts parameters and returns none of them. */
export function parameters(): Record<string, Operation> {
  const store = new Store('rds/parameters', () => new Map<string, Map<string, XmlElement>>());
  const named = (call: Parameters<Operation>[0]) => {
    const form = queryParameters(call.body);
    const group = text(form['DBParameterGroupName']);
    return { form, group, present: store.of(call).get(group) ?? new Map<string, XmlElement>() };
  };
  const given = (form: XmlElement) => list(element(form['Parameters'])['Parameter']).map(element);

  return {
    ModifyDBParameterGroup: async (call, moto) => {
      const reply = await moto(call);
      const { form, group, present } = named(call);
      if (reply.status !== 200) return reply;
      for (const parameter of given(form))
        present.set(text(parameter['ParameterName']), { ...parameter, Source: 'user' });
      store.of(call).set(group, present);
      return reply;
    },
    ResetDBParameterGroup: async (call, moto) => {
      const { form, group, present } = named(call);
      // moto has no reset; its answer shows only that the group exists.
      const reply = await moto({ ...call, body: describeGroup(group) });
      if (reply.status !== 200) return reply;
      if (text(form['ResetAllParameters']) === 'true') present.clear();
      for (const parameter of given(form)) present.delete(text(parameter['ParameterName']));
      const answer = reply.body.toString().replaceAll('DescribeDBParameterGroups', 'ResetDBParameterGroup');
      return amendQueryReply({ ...reply, body: answer }, 'ResetDBParameterGroup', (result) => {
        delete result['DBParameterGroups'];
        result['DBParameterGroupName'] = group;
      });
    },
    DescribeDBParameters: async (call, moto) =>
      amendQueryReply(await moto(call), 'DescribeDBParameters', (result) => {
        const { form, present } = named(call);
        const source = text(form['Source']);
        const defaults = list(element(result['Parameters'])['Parameter']).map(element);
        const others = defaults.filter(({ ParameterName: name }) => !present.has(text(name)));
        const written = [...present.values()];
        result['Parameters'] = {
          Parameter: source === 'user' ? written : source === '' ? [...written, ...others] : others,
        };
      }),
    DeleteDBParameterGroup: async (call, moto) => {
      const reply = await moto(call);
      if (reply.status === 200) store.of(call).delete(named(call).group);
      return reply;
    },
  };
}

function describeGroup(name: string): Buffer {
  const form = { Action: 'DescribeDBParameterGroups', Version: '2014-10-31', DBParameterGroupName: name };
  return Buffer.from(new URLSearchParams(form).toString());
}
