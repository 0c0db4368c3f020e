import assert from 'node:assert/strict';
import { isAbsolute, resolve } from 'node:path';
import { test } from 'node:test';
import { readConfig } from './config.ts';
import { readFiles } from './files/setting.ts';
import { readMessages } from './notices/setting.ts';
import { readDoor } from './people/settings.ts';

test('with nothing set the data lie in the checkout and the port is 8787 on the loopback', () => {
  const config = readConfig({});
  assert.ok(isAbsolute(config.dataFolder) && config.dataFolder.endsWith('data'));
  assert.deepEqual(
    { ...config, dataFolder: '' },
    {
      databaseUrl: undefined,
      dataFolder: '',
      dataFolderGiven: false,
      port: 8787,
      language: undefined,
      files: readFiles({}),
      door: readDoor({}),
      messages: readMessages({}),
    },
  );
});

test('blank settings count as not set, and a data folder becomes absolute', () => {
  assert.deepEqual(readConfig({ DATABASE_URL: ' ', ZERENTIAN_DATA: '', PORT: ' ' }), readConfig({}));
  const { dataFolder, dataFolderGiven } = readConfig({ ZERENTIAN_DATA: './数据' });
  assert.deepEqual([dataFolder, dataFolderGiven], [resolve('数据'), true]);
});

test('port 0 asks for any free port; what is no port is refused', () => {
  assert.equal(readConfig({ PORT: '0' }).port, 0);
  for (const PORT of ['-1', '65536', '80.5', 'http', '1e3']) {
    assert.throws(() => readConfig({ PORT }), { code: 'config_port' });
  }
});

test('an address of another kind of database is refused without repeating it', () => {
  assert.throws(
    () => readConfig({ DATABASE_URL: 'mysql://u:secret@h/d' }),
    (error: Error & { code: string }) => {
      assert.equal(error.code, 'config_database_url');
      assert.doesNotMatch(error.message, /secret/);
      return true;
    },
  );
  assert.equal(readConfig({ DATABASE_URL: 'postgres://h/d' }).databaseUrl, 'postgres://h/d');
});
