import { commitOf, type Commit } from '../record/commit';

/**
 * Returns the commit that is carried through environments.
 * @throws if the folder differs from the commit: the deployed code could then not be found again
 */
export async function commitToDeploy(root: string): Promise<Commit> {
  const commit = await commitOf(root);
  if (!commit) {
    throw new Error(`${root} is no git repository, so no record could name the deployed commit. Nothing was touched.`);
  }
  if (commit.clean) return commit;
  throw new Error(
    `The folder has changes that are in no commit (git status): ${commit.id.slice(0, 7)} is not what would be deployed. Nothing was touched. ` +
      'Commit them, or try them out on the embedded AWS with `npm start`.',
  );
}
