import { commitOf, type Commit } from '../record/commit';

/**
 * The commit that is carried through environments.
 * @throws if the folder is not as a commit has it: what is deployed could then not be found again
 */
export async function commitToDeploy(root: string): Promise<Commit> {
  const commit = await commitOf(root);
  if (!commit) {
    throw new Error(
      `${root} is no git repository, so that no record could say what was deployed. Nothing was touched.`,
    );
  }
  if (commit.clean) return commit;
  throw new Error(
    `The folder has changes that are in no commit (git status): ${commit.id.slice(0, 7)} is not what would be deployed. Nothing was touched. ` +
      'Commit them, or try them out on the embedded AWS with `npm start`.',
  );
}
