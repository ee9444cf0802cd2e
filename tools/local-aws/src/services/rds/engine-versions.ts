import type { Operation } from '../../gateway/call';
import { queryParameters, queryReply } from '../../protocols/query';
import { text } from '../../protocols/xml';
import { NAMESPACE } from './namespace';

/** The versions from which a rehearsal can choose, newest last (RDS user guide: "Supported MySQL engine versions"). */
const VERSIONS: Readonly<Record<string, readonly string[]>> = {
  mysql: ['8.0.39', '8.0.40', '8.0.41', '8.0.42', '8.4.3', '8.4.4', '8.4.5'],
  mariadb: ['10.6.21', '10.11.11', '11.4.5'],
};

/** API reference: DescribeDBEngineVersions. moto does not have it. */
export function engineVersions(): Record<string, Operation> {
  return {
    DescribeDBEngineVersions: (call) => {
      const form = queryParameters(call.body);
      const [engine, wanted, family] = ['Engine', 'EngineVersion', 'DBParameterGroupFamily'].map((name) =>
        text(form[name]),
      );
      const newestOnly = text(form['DefaultOnly']) === 'true';
      const all = Object.entries(VERSIONS).flatMap(([name, versions]) =>
        versions.map((version) => shown(name, version)),
      );
      const found = all.filter((version) => {
        if (engine && version.Engine !== engine) return false;
        if (wanted && version.EngineVersion !== wanted && !version.EngineVersion.startsWith(`${wanted}.`)) return false;
        return !family || version.DBParameterGroupFamily === family;
      });
      const answer = { DBEngineVersions: { DBEngineVersion: newestOnly ? found.slice(-1) : found } };
      return queryReply('DescribeDBEngineVersions', NAMESPACE, answer);
    },
  };
}

function shown(engine: string, version: string) {
  return {
    Engine: engine,
    EngineVersion: version,
    DBParameterGroupFamily: `${engine}${version.split('.').slice(0, 2).join('.')}`,
    DBEngineDescription: engine,
    DBEngineVersionDescription: `${engine} ${version}`,
    Status: 'available',
  };
}
