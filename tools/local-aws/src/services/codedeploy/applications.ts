import { randomUUID } from 'node:crypto';
import type { Operation } from '../../gateway/call';
import type { Store } from '../../gateway/store';
import { AwsFailure } from '../../protocols/failure';
import { jsonList, jsonParameters, jsonReply, jsonText } from '../../protocols/json';
import type { Engine } from './engine/engine';
import { arn, findApplication, now, required, type State } from './state';
import { moveTags, setTags } from './tags';

/** Applications (API reference: CreateApplication, GetApplication, UpdateApplication, DeleteApplication, ...). */
export function applications(store: Store<State>, engine: Engine): Record<string, Operation> {
  return {
    CreateApplication: (call) => {
      const request = jsonParameters(call);
      const state = store.of(call);
      const name = required(request, 'applicationName');
      if (state.applications.has(name)) {
        throw new AwsFailure('ApplicationAlreadyExistsException', `Application already exists with name: ${name}`);
      }
      const info = {
        applicationId: randomUUID(),
        applicationName: name,
        computePlatform: jsonText(request['computePlatform']) || 'Server',
        createTime: now(),
        linkedToGitHub: false,
      };
      state.applications.set(name, { info, groups: new Map(), revisions: new Map() });
      setTags(state, arn(call, `application:${name}`), request['tags']);
      return jsonReply({ applicationId: info.applicationId });
    },
    GetApplication: (call) => {
      const name = required(jsonParameters(call), 'applicationName');
      return jsonReply({ application: findApplication(store.of(call), name).info });
    },
    BatchGetApplications: (call) => {
      const names = jsonList(jsonParameters(call)['applicationNames']).map(jsonText);
      return jsonReply({ applicationsInfo: names.map((name) => findApplication(store.of(call), name).info) });
    },
    ListApplications: (call) => jsonReply({ applications: [...store.of(call).applications.keys()] }),
    UpdateApplication: (call) => {
      const request = jsonParameters(call);
      const state = store.of(call);
      const { applications: all } = state;
      const name = required(request, 'applicationName');
      const newName = required(request, 'newApplicationName');
      const present = findApplication(state, name);
      if (all.has(newName)) {
        throw new AwsFailure('ApplicationAlreadyExistsException', `Application already exists with name: ${newName}`);
      }
      present.info['applicationName'] = newName;
      for (const group of present.groups.values()) group['applicationName'] = newName;
      all.delete(name);
      all.set(newName, present);
      // The ARN of an application and the ARN of a group contain the name of the application. After a rename, the tags
      // move to the new ARNs.
      moveTags(state, arn(call, `application:${name}`), arn(call, `application:${newName}`));
      for (const group of present.groups.keys()) {
        const [from, to] = [name, newName].map((one) => arn(call, `deploymentgroup:${one}/${group}`)) as [
          string,
          string,
        ];
        moveTags(state, from, to);
      }
      return jsonReply();
    },
    DeleteApplication: (call) => {
      const state = store.of(call);
      const name = required(jsonParameters(call), 'applicationName');
      for (const group of state.applications.get(name)?.groups.values() ?? []) engine.forget(call, group);
      // Deleting an application that does not exist succeeds (API reference: DeleteApplication lists no such error).
      state.applications.delete(name);
      state.tags.delete(arn(call, `application:${name}`));
      return jsonReply();
    },
  };
}
