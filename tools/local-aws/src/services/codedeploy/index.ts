import type { Service } from '../../gateway/call';
import { applications } from './applications';
import { configs } from './configs';
import { groups } from './groups';
import { codedeployStore } from './state';
import { tags } from './tags';

/** CodeDeploy (JSON 1.1). All of it is ours: moto's answers cannot be read by the AWS provider. */
export function codedeploy(): Service {
  const store = codedeployStore();
  return {
    name: 'codedeploy',
    whole: true,
    operations: { ...applications(store), ...groups(store), ...configs(store), ...tags(store) },
  };
}
