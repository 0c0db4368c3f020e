/** What the database may refuse at start, in both languages, each with what to do next. */
import { Refusal } from '#regime';

type Facts = Record<string, string | number>;
type Text = { zh: (f: Facts) => string; en: (f: Facts) => string };

const newDatabase = "create database zerentian template template0 encoding 'UTF8' locale_provider libc locale 'C'";

const quoted = (name: string | number | undefined): string => `"${String(name).replaceAll('"', '""')}"`;
const grants = ({ user, name }: Facts): string =>
  `alter database ${quoted(name)} owner to ${quoted(user)}; create role zerentian_app login; create role zerentian_loader login bypassrls; grant zerentian_app, zerentian_loader to ${quoted(user)};`;

const wording = {
  database_platform: {
    zh: (f) => `没有适用于 ${f.platform} 的内置 PostgreSQL。请用 DATABASE_URL 指向一个 PostgreSQL 15 至 18。`,
    en: (f) => `There is no embedded PostgreSQL for ${f.platform}. Point DATABASE_URL at a PostgreSQL 15 to 18.`,
  },
  database_programs: {
    zh: (f) => `内置 PostgreSQL 的程序不完整（${f.detail}）。请重新运行 npm ci。`,
    en: (f) => `The programs of the embedded PostgreSQL are incomplete (${f.detail}). Run npm ci again.`,
  },
  database_account: {
    zh: (f) =>
      `PostgreSQL 不能以 root 运行，且无法建立系统用户 ${f.user}（${f.detail}）。请以普通用户启动，或先建立该用户。`,
    en: (f) =>
      `PostgreSQL does not run as root, and the system user ${f.user} could not be made (${f.detail}). Start as an ordinary user, or make that user first.`,
  },
  database_passage: {
    zh: (f) =>
      `用户 ${f.user} 不能进入文件夹 ${f.folder}，PostgreSQL 因此无法使用 ${f.wanted}。请用 chmod o+x 放行，或用 ZERENTIAN_DATA 指定别处。`,
    en: (f) =>
      `User ${f.user} may not enter the folder ${f.folder}, so PostgreSQL cannot use ${f.wanted}. Allow it with chmod o+x, or name another place with ZERENTIAN_DATA.`,
  },
  database_owner: {
    zh: (f) => `数据文件夹 ${f.folder} 属于用户编号 ${f.owner}，本进程的用户编号为 ${f.user}。请以该用户启动。`,
    en: (f) =>
      `The data folder ${f.folder} belongs to user number ${f.owner}, this process runs as ${f.user}. Start as that user.`,
  },
  database_folder: {
    zh: (f) => `无法建立或写入文件夹 ${f.folder}（${f.detail}）。`,
    en: (f) => `The folder ${f.folder} cannot be made or written (${f.detail}).`,
  },
  database_version: {
    zh: (f) =>
      `${f.folder} 中的数据由 PostgreSQL ${f.found} 建立，内置版本为 ${f.embedded}。请用 PostgreSQL ${f.found} 打开并导出。`,
    en: (f) =>
      `The data in ${f.folder} were made by PostgreSQL ${f.found}, the embedded one is ${f.embedded}. Open them with PostgreSQL ${f.found} and export.`,
  },
  database_start: {
    zh: (f) => `PostgreSQL 未能启动。日志 ${f.log} 的末尾：\n${f.detail}`,
    en: (f) => `PostgreSQL did not start. End of the log ${f.log}:\n${f.detail}`,
  },
  database_busy: {
    zh: (f) => `另一进程（${f.holder}）一直在启动或停止 ${f.folder} 的数据库。请稍后再试。`,
    en: (f) => `Another process (${f.holder}) keeps starting or stopping the database in ${f.folder}. Try again later.`,
  },
  database_unreachable: {
    zh: (f) => `连接不上数据库（${f.detail}）。请检查 DATABASE_URL。`,
    en: (f) => `The database cannot be reached (${f.detail}). Check DATABASE_URL.`,
  },
  database_server_version: {
    zh: (f) => `数据库服务器是 PostgreSQL ${f.found}，需要 15 或更高版本。`,
    en: (f) => `The database server is PostgreSQL ${f.found}; 15 or later is needed.`,
  },
  database_rights: {
    zh: (f) =>
      `用户 ${f.user} 在数据库 ${f.name} 中权限不足（${f.detail}）。请由数据库管理员执行（已有的角色不必再建）：${grants(f)}`,
    en: (f) =>
      `User ${f.user} lacks rights in database ${f.name} (${f.detail}). Ask its administrator to run (roles that are there need not be made again): ${grants(f)}`,
  },
  database_read_only: {
    zh: (f) =>
      `数据库 ${f.name} 只能读（${f.detail}）。请让 DATABASE_URL 指向可写的主库，或取消 default_transaction_read_only。`,
    en: (f) =>
      `Database ${f.name} can only be read (${f.detail}). Point DATABASE_URL at the primary, or unset default_transaction_read_only.`,
  },
  database_full: {
    zh: (f) => `磁盘已满，数据库无法写入 ${f.place}（${f.detail}）。请腾出空间，或用 ZERENTIAN_DATA 指定别处。`,
    en: (f) =>
      `The disk is full: the database cannot write to ${f.place} (${f.detail}). Make room, or name another place with ZERENTIAN_DATA.`,
  },
  database_encoding: {
    zh: (f) => `数据库 ${f.name} 的编码为 ${f.found}，需要 UTF8。请另建：${newDatabase}`,
    en: (f) => `The encoding of database ${f.name} is ${f.found}; UTF8 is needed. Make another: ${newDatabase}`,
  },
  database_collation: {
    zh: (f) =>
      `数据库 ${f.name} 按语言（${f.found}）排序，单位代码须按字节排序，否则查找结果有误。请另建数据库，并让 DATABASE_URL 指向它：${newDatabase}`,
    en: (f) =>
      `Database ${f.name} sorts by a language (${f.found}); unit codes must sort by bytes, or they are not found. Make another database and point DATABASE_URL at it: ${newDatabase}`,
  },
  migration_newer: {
    zh: (f) => `数据库已升级到 ${f.found}，比本程序（至 ${f.known}）新。请使用较新的程序。`,
    en: (f) =>
      `The database is at migration ${f.found}, newer than this program (up to ${f.known}). Use the newer program.`,
  },
  migration_changed: {
    zh: (f) => `迁移文件 ${f.file} 在执行之后被改动。迁移只能向前：请恢复该文件，另写新文件。`,
    en: (f) =>
      `Migration ${f.file} was changed after it had run. Migrations only go forward: restore it and write a new one.`,
  },
  migration_missing: {
    zh: (f) => `迁移文件 ${f.file} 编号在已执行的 ${f.found} 之前，但未执行过。请改用更大的编号。`,
    en: (f) =>
      `Migration ${f.file} was never run but is numbered before ${f.found}, which was. Give it a higher number.`,
  },
  migration_name: {
    zh: (f) => `迁移文件名 ${f.file} 不合规则：四位编号、下划线、名称、.sql，编号不得重复。`,
    en: (f) => `Migration ${f.file} is misnamed: four digits, underscore, name, .sql, and no number twice.`,
  },
  migration_failed: {
    zh: (f) => `迁移 ${f.file} 第 ${f.line} 行失败：${f.detail}。该文件已整体撤回。`,
    en: (f) => `Migration ${f.file} failed at line ${f.line}: ${f.detail}. The whole file was rolled back.`,
  },
} satisfies Record<string, Text>;

/** The codes that opening the database may refuse with. */
export type DatabaseCode = keyof typeof wording;

/** A refusal whose facts hold, beside the given ones, the finished sentences `zh` and `en`. */
export function refuse(code: DatabaseCode, facts: Facts): Refusal {
  const text: Text = wording[code];
  return new Refusal(code, { ...facts, zh: text.zh(facts), en: text.en(facts) });
}
