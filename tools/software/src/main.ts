import '@malinshopper/text/console';
import { chosenEnvironment, softwareOf } from '@malinshopper/environments';
import { chosenTarget, givenPath, openSession, printCommandsFor, synthesize } from '@malinshopper/terraform';
import { Command } from 'commander';
import { putCertificates } from './certificates';
import { packageBucket } from './package-bucket';
import { fillPackageBucket } from './packages';

printCommandsFor(process.env);

const program = new Command('npm run packages --')
  .description('Puts the software that instances install into the package bucket of an environment, once.')
  .argument('<environment>', 'production, staging, testing, or a branch such as feature/checkout')
  .option('--from <file>', 'a package that was downloaded elsewhere: for a machine without internet')
  .option('--renew-certificates', 'make new certificates for the nodes of a Hadoop cluster: the next one uses them')
  .action(async (name: string, { from, renewCertificates: renew }: { from?: string; renewCertificates?: boolean }) => {
    const environment = chosenEnvironment(name);
    const [session, apps] = await Promise.all([
      openSession(chosenTarget(), environment),
      synthesize(environment.ref, ['apps/data']),
    ]);
    const bucket = packageBucket(apps.get('data')!.json);
    const packages = softwareOf(environment);
    const say = (line: string) => console.log(line);
    await fillPackageBucket({ environment, session, bucket, packages, from: from && givenPath(from), say });
    // For every environment: moving its jobs to a cluster is then a change of one file.
    await putCertificates({ environment, session, bucket, renew, say });
  });

program.parseAsync().catch((error: unknown) => {
  const text = error instanceof Error ? (process.env['DEBUG'] ? error.stack : error.message) : String(error);
  console.error(text);
  process.exitCode = 1;
});
