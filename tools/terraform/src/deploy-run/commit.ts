import { commitOf, type Commit } from '../record/commit';

/**
 * Returns the commit that is carried through environments.
 * @throws if the folder differs from the commit, because the deployed code could not be found later
 */
export async function commitToDeploy(root: string): Promise<Commit> {
  const commit = await commitOf(root);
  if (!commit) {
    throw new Error(
      `${root} is no git repository, so the deployment record could not name the commit. Nothing was touched.`,
    );
  }
  if (commit.clean) return commit;
  throw new Error(
    `The folder has uncommitted changes (git status), so the deployed code would differ from ${commit.id.slice(0, 7)}. Nothing was touched. ` +
      'Commit the changes, or try them on the embedded AWS with `npm start`.',
  );
}
