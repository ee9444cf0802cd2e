import type { RepositoryName } from '../desired';
import { section, type Call, type Found, type Section } from '../section';

interface FoundTeam extends Found {
  readonly slug: string;
}

const wanted = { privacy: 'closed', permission: 'push' } as const;

/** The permissions with which a team can merge, and stronger ones (GitHub REST API, "List repository teams"). */
const strong = ['push', 'maintain', 'admin'];

/**
 * The teams of the organization that may write to the repository: GitHub requests reviews only from such a team as a code owner, and only from one
 * that is visible to the organization (GitHub documentation, "About code owners"), which its REST API calls `closed`.
 */
export function teamsSection(where: RepositoryName, teams: readonly string[]): Section {
  return section<FoundTeam>({
    what: `teams of ${where.owner}/${where.repo}`,
    needs: 'Members: read of the organization, Administration: read of the repository',
    source: 'environments/src/teams.ts',
    wanted: new Map(teams.map((team) => [`team ${team}`, wanted])),
    read: async (github) => {
      const organization = await github.paginate('GET /orgs/{org}/teams', { org: where.owner, per_page: 100 });
      const writers = await github.paginate('GET /repos/{owner}/{repo}/teams', { ...where, per_page: 100 });
      const permissions = new Map(writers.map(({ slug, permission }) => [slug, permission]));
      const seen = organization.filter(
        ({ slug }) => teams.includes(slug) || strong.includes(permissions.get(slug) ?? ''),
      );
      return new Map(
        seen.map(({ slug, privacy }): [string, FoundTeam] => [
          `team ${slug}`,
          { slug, fields: { privacy: privacy ?? null, permission: permissions.get(slug) ?? null } },
        ]),
      );
    },
    calls: (name, found) => calls(where, name.replace('team ', ''), found),
  });
}

function calls({ owner, repo }: RepositoryName, team: string, found: FoundTeam | undefined): Call[] {
  const { privacy, permission } = wanted;
  const visible: Call[] = found
    ? found.fields['privacy'] === privacy
      ? []
      : [{ method: 'PATCH', path: `orgs/${owner}/teams/${team}`, body: { privacy } }]
    : [{ method: 'POST', path: `orgs/${owner}/teams`, body: { name: team, privacy } }];
  const writes: Call = {
    method: 'PUT',
    path: `orgs/${owner}/teams/${team}/repos/${owner}/${repo}`,
    body: { permission },
  };
  return [...visible, ...(found?.fields['permission'] === permission ? [] : [writes])];
}
