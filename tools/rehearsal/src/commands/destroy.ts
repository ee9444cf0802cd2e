import { environment } from '@malinshopper/environments';
import { destroyEnvironment, printCommandsFor, rehearsalCommand } from '@malinshopper/terraform';
import { clientsOf } from '../clients';
import { inventory } from '../inventory/inventory';
import { timesTable } from './times';
import { keepWorld } from '../world';

/** Destroys an environment on the embedded AWS, and queries AWS for remaining resources. */
export async function destroy(nameOrRef: string): Promise<void> {
  printCommandsFor(process.env);
  const chosen = environment(nameOrRef);
  const clients = await clientsOf(chosen);
  const result = await destroyEnvironment(nameOrRef);
  console.log(`\n${timesTable(result)}`);
  if (!result.ok) {
    for (const { error } of result.apps) if (error) console.error(`\n${error}`);
    throw new Error(
      `\n${chosen.name} is not gone. \`${rehearsalCommand('run', 'destroy', '--', chosen.ref)}\` continues from there.`,
    );
  }
  await keepWorld();
  const left = await inventory(clients, chosen);
  if (left.length > 0) {
    throw new Error(
      `AWS still has ${left.length} resources of ${chosen.name}:\n${left.map((item) => `  ${item}`).join('\n')}`,
    );
  }
  console.log(`\nAWS has no resources of ${chosen.name} any more: none has its tag, no record has its name.`);
}
