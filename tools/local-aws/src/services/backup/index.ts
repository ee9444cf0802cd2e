import { randomUUID } from 'node:crypto';
import type { Call, Operation, Service } from '../../gateway/call';
import { Store } from '../../gateway/store';
import { AwsFailure } from '../../protocols/failure';
import {
  amendJsonReply,
  jsonList,
  jsonObject,
  jsonParameters,
  jsonReply,
  jsonText,
  withBody,
  type JsonObject,
} from '../../protocols/json';

import type { ServerCopies } from '../rds/copies';
import { copies, jobs, pointsOf } from './jobs';
import { restores } from './restores';

type Documents = Store<Map<string, JsonObject>>;
const documentStore = (name: string): Documents => new Store(`backup/${name}`, () => new Map<string, JsonObject>());

/**
 * AWS Backup (REST JSON): moto has plans and vaults; the gateway has selections, updates, policies, notifications and
 * jobs.
 * @param servers the database servers that jobs copy
 * @param now returns the time. @default - the time of this machine
 */
export function backup(servers: ServerCopies, now: () => Date = () => new Date()): Service {
  const kept = copies();
  const selections = documentStore('selections');
  const policies = documentStore('access-policies');
  const notifications = documentStore('notifications');
  return {
    name: 'backup',
    operations: {
      ...selectionsOfPlans(selections),
      ...plans(selections),
      ...jobs(kept, now, servers),
      ...restores(kept, now),
      ...documentOfVault(policies, 'access-policy', 'Policy'),
      ...documentOfVault(notifications, 'notification-configuration', 'BackupVaultEvents'),
      // The contents of a vault are deleted with it (API reference: DeleteBackupVault).
      'DELETE /backup-vaults/{Vault}': async (call, moto) => {
        const vault = call.pathParameters['Vault'] ?? '';
        if (pointsOf(kept.of(call), vault).length > 0) {
          const message = 'Backup vault cannot be deleted because it contains recovery points.';
          throw new AwsFailure('InvalidRequestException', message);
        }
        const reply = await moto(call);
        if (reply.status === 200) for (const documents of [policies, notifications]) documents.of(call).delete(vault);
        return reply;
      },
      // moto reads the ARN from between the slashes, and the AWS provider sends none at the end.
      'GET /tags/{Arn+}': (call, moto) => moto({ ...call, path: `${call.path.replace(/\/$/, '')}/` }),
      'POST /tags/{Arn+}': (call, moto) => moto({ ...call, path: call.path.replace(/\/$/, '') }),
      'POST /untag/{Arn+}': (call, moto) => moto({ ...call, path: call.path.replace(/\/$/, '') }),
    },
  };
}

/** API reference: CreateBackupSelection, GetBackupSelection, ListBackupSelections, DeleteBackupSelection. */
function selectionsOfPlans(store: Documents): Record<string, Operation> {
  const find = (call: Call): JsonObject => {
    const id = call.pathParameters['SelectionId'] ?? '';
    const found = store.of(call).get(id);
    if (found?.['BackupPlanId'] === call.pathParameters['PlanId'] && found !== undefined) return found;
    // AWS has its own code for this, which the AWS provider looks for.
    throw new AwsFailure(
      'InvalidParameterValueException',
      `Cannot find Backup plan with ID ${call.pathParameters['PlanId']}`,
    );
  };
  return {
    'PUT /backup/plans/{PlanId}/selections': (call) => {
      const SelectionId = randomUUID();
      const CreationDate = Date.now() / 1000;
      const BackupPlanId = call.pathParameters['PlanId'] ?? '';
      const request = jsonParameters(call);
      store.of(call).set(SelectionId, { ...request, SelectionId, BackupPlanId, CreationDate });
      return jsonReply({ SelectionId, BackupPlanId, CreationDate });
    },
    'GET /backup/plans/{PlanId}/selections/{SelectionId}': (call) => jsonReply(find(call)),
    'GET /backup/plans/{PlanId}/selections': async (call, moto) => {
      const plan = await moto({
        ...call,
        path: `/backup/plans/${call.pathParameters['PlanId']}/`,
        query: new URLSearchParams(),
      });
      if (plan.status !== 200) return plan;
      const own = [...store.of(call).values()].filter((each) => each['BackupPlanId'] === call.pathParameters['PlanId']);
      return jsonReply({
        BackupSelectionsList: own.map(({ BackupSelection: selection, ...rest }) => {
          const { SelectionName, IamRoleArn } = jsonObject(selection);
          return { ...rest, SelectionName, IamRoleArn };
        }),
      });
    },
    'DELETE /backup/plans/{PlanId}/selections/{SelectionId}': (call) => {
      find(call);
      store.of(call).delete(call.pathParameters['SelectionId'] ?? '');
      return jsonReply();
    },
  };
}

/**
 * API reference: UpdateBackupPlan, which moto lacks, and DeleteBackupPlan, which requires that the selections are
 * deleted first. moto never frees the name of a deleted plan, so the plan gets a unique name before.
 */
function plans(selections: Documents): Record<string, Operation> {
  const names = new Store('backup/plan-names', () => new Map<string, string>());
  const updates = documentStore('plan-updates');
  const planId = (call: Call) => call.pathParameters['PlanId'] ?? '';
  const nameOf = (plan: JsonObject) => jsonText(plan['BackupPlanName']);
  return {
    'PUT /backup/plans': async (call, moto) => {
      const request = jsonParameters(call);
      const plan = jsonObject(request['BackupPlan']);
      const BackupPlan = { ...plan, BackupPlanName: randomUUID() };
      const reply = await moto(withBody(call, { ...request, BackupPlan }));
      return amendJsonReply(reply, (body) => names.of(call).set(jsonText(body['BackupPlanId']), nameOf(plan)));
    },
    'POST /backup/plans/{PlanId}': async (call, moto) => {
      const reply = await moto({ ...call, method: 'GET', body: Buffer.alloc(0) });
      return amendJsonReply(reply, (body) => {
        const BackupPlan = jsonObject(jsonParameters(call)['BackupPlan']);
        const version = { BackupPlan, VersionId: randomUUID() };
        names.of(call).set(planId(call), nameOf(BackupPlan));
        updates.of(call).set(planId(call), version);
        Object.assign(body, version);
      });
    },
    'GET /backup/plans/{PlanId}': async (call, moto) =>
      amendJsonReply(await moto(call), (body) => {
        Object.assign(body, updates.of(call).get(planId(call)));
        Object.assign(jsonObject(body['BackupPlan']), { BackupPlanName: names.of(call).get(planId(call)) });
      }),
    'GET /backup/plans': async (call, moto) =>
      amendJsonReply(await moto(call), (body) => {
        for (const plan of jsonList(body['BackupPlansList']).map(jsonObject)) {
          plan['BackupPlanName'] = names.of(call).get(jsonText(plan['BackupPlanId']));
        }
      }),
    'DELETE /backup/plans/{PlanId}': async (call, moto) => {
      if ([...selections.of(call).values()].some((selection) => selection['BackupPlanId'] === planId(call))) {
        const message = 'Related backup plan selections must be deleted prior to backup plan deletion';
        throw new AwsFailure('InvalidRequestException', message);
      }
      names.of(call).delete(planId(call));
      updates.of(call).delete(planId(call));
      return moto(call);
    },
  };
}

/** A document that a vault has at most once, such as its access policy (API reference: PutBackupVaultAccessPolicy, PutBackupVaultNotifications). */
function documentOfVault(store: Documents, path: string, mainField: string): Record<string, Operation> {
  const vault = (call: Call) => call.pathParameters['Vault'] ?? '';
  const route = `/backup-vaults/{Vault}/${path}`;
  return {
    [`PUT ${route}`]: (call) => {
      store.of(call).set(vault(call), jsonParameters(call));
      return jsonReply();
    },
    [`GET ${route}`]: (call) => {
      const found = store.of(call).get(vault(call));
      if (!found) {
        throw new AwsFailure(
          'ResourceNotFoundException',
          `Failed reading ${mainField}: vault ${vault(call)} has none.`,
          404,
        );
      }
      const BackupVaultArn = `arn:aws:backup:${call.region}:${call.account}:backup-vault:${vault(call)}`;
      return jsonReply({ ...found, BackupVaultName: vault(call), BackupVaultArn });
    },
    [`DELETE ${route}`]: (call) => {
      store.of(call).delete(vault(call));
      return jsonReply();
    },
  };
}
