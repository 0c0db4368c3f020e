/** What the sign-in of an installation is made of: its policy, vault, sessions, single sign-on, and who may enter how. */
import { join } from 'node:path';
import type { Day } from '#regime';
import type { Stores } from '../store/open-store.ts';
import { type Outside, outsideOf } from './outside.ts';
import type { Policy } from './policy.ts';
import { type Sessions, sessionsOf } from './sessions.ts';
import { type DoorSetting, isLoopback } from './settings.ts';
import { keyOfFile, keyOfText, type Vault, vaultOf } from './vault.ts';

export interface Door {
  readonly policy: Policy;
  readonly vault: Vault;
  readonly sessions: Sessions;
  /** Only this machine is served, behind no proxy. Then the sample may be entered without a password. */
  readonly isLocal: boolean;
  readonly outside: Outside | null;
  /** Where people open this server, for links; known once it listens. */
  address: string;
}

export interface DoorGiven {
  readonly stores: Stores;
  readonly setting: DoorSetting;
  readonly dataFolder: string;
  now(): Date;
  dayOf(instant: Date): Day;
}

/** The door of an installation. Nothing is read or asked of anybody before it is needed. */
export function doorOf({ stores, setting, dataFolder, now, dayOf }: DoorGiven): Door {
  const { policy, key, proxies, listen, outside } = setting;
  return {
    policy,
    vault: vaultOf(() => (key === undefined ? keyOfFile(join(dataFolder, 'secret.key')) : keyOfText(key))),
    sessions: sessionsOf({ stores, policy, now, dayOf }),
    isLocal: isLoopback(listen) && proxies.length === 0,
    outside: outside && outsideOf(outside),
    address: addressOf(setting, 0),
  };
}

/** What people type to open the server. */
export function addressOf({ names, tls, proxies, listen }: DoorSetting, port: number): string {
  const name = names[0] ?? (listen.includes(':') ? `[${listen}]` : listen);
  if (proxies.length > 0) return `https://${name}`;
  return `${tls ? 'https' : 'http'}://${name}:${port}`;
}
