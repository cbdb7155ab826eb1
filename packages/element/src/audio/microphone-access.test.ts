// What is heard of permissions and devices, with the browser's events played by hand.

import { expect } from 'chai';
import type { AccessChange } from '../model/audio.ts';
import { eventually } from '../testing/eventually.ts';
import { watchMicrophoneAccess } from './microphone-access.ts';

class Status extends EventTarget {
  state: PermissionState = 'prompt';
  become(state: PermissionState): void {
    this.state = state;
    this.dispatchEvent(new Event('change'));
  }
}

class Devices extends EventTarget {
  kinds: MediaDeviceKind[] = [];
  enumerateDevices(): Promise<{ kind: MediaDeviceKind }[]> {
    return Promise.resolve(this.kinds.map((kind) => ({ kind })));
  }
  become(...kinds: MediaDeviceKind[]): void {
    this.kinds = kinds;
    this.dispatchEvent(new Event('devicechange'));
  }
}

describe('access to microphones', () => {
  let status: Status;
  let devices: Devices;
  let watching: AbortController;
  let told: AccessChange[];

  const watch = async (known = true): Promise<void> => {
    let asked = false;
    const query = () => {
      asked = true;
      return known ? Promise.resolve(status) : Promise.reject(new TypeError('unknown name'));
    };
    Object.defineProperty(navigator, 'permissions', { configurable: true, value: { query } });
    Object.defineProperty(navigator, 'mediaDevices', { configurable: true, value: devices });
    watchMicrophoneAccess((change) => told.push(change), watching.signal);
    await eventually(() => expect(asked).to.equal(true));
  };

  beforeEach(() => {
    status = new Status();
    devices = new Devices();
    watching = new AbortController();
    told = [];
  });
  afterEach(() => {
    watching.abort();
    Reflect.deleteProperty(navigator, 'permissions');
    Reflect.deleteProperty(navigator, 'mediaDevices');
  });

  it('is told when it is given and when it is taken, and not when it only may be asked for again', async () => {
    await watch();
    for (const state of ['denied', 'prompt', 'granted', 'prompt', 'denied', 'granted', 'denied'] as const) {
      status.become(state);
    }
    expect(told).to.deep.equal(['allowed', 'refused', 'allowed', 'refused']);
  });

  it('is told when a microphone is there after a change, and not for a loudspeaker', async () => {
    await watch();
    devices.become('audiooutput');
    devices.become('audiooutput', 'audioinput');
    await eventually(() => expect(told).to.include('device'));
    watching.abort();
    devices.become('audioinput');
    status.become('granted');
    expect(told.filter((change) => change !== 'device')).to.deep.equal([]);
  });

  it('is still told of devices where the browser does not know the permission', async () => {
    await watch(false);
    devices.become('audioinput');
    await eventually(() => expect(told).to.deep.equal(['device']));
  });
});
